import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nodeSignatureCheck } from '../../src/adapters/node-crypto/check-signature.ts';
import { decodeBase64url } from '../../src/core/encoding/base64url.ts';
import { type JsonObject, parseJson } from '../../src/core/encoding/json.ts';
import { verifyRs256 } from '../../src/core/jws/open-signature.ts';
import { readToken, signingInput } from '../../src/core/jws/read-token.ts';
import { readVerificationKeys } from '../../src/core/jws/verification-keys.ts';
import { verifyCompact } from '../../src/core/jws/verify-compact.ts';
import { publicKeyOf } from '../../src/core/keys/fingerprint.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { weaknesses } from '../../src/core/keys/weaknesses.ts';
import { type VerificationKey, type VerifyOptions, verify } from '../../src/jwt.ts';

interface Vector {
  readonly id: string;
  readonly comment: string;
  readonly category: string;
  readonly alg: readonly string[];
  readonly jwk?: JsonObject;
  readonly jwks?: JsonObject;
  readonly token: string;
  readonly now?: number;
  readonly strict_expected: 'valid' | 'invalid';
  readonly payload_json_object: boolean;
}

const file = readFileSync(new URL('../../vectors/jws/jws-vectors.json', import.meta.url), 'utf8');
const vectors = (JSON.parse(file) as { vectors: Vector[] }).vectors;
/** For the vectors that name no time of their own: 2026-11-24. */
const TODAY = 1_795_478_400;
const check = nodeSignatureCheck();

test('all 715 vectors are here', () => {
  expect(vectors).toHaveLength(715);
  expect(vectors.filter((vector) => vector.strict_expected === 'valid')).toHaveLength(62);
});

test.each(vectors.map((vector) => [vector.id, vector.comment, vector.strict_expected, vector] as const))(
  '%s (%s) is %s',
  (_id, _comment, verdict, vector) => {
    expect(accepts(vector) ? 'valid' : 'invalid').toBe(verdict);
  },
);

test('the forged paddings fail at the signature, not before it', () => {
  const forged = vectors.filter(({ id }) => id.startsWith('wycheproof-json:rs256:') && !id.endsWith('control'));
  expect(forged).toHaveLength(200);
  for (const vector of forged) {
    const verdict = verifyCompact(vector.token, keysOf(vector), { algorithms: vector.alg }, check);
    expect([vector.id, verdict]).toEqual([vector.id, { ok: false, reason: 'signature' }]);
  }
});

test('the library decides alike: it takes the good ones that hold claims, and nothing else', () => {
  const taken: string[] = [];
  const expected: string[] = [];
  for (const vector of vectors) {
    const { id, alg, jwk, token, now = TODAY } = vector;
    // What a JWK says about its own use is for readVerificationKeys; the library is handed the bare key.
    const isPlainKey = jwk !== undefined && readVerificationKeys(jwk).ok && jwk['alg'] !== 'ES521';
    if (!isPlainKey || !alg.every((name) => LIBRARY_ALGORITHMS.includes(name))) continue;
    const { use: _use, key_ops: _operations, kid: _kid, ...bare } = jwk;
    const secret = jwk['kty'] === 'oct' ? decodeBase64url(jwk['k'] as string) : undefined;
    const key = secret instanceof Uint8Array ? { secret } : JSON.stringify(bare);
    if (verifies(token, key, { algorithms: alg, now })) taken.push(id);
    // Whose private key is printed in a document, anybody can have signed.
    const isPublished = secret === undefined && weaknessNames(key as string).includes('key-published');
    if (vector.strict_expected === 'valid' && vector.payload_json_object && !isPublished) expected.push(id);
  }
  expect(taken).toEqual(expected);
  expect(expected.length).toBeGreaterThan(1);
});

test('a payload that is a JSON object reads as one, and no other does', () => {
  for (const vector of vectors.filter(({ strict_expected }) => strict_expected === 'valid')) {
    const { faults, payload } = readToken(vector.token);
    expect([vector.id, payload.members !== undefined]).toEqual([vector.id, vector.payload_json_object]);
    expect([vector.id, faults.length === 0]).toEqual([vector.id, vector.payload_json_object]);
  }
});

test('the arithmetic of core agrees with node:crypto on every RS256 signature', () => {
  const signatures = vectors.filter(({ alg, jwk }) => alg[0] === 'RS256' && jwk?.['kty'] === 'RSA');
  let good = 0;
  for (const vector of signatures) {
    const reading = readToken(vector.token);
    const keys = readVerificationKeys(vector.jwk as JsonObject);
    const key = keys.ok ? keys.keys[0] : undefined;
    if (key === undefined || !('rsa' in key.material) || !key.material.rsa || !reading.signature.bytes) continue;
    const verified = verifyRs256(signingInput(reading), reading.signature.bytes, key.material.rsa);
    expect([vector.id, verified]).toEqual([
      vector.id,
      check('RS256', key, signingInput(reading), reading.signature.bytes),
    ]);
    if (verified) good++;
  }
  expect(good).toBeGreaterThan(8);
});

function weaknessNames(text: string): readonly string[] {
  const { key } = parseKey(text);
  return key === undefined ? [] : weaknesses(publicKeyOf(key)).map(({ name }) => name);
}

const LIBRARY_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'HS256'];

/** False, too, for a key that the library refuses at the door, and for a token that is no text. */
function verifies(token: string, key: VerificationKey, options: VerifyOptions): boolean {
  try {
    return verify(token, key, options).ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function accepts(vector: Vector): boolean {
  const keys = readVerificationKeys(parseJson(JSON.stringify(vector.jwks ?? vector.jwk)).value as JsonObject);
  if (!keys.ok) return false;
  const verdict = verifyCompact(vector.token, keys.keys, { algorithms: vector.alg }, check);
  if (!verdict.ok) return false;
  const exp = readToken(vector.token).payload.members?.['exp'];
  return typeof exp !== 'number' || exp > (vector.now ?? TODAY);
}

function keysOf(vector: Vector) {
  const keys = readVerificationKeys((vector.jwks ?? vector.jwk) as JsonObject);
  if (!keys.ok) throw new Error(`${vector.id}: ${keys.reason}`);
  return keys.keys;
}
