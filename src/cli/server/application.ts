import { fingerprint, publicKeyOf } from '../../core/keys/fingerprint.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import type { Call } from '../command/command.ts';
import { usage } from '../terminal/failure.ts';
import { fields } from '../terminal/table.ts';
import type { Client } from './client.ts';

/** An application as the Application API answers, as far as it is read here. */
export interface WireApplication {
  readonly id: string;
  readonly name: string;
  readonly keys?: { readonly public_key?: string; readonly private_key?: string };
  readonly privacy?: { readonly improve_ai?: boolean | null };
  readonly single_use?: boolean;
  readonly capabilities?: { readonly [name: string]: unknown };
}

/** A key as `/v2/applications/{id}/keys` answers. Times are RFC 3339 text. */
export interface WireKey {
  readonly id: string;
  readonly fingerprint: string;
  readonly state: 'draft' | 'active' | 'retiring' | 'revoked';
  readonly public_key: string;
  readonly private_key?: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly ended_at: string | null;
  readonly expires_at: string | null;
}

export const APPLICATIONS = '/v2/applications';

export function applicationPath(id: string, rest = ''): string {
  return `${APPLICATIONS}/${encodeURIComponent(id)}${rest}`;
}

/** The application's key with this fingerprint, with or without the prefix `SHA256:`. @throws Failure (usage). */
export async function findKey(client: Client, applicationId: string, fingerprint: string): Promise<WireKey> {
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

export async function listKeys(client: Client, applicationId: string): Promise<readonly WireKey[]> {
  const answer = (await client.send('GET', applicationPath(applicationId, '/keys'))) as {
    _embedded: { keys: readonly WireKey[] };
  };
  return answer._embedded.keys;
}

export function withPrefix(fingerprint: string): string {
  return `SHA256:${withoutPrefix(fingerprint)}`;
}

export function withoutPrefix(fingerprint: string): string {
  return fingerprint.replace(/^SHA256:/, '');
}

/** One application for a person, or its JSON. */
export function showApplication(
  application: WireApplication,
  { json, terminal }: Pick<Call, 'json' | 'terminal'>,
): void {
  if (json) {
    terminal.json(application);
    return;
  }
  const { id, name, privacy, capabilities = {}, single_use: singleUse, keys } = application;
  const { paint } = terminal.out;
  const rows: [string, string][] = [
    ['id', id],
    ['name', name],
    ['improve_ai', privacy?.improve_ai == null ? 'not chosen yet' : String(privacy.improve_ai)],
    ['single use', singleUse ? 'each jti once' : 'no'],
    ['capabilities', Object.keys(capabilities).join(', ') || '-'],
  ];
  const { key } = parseKey(keys?.public_key ?? '');
  if (key !== undefined) rows.push(['fingerprint', withPrefix(fingerprint(publicKeyOf(key)))]);
  terminal.data(fields(rows, terminal.out));
  terminal.data(
    keys?.public_key === undefined
      ? paint('no active key: every token is refused', 'fault')
      : keys.public_key.trimEnd(),
  );
}
