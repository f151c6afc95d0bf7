import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import type { Application } from '../../../wire/application.ts';
import type { Call } from '../../command/command.ts';
import { withPrefix } from '../../server/application.ts';
import { fields } from '../../terminal/table.ts';
import { settingRows } from './settings.ts';

/** One application for a person, or its JSON. */
export function showApplication(application: Application, { json, terminal }: Pick<Call, 'json' | 'terminal'>): void {
  if (json) {
    terminal.json(application);
    return;
  }
  const { id, name, capabilities, keys } = application;
  const { paint } = terminal.out;
  const rows: [string, string][] = [
    ['id', id],
    ['name', name],
    ...settingRows(application),
    ['capabilities', Object.keys(capabilities).join(', ') || '-'],
  ];
  const { key } = parseKey(keys.public_key ?? '');
  if (key !== undefined) rows.push(['fingerprint', withPrefix(fingerprint(publicKeyOf(key)))]);
  terminal.data(fields(rows, terminal.out));
  terminal.data(
    keys.public_key === undefined
      ? paint('no active key: every token is rejected', 'fault')
      : keys.public_key.trimEnd(),
  );
}
