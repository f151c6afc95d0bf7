import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { nodeSignatureCheck } from '../../../src/adapters/node-crypto/check-signature.ts';
import { signJws } from '../../../src/adapters/node-crypto/sign.ts';
import { parseJson } from '../../../src/core/encoding/json.ts';
import { readToken } from '../../../src/core/jws/read-token.ts';
import { spanOf, spanOfBytes } from '../../../src/core/jws/span.ts';
import type { VerificationKey } from '../../../src/core/jws/verification-keys.ts';
import { verifyCompact } from '../../../src/core/jws/verify-compact.ts';
import type { PrivateKey } from '../../../src/core/keys/key.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { readAuthorization } from '../../../src/core/request/authorization.ts';

const RUNS = 50_000;
const SEED = 0x6d696e74;
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'HS256'];
const CHARACTERS = 'AZaz09-_.+/= \t\n"{}\\\u0000\u007f\u00e9\u0141\u2028\ud800\uff21';

const signers: readonly (PrivateKey | Uint8Array)[] = [
  privateKeyOf(generateKeyPairSync('rsa', { modulusLength: 2048 })),
  privateKeyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
  privateKeyOf(generateKeyPairSync('ed25519')),
  randomBytes(32),
];
const verifiers: readonly VerificationKey[] = signers.map((key) => ({
  material: key instanceof Uint8Array ? key : key.publicKey,
}));
const tokens = ALGORITHMS.map((alg, at) => {
  const claims = { application_id: 'f1b1a3c4', iat: 1_795_514_553, jti: 'é', acl: { paths: { '/**': {} } } };
  const parts = [{ alg, typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const input = parts.join('.');
  return `${input}.${Buffer.from(signJws(alg, signers[at] as PrivateKey, input)).toString('base64url')}`;
});

test(`${RUNS} mutated tokens: nothing throws, nothing is accepted`, () => {
  const check = nodeSignatureCheck();
  const random = generator(SEED);
  for (const token of tokens) expect(verifyCompact(token, verifiers, { algorithms: ALGORITHMS }, check).ok).toBe(true);
  const accepted: string[] = [];
  let strict = 0;
  for (let run = 0; run < RUNS; run++) {
    let text = tokens[random(tokens.length)] as string;
    for (let changes = 1 + random(3); changes > 0; changes--) text = mutate(text, random);
    if (tokens.includes(text)) continue;
    const reading = readToken(text);
    if (reading.faults.length === 0) strict++;
    for (const fault of reading.faults) {
      const part = 'part' in fault ? reading[fault.part] : undefined;
      const span = part && 'byte' in fault ? spanOfBytes(text, part, fault.byte, fault.byte + 1) : spanOf(reading, {});
      if (!(span.start >= 0 && span.start <= span.end && span.end <= text.length)) throw new Error(`span of ${text}`);
    }
    readAuthorization(`Bearer ${text}`);
    if (verifyCompact(text, verifiers, { algorithms: ALGORITHMS }, check).ok) accepted.push(text);
  }
  expect(accepted).toEqual([]);
  // Some mutants have to get as far as the signature, or this proves little.
  expect(strict).toBeGreaterThan(RUNS / 20);
});

test('mutated JSON: what the strict parser takes, the host takes too, with the same value', () => {
  const random = generator(SEED + 1);
  const whole = '{"alg":"RS256","n":[1,-2.5e3,true,null],"é":{"a":"b\\u00e9\\n"},"x":"y"}';
  for (let run = 0; run < 20_000; run++) {
    let text = whole;
    for (let changes = 1 + random(3); changes > 0; changes--) text = mutate(text, random);
    const reading = parseJson(text);
    if (reading.faults.length === 0) expect(reading.value).toEqual(JSON.parse(text));
    else expect(reading.faults.every(({ byte }) => byte <= Buffer.byteLength(text))).toBe(true);
  }
});

function mutate(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  const end = Math.min(at + random(12), text.length);
  const other = tokens[random(tokens.length)] as string;
  switch (random(9)) {
    case 0:
      return (
        text.slice(0, at) +
        String.fromCharCode(text.charCodeAt(at % text.length) ^ (1 << random(8))) +
        text.slice(at + 1)
      );
    case 1:
      return text.slice(0, at) + text.slice(end);
    case 2:
      return text.slice(0, at);
    case 3:
      return text.slice(0, at) + text.slice(at, end) + text.slice(at);
    case 4:
      return text.slice(0, at) + CHARACTERS.charAt(random(CHARACTERS.length)) + text.slice(at);
    case 5:
      return text.slice(0, at) + CHARACTERS.charAt(random(CHARACTERS.length)) + text.slice(at + 1);
    case 6:
      return text.slice(0, at) + other.slice(at);
    case 7:
      return splice(text, other, random(3));
    default:
      return text.slice(0, at) + text.slice(at, end).toUpperCase() + text.slice(end);
  }
}

/** One part of a token put in the place of the same part of another one. */
function splice(text: string, other: string, part: number): string {
  const parts = text.split('.');
  parts[part] = other.split('.')[part] ?? '';
  return parts.join('.');
}

function privateKeyOf({ privateKey }: { privateKey: KeyObject }): PrivateKey {
  return parseKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).key as PrivateKey;
}

/** Mulberry32: the same numbers on every machine. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
