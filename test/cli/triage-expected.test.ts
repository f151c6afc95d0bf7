import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { withExpectations } from '../../src/cli/input/doctor-input.ts';
import type { Expectations } from '../../src/cli/input/expectations.ts';
import { readAllPublicKeys } from '../../src/cli/input/public-key.ts';
import { expectedParts } from '../../src/cli/triage/expected.ts';
import { jwt } from '../../src/core/claims/profiles/jwt.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { type KeySet, readWholeKeySet } from '../../src/core/keys/key-set.ts';
import type { RequestReading } from '../../src/core/request/captures/reading.ts';
import { Classifier } from '../../src/core/triage/quick/classifier.ts';
import { damaged, readingOf, request } from '../core/triage/requests.ts';
import { kit } from '../support/kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ISSUER = 'https://id.lamp.example/';
const AUDIENCE = 'https://api.lamp.example';
const PAIRS = {
  a: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  b: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  c: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  other: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
type Name = keyof typeof PAIRS;
const algOf = (name: Name) => (name === 'c' ? 'ES256' : 'RS256');

function minted(by: Name, kid: string | undefined, claims: object): string {
  const parts = [{ alg: algOf(by), typ: 'JWT', kid }, claims];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const key: KeyObject = PAIRS[by].privateKey;
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

function setOf(names: readonly Name[]): KeySet {
  const keys = names.map((kid) => ({ ...PAIRS[kid].publicKey.export({ format: 'jwk' }), kid, use: 'sig' }));
  const set = readWholeKeySet(JSON.stringify({ keys }));
  if (!('keys' in set)) throw new Error(set.instead);
  return set;
}

const pemOf = (name: Name) => createPublicKey(PAIRS[name].publicKey.export({ type: 'spki', format: 'pem' }));

const owned = fc
  .record({
    by: fc.constantFrom<Name>('a', 'b', 'c', 'other'),
    kid: fc.constantFrom<string | undefined>(undefined, 'a', 'b', 'c', 'x'),
    claims: fc.record({
      iss: fc.constantFrom<unknown>(ISSUER, ISSUER.slice(0, -1), 'https://other.example/', 7, undefined),
      aud: fc.constantFrom<unknown>(AUDIENCE, [AUDIENCE, 'x'], 'x', undefined, []),
      sub: fc.constantFrom('alice', 'bob'),
      iat: fc.constantFrom(kit.now - 60, kit.now + 900),
      exp: fc.constantFrom<unknown>(kit.now - 600, kit.now + 600, undefined, '1790000000'),
      azp: fc.constantFrom<unknown>('x', 'web', undefined),
      scope: fc.constantFrom<unknown>('read', undefined),
    }),
  })
  .map(({ by, kid, claims }) => minted(by, kid, claims));

const expected = { issuers: [ISSUER], audiences: [AUDIENCE] };
const publics = (names: readonly Name[]) =>
  readAllPublicKeys(
    names.map((name) => {
      const path = join(folder, `${name}.pem`);
      writeFileSync(path, pemOf(name).export({ type: 'spki', format: 'pem' }));
      return path;
    }),
  );

const EXPECTATIONS: { readonly [what: string]: () => Classifier } = {
  'issuer and audience': () => classifier({ input: { expected }, sets: [], isGiven: true }),
  algorithms: () => classifier({ input: { algorithms: ['ES256'] }, sets: [], isGiven: true }),
  'a key set': () => classifier({ input: {}, sets: [setOf(['a', 'b', 'c'])], isGiven: true }),
  'a rotation, issuer and audience': () =>
    classifier({ input: { expected }, sets: [setOf(['a']), setOf(['b', 'c'])], isGiven: true }),
  'several public keys': () => classifier({ input: { expected }, sets: [], isGiven: true }, publics(['a', 'c'])),
};

function classifier(expectations: Expectations, publicKeys?: ReturnType<typeof readAllPublicKeys>): Classifier {
  const sets = publicKeys === undefined ? expectations.sets : typeof publicKeys === 'string' ? [] : [publicKeys];
  const held = { sets, hasSecret: false, hasKey: typeof publicKeys === 'string', registry: undefined };
  return new Classifier({
    ...expectedParts(withExpectations(undefined, expectations, publicKeys), held),
    usual: jwt,
  });
}

test.each(Object.entries(EXPECTATIONS))('the root is that of the whole diagnosis: %s', (_, open) => {
  const shared = open();
  const line = fc.tuple(fc.oneof({ weight: 3, arbitrary: owned }, damaged), request);
  fc.assert(
    fc.property(line, ([text, shape]) => {
      const reading: RequestReading = readingOf(text, shape);
      const root = diagnose(shared.inputOf(reading)).rootCause;
      expect(shared.classify(reading).cause).toBe(root);
      expect(shared.classify(reading).cause).toBe(root);
    }),
    { numRuns: 250 },
  );
});

test('what is signed by a key of the set is diagnosed once for each kind, and counted for each token', () => {
  const { expecting, signerOf, counts } = expectedParts((input) => input, {
    sets: [setOf(['a', 'b'])],
    hasSecret: false,
    hasKey: false,
    registry: undefined,
  });
  const token = minted('b', 'b', { iss: ISSUER });
  const signer = signerOf?.(token);
  expect(signer).not.toBeNull();
  expect(signerOf?.(token)).toBe(signer);
  expect(signerOf?.(minted('b', undefined, { iss: ISSUER, n: 1 }))).toBe(signer);
  expect(signerOf?.(minted('a', 'b', { iss: ISSUER }))).toBeNull();
  const none = signerOf?.(minted('other', 'b', { iss: ISSUER }));
  expect(none).toBe('none of the keys');
  expect(signerOf?.(minted('other', 'x', { iss: ISSUER, n: 1 }))).toBe(none);
  expect(signerOf?.(minted('c', 'b', { iss: ISSUER }))).toBeNull();
  const [header, , signature] = token.split('.');
  expect(signerOf?.(`${header}.${Buffer.from('{}').toString('base64url')}.${signature}`)).toBeNull();
  expect(signerOf?.('eyJ.x')).toBeNull();
  expect(counts).toEqual({ checked: 8, notChecked: 0 });
  expect(expecting).toBeDefined();
});
