import { decodeBase64url, encodeBase64url } from '../encoding/base64url.ts';
import { bytesToBigInt, equalBytes } from '../encoding/bytes.ts';
import { isJsonObject, type JsonObject, parseJson } from '../encoding/json.ts';
import { corrected, misreadings } from '../encoding/misread.ts';
import { CURVES, type CurveName } from './curve.ts';
import { readJwk, toJwk } from './jwk.ts';
import type { PrivateKey } from './key.ts';
import { ecPrivateKey, ed25519PrivateKey, rsaPrivateKey } from './make-key.ts';
import type { Mending } from './mending.ts';
import type { KeyFault } from './reading.ts';
import { RSA_NUMBERS, recoverRsa } from './rsa-recovery.ts';

/** More than a JWK of 4096 bits has. */
const LONGEST = 16_384;
const MEMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const;

interface Recovered {
  readonly key: PrivateKey;
  /** The members that were wrong. */
  readonly members: readonly string[];
}

/**
 * Restores a private JWK of which one number is not as it was: those of an RSA key prove each other, and a public half
 * that differs by one character, or a private one that people misread, is proved by the other half.
 */
export function mendJwk(text: string): Mending | undefined {
  if (text.length > LONGEST || !/^\s*\{/.test(text)) return undefined;
  const { value } = parseJson(text);
  if (!isJsonObject(value) || typeof value['d'] !== 'string') return undefined;
  const read = readJwk(value);
  if ('type' in read || (read.kind !== 'inconsistent' && read.kind !== 'damaged')) return undefined;
  const isRsa = value['kty'] === 'RSA';
  if (isRsa && read.kind !== 'inconsistent') return undefined;
  const found = isRsa ? recoverNumbers(value) : (recoverPublic(value) ?? recoverPrivate(value));
  if (found === undefined) return undefined;
  const relations = read.kind === 'inconsistent' ? read.relations : [read.what];
  const fault: KeyFault = { kind: 'inconsistent', relations, numbers: found.members };
  return { faults: [fault], repairs: ['numbers-recomputed'], format: 'jwk', key: found.key, restored: true };
}

function recoverNumbers(jwk: JsonObject): Recovered | undefined {
  const given = Object.fromEntries(
    MEMBERS.map((name, at) => {
      const bytes = bytesOf(jwk[name]);
      return [RSA_NUMBERS[at] as string, bytes && bytesToBigInt(bytes)];
    }),
  );
  const sound = recoverRsa(given);
  if (sound === undefined) return undefined;
  const members = MEMBERS.filter((_, at) => {
    const name = RSA_NUMBERS[at] as (typeof RSA_NUMBERS)[number];
    return given[name] !== sound[name];
  });
  // More than one, or one that is quite another, are those of another key.
  const [one] = members;
  const key = rsaPrivateKey(sound);
  const isMisread = members.length === 1 && one !== undefined && areAlike(jwk[one], toJwk(key)[one] ?? '');
  return isMisread ? { key, members } : undefined;
}

/** The public half again, where all but one character of it is that of the private number. */
function recoverPublic(jwk: JsonObject): Recovered | undefined {
  const key = keyOf(jwk, jwk['d']);
  if (key === undefined) return undefined;
  const { x, y } = key.publicKey;
  const members = Object.entries({ x, y }).filter(
    ([name, bytes]) => bytes !== undefined && jwk[name] !== encodeBase64url(bytes),
  );
  const [one] = members;
  if (members.length !== 1 || one?.[1] === undefined) return undefined;
  return areAlike(jwk[one[0]], encodeBase64url(one[1])) ? { key, members: [one[0]] } : undefined;
}

/** The private number again: what people misread in it, until it makes the public half. */
function recoverPrivate(jwk: JsonObject): Recovered | undefined {
  const { d } = jwk;
  const x = bytesOf(jwk['x']);
  if (typeof d !== 'string' || x === undefined) return undefined;
  for (const one of misreadings(d, 0, d.length)) {
    const key = keyOf(jwk, corrected(d, one));
    if (
      key?.publicKey.x !== undefined &&
      equalBytes(key.publicKey.x, x) &&
      'type' in readJwk({ ...jwk, d: encodeBase64url(key.d ?? x) })
    )
      return { key, members: ['d'] };
  }
  return undefined;
}

function keyOf({ kty, crv }: JsonObject, d: unknown): PrivateKey | undefined {
  const bytes = bytesOf(d);
  if (bytes === undefined) return undefined;
  if (kty === 'OKP') return crv === 'Ed25519' && bytes.length === 32 ? ed25519PrivateKey(bytes) : undefined;
  if (kty !== 'EC' || typeof crv !== 'string' || !Object.hasOwn(CURVES, crv)) return undefined;
  const curve = CURVES[crv as CurveName];
  const scalar = bytesToBigInt(bytes);
  if (bytes.length !== curve.size || scalar === 0n || scalar >= curve.n) return undefined;
  return ecPrivateKey(crv as CurveName, scalar);
}

/** But for one character, put in, left out or changed. */
function areAlike(given: unknown, meant: string): boolean {
  if (typeof given !== 'string' || Math.abs(given.length - meant.length) > 1) return false;
  let start = 0;
  while (start < given.length && given[start] === meant[start]) start++;
  let end = 0;
  while (end < Math.min(given.length, meant.length) - start && given.at(-1 - end) === meant.at(-1 - end)) end++;
  return Math.max(given.length, meant.length) - start - end <= 1;
}

function bytesOf(text: unknown): Uint8Array | undefined {
  const bytes = typeof text === 'string' ? decodeBase64url(text) : undefined;
  return bytes instanceof Uint8Array ? bytes : undefined;
}
