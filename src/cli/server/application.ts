import type { ApplicationKey } from '../../wire/application-keys.ts';
import { usage } from '../terminal/failure.ts';
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
