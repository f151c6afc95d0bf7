import { encodeBase64 } from '../encoding/base64.ts';
import { encodeBase64url } from '../encoding/base64url.ts';
import { concatBytes, toHex } from '../encoding/bytes.ts';
import type { JsonObject, JsonValue } from '../encoding/json.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import { sha1 } from '../hash/sha1.ts';
import { sha224, sha256 } from '../hash/sha256.ts';
import { sha384, sha512 } from '../hash/sha512.ts';
import { signingInput } from './read-token.ts';
import type { PartReading, TokenReading } from './reading.ts';
import type { SignedBytes, SignedHash } from './signed-bytes-form.ts';

type Hash = (message: Uint8Array) => Uint8Array;
type Candidate = readonly [SignedBytes, string | Uint8Array];

/**
 * What was signed, worked out from the digest of an opened signature: the bytes of each way in which people are known
 * to get it wrong are hashed and compared. `unknown` where none fits: then the bytes were changed after signing.
 */
export function recogniseSignedBytes(reading: TokenReading, hash: SignedHash, digest: string): SignedBytes {
  const hashes = hashesFor(hash);
  for (const [signed, text] of candidates(reading, hashes)) {
    const bytes = typeof text === 'string' ? encodeUtf8(text) : text;
    if (hashes.some((digestOf) => toHex(digestOf(bytes)) === digest)) return signed;
  }
  return 'unknown';
}

/** In the order of likelihood; lazy, as the first ones nearly always fit. */
function* candidates(reading: TokenReading, hashes: readonly Hash[]): Generator<Candidate> {
  const input = signingInput(reading);
  yield ['signing-input', input];
  yield ['signing-input-with-newline', `${input}\n`];
  yield ['signing-input-with-crlf', `${input}\r\n`];
  for (const digestOf of new Set([...hashes, sha256])) {
    const once = digestOf(encodeUtf8(input));
    yield ['signing-input-hashed-twice', once];
    yield ['signing-input-hashed-twice', toHex(once)];
    yield ['signing-input-hashed-twice', encodeBase64(once)];
  }
  const { header, payload } = reading;
  const hashed = withNonceHashed(reading);
  if (hashed !== undefined) yield ['nonce-hashed', hashed];
  yield ['payload-segment-only', reading.text.slice(payload.start, payload.end)];
  if (header.bytes === undefined || payload.bytes === undefined) return;
  // A token that was broken into lines, padded or put into the other alphabet after it was signed.
  yield ['whole-token-trimmed', `${encodeBase64url(header.bytes)}.${encodeBase64url(payload.bytes)}`];
  const standard = [encodeBase64(header.bytes), encodeBase64(payload.bytes)] as const;
  yield ['signing-input-padded', standard.map(urlSafe).join('.')];
  yield ['signing-input-standard-base64', standard.join('.')];
  yield ['signing-input-standard-base64', standard.join('.').replaceAll('=', '')];
  const dot = encodeUtf8('.');
  yield ['decoded-header-and-payload', concatBytes(header.bytes, dot, payload.bytes)];
  yield ['decoded-header-and-payload', concatBytes(header.bytes, payload.bytes)];
  // The payload alone, before it was encoded.
  yield ['payload-segment-only', payload.bytes];
  for (const headerText of serializations(header)) {
    for (const payloadText of serializations(payload)) {
      const segments = [headerText, payloadText].map((text) => encodeBase64url(encodeUtf8(text)));
      yield ['payload-reserialized', segments.join('.')];
    }
  }
}

/** As Microsoft signs its tokens for Graph: the nonce of the header is replaced by its SHA-256, in base64url. */
function withNonceHashed({ header, payload, text }: TokenReading): string | undefined {
  const nonce = header.members?.['nonce'];
  // mutants: members were read from a text
  if (typeof nonce !== 'string' || header.text === undefined) return undefined;
  const hash = encodeBase64url(sha256(encodeUtf8(nonce)));
  const changed = header.text.replace(JSON.stringify(nonce), () => JSON.stringify(hash));
  return `${encodeBase64url(encodeUtf8(changed))}.${text.slice(payload.start, payload.end)}`;
}

/** The hash that DigestInfo names; for a bare digest, every one. */
function hashesFor(hash: SignedHash): readonly Hash[] {
  const named = HASHES.get(hash);
  if (named !== undefined) return [named];
  return hash === 'none' ? [...HASHES.values()] : [];
}

const HASHES: ReadonlyMap<SignedHash, Hash> = new Map<SignedHash, Hash>([
  ['SHA-256', sha256],
  ['SHA-512', sha512],
  ['SHA-384', sha384],
  ['SHA-224', sha224],
  ['SHA-1', sha1],
]);

/** The same members as the usual JSON writers set them: what may have stood there when the token was signed. */
function serializations({ text = '', members }: PartReading): ReadonlySet<string> {
  const texts = new Set([text, `${text}\n`]);
  if (members === undefined) return texts;
  for (const value of [members, sorted(members) as JsonObject]) {
    const compact = JSON.stringify(value);
    texts.add(compact).add(compact.replaceAll('/', '\\/')).add(asciiOnly(compact));
    texts
      .add(JSON.stringify(value, null, 2))
      .add(JSON.stringify(value, null, 4))
      .add(asciiOnly(spaced(value)));
  }
  return texts;
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = value as JsonObject;
  return Object.fromEntries(
    Object.keys(members)
      .sort()
      .map((name) => [name, sorted(members[name] as JsonValue)]),
  );
}

/** As Python writes it by default: a space after each colon and comma. */
function spaced(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}: ${spaced(member)}`)
    .join(', ')}}`;
}

function asciiOnly(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}
