import { signJws } from '../../adapters/webcrypto/index.ts';
import { encodeBase64url } from '../../core/encoding/base64url.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../core/encoding/json.ts';
import { encodeUtf8 } from '../../core/encoding/utf8.ts';
import { algorithmFor } from '../../core/jws/algorithms.ts';
import type { PrivateKey } from '../../core/keys/key.ts';

export type MembersReading =
  | { readonly ok: true; readonly members: JsonObject }
  /** What is wrong, in a person's words. */
  | { readonly ok: false; readonly fault: string };

/** Reads a header or a claims set that was typed. */
export function readMembers(text: string): MembersReading {
  const { value, faults } = parseJson(text);
  const [fault] = faults;
  if (fault) {
    const line = text.slice(0, fault.byte).split('\n').length;
    return { ok: false, fault: `Line ${line}: expected ${fault.expected.replace(/^expected /, '')}.` };
  }
  return isJsonObject(value) ? { ok: true, members: value } : { ok: false, fault: 'Expected a JSON object: { … }.' };
}

/**
 * The header with an `alg` that the key signs with: the one that stands there where it does, else the first that is
 * accepted, else whatever the key is for. As it was where it cannot be read.
 */
export function headerFor(text: string, { publicKey }: PrivateKey, accepted: readonly string[]): string {
  const reading = readMembers(text);
  if (!reading.ok) return text;
  const { alg } = reading.members;
  if (typeof alg === 'string' && algorithmFor(publicKey, [alg]) !== undefined) return text;
  const fitting = algorithmFor(publicKey, accepted) ?? algorithmFor(publicKey);
  return fitting === undefined ? text : jsonText({ ...reading.members, alg: fitting });
}

/** A token, signed in the page under the `alg` of its header. @throws TypeError where the key does not go with it */
export async function signToken(header: JsonObject, claims: JsonObject, key: PrivateKey): Promise<string> {
  const parts = [header, claims].map((members) => encodeBase64url(encodeUtf8(JSON.stringify(members)))).join('.');
  const signature = await signJws(String(header['alg'] ?? 'RS256'), key, parts);
  return `${parts}.${encodeBase64url(signature)}`;
}

export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** `randomUUID` is there on https and the loopback host alone. */
export function newId(): string {
  return crypto.randomUUID?.() ?? `trial-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
}
