import { fingerprint, publicKeyOf } from '../../core/keys/fingerprint.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import type { Application } from '../../wire/application.ts';
import type { ApplicationKey } from '../../wire/application-keys.ts';
import type { Call } from '../command/command.ts';
import { usage } from '../terminal/failure.ts';
import { fields } from '../terminal/table.ts';
import type { Client } from './client.ts';

/** The application's key with this fingerprint, with or without the prefix `SHA256:`. @throws Failure (usage). */
export async function findKey(client: Client, applicationId: string, fingerprint: string): Promise<ApplicationKey> {
  const wanted = fingerprint.replace(/^SHA256:/i, '');
  const keys = await listKeys(client, applicationId);
  const key = keys.find((candidate) => withoutPrefix(candidate.fingerprint) === wanted || candidate.id === wanted);
  if (key !== undefined) return key;
  throw usage(
    'The application has no key with that fingerprint',
    keys.length === 0 ? 'It has no keys at all' : 'It has these:',
    ...keys.map((candidate) => `${candidate.state.padEnd(8)}  ${withPrefix(candidate.fingerprint)}`),
  );
}

export async function listKeys(client: Client, applicationId: string): Promise<readonly ApplicationKey[]> {
  const answer = await client.send('GET /v2/applications/:id/keys', { params: { id: applicationId } });
  return answer._embedded.keys;
}

export function withPrefix(fingerprint: string): string {
  return `SHA256:${withoutPrefix(fingerprint)}`;
}

export function withoutPrefix(fingerprint: string): string {
  return fingerprint.replace(/^SHA256:/, '');
}

/** One application for a person, or its JSON. */
export function showApplication(application: Application, { json, terminal }: Pick<Call, 'json' | 'terminal'>): void {
  if (json) {
    terminal.json(application);
    return;
  }
  const { id, name, privacy, capabilities, single_use: singleUse, keys } = application;
  const { paint } = terminal.out;
  const rows: [string, string][] = [
    ['id', id],
    ['name', name],
    ['improve_ai', privacy.improve_ai === null ? 'not chosen yet' : String(privacy.improve_ai)],
    ['single use', singleUse ? 'each jti once' : 'no'],
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
