import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withSignatureChecked } from '../../src/cli/input/check-signature.ts';
import { withExpectations } from '../../src/cli/input/doctor-input.ts';
import { readExpectations, withSecretAlone } from '../../src/cli/input/expectations.ts';
import { readPublicKeys } from '../../src/cli/input/public-key.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { expecting, mustVerify, type Verifier, verifyAhead, whole } from '../../src/dashboard/pages/debugger/judge.ts';
import { mint } from '../../src/jwt.ts';
import { kit } from '../support/kit.ts';

/** The page and the command line are handed the same evidence, and have to give the same report. */

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const PAIRS = {
  first: rsa(),
  second: rsa(),
  stranger: rsa(),
  p256: ec('P-256'),
  otherP256: ec('P-256'),
  p384: ec('P-384'),
  ed: generateKeyPairSync('ed25519'),
  otherEd: generateKeyPairSync('ed25519'),
};
type Name = keyof typeof PAIRS;
const jwk = (name: Name, more: object = {}) => ({ ...PAIRS[name].publicKey.export({ format: 'jwk' }), ...more });
const setOf = (...keys: object[]) => JSON.stringify({ keys });
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const CLAIMS = { iss: 'https://id.example/', aud: 'web', sub: 'ada', iat: kit.now - 60, exp: kit.now + 600 };
const signed = (name: Name, alg: string, kid?: string) =>
  mint(CLAIMS, PAIRS[name].privateKey as never, { alg, ...(kid !== undefined && { kid }) });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mintmark-sets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function byCommandLine(token: string, verifier: Verifier) {
  const { issuer, audience, algorithms, secret, publicKey, keySets = [] } = verifier;
  const flags = {
    issuer: issuer === undefined ? [] : [issuer],
    audience: audience?.split(' ') ?? [],
    algorithms,
    secret,
    jwks: [...keySets].reverse().map((text, at) => fileOf(`set-${at}.json`, text)),
  };
  const read = withSecretAlone(await readExpectations(flags, () => {}), [publicKey]);
  const keys = publicKey === undefined ? undefined : readPublicKeys(publicKey);
  const input = withExpectations(undefined, read, keys)({ token, now: kit.now, isOwnClock: true });
  return diagnose(withSignatureChecked(input));
}

async function byPage(token: string, verifier: Verifier) {
  const subject = expecting({ token }, verifier);
  const verified = mustVerify(subject) ? await verifyAhead(subject) : undefined;
  return diagnose(whole(subject, { profile: 'auto', now: kit.now }, verified));
}

const TWO = setOf(jwk('first', { kid: 'a' }), jwk('second', { kid: 'b' }));
const MIXED = setOf(jwk('p256', { kid: 'e' }), jwk('ed', { kid: 'o' }), jwk('p384', { kid: 'f' }), jwk('first'));

describe.each<[what: string, token: string, verifier: Verifier, verdict: string, rootCause: string | null]>([
  ['the key that kid names', signed('second', 'RS256', 'b'), { keySets: [TWO] }, 'accepted', null],
  ['a kid in no key', signed('stranger', 'RS256', 'c'), { keySets: [TWO] }, 'rejected', 'key-not-in-set'],
  ['no kid, several keys', signed('second', 'RS256'), { keySets: [TWO] }, 'accepted', null],
  ['a kid of another key', signed('second', 'RS256', 'a'), { keySets: [TWO] }, 'rejected', 'key-not-in-set'],
  [
    'a key of an older set',
    signed('first', 'RS256', 'a'),
    { keySets: [setOf(jwk('second', { kid: 'b' })), setOf(jwk('first', { kid: 'a' }))] },
    'rejected',
    'key-not-in-set',
  ],
  ['P-256', signed('p256', 'ES256', 'e'), { keySets: [MIXED] }, 'accepted', null],
  ['P-384', signed('p384', 'ES384', 'f'), { keySets: [MIXED] }, 'accepted', null],
  ['PS384 without kid', signed('first', 'PS384'), { keySets: [setOf(jwk('first'))] }, 'accepted', null],
  ['Ed25519', signed('ed', 'EdDSA', 'o'), { keySets: [MIXED] }, 'accepted', null],
  ['another P-256 key', signed('otherP256', 'ES256', 'e'), { keySets: [MIXED] }, 'rejected', 'signed-by-unknown-key'],
  ['another Ed25519 key', signed('otherEd', 'EdDSA', 'o'), { keySets: [MIXED] }, 'rejected', 'signed-by-unknown-key'],
  [
    'an algorithm that is not accepted',
    signed('p256', 'ES256', 'e'),
    { keySets: [MIXED], algorithms: 'RS256, PS256' },
    'rejected',
    'algorithm-not-allowed',
  ],
  [
    'another issuer',
    signed('second', 'RS256', 'b'),
    { keySets: [TWO], issuer: 'https://id.example' },
    'rejected',
    'issuer-not-expected',
  ],
  [
    'a key for encryption',
    signed('first', 'RS256', 'a'),
    { keySets: [setOf(jwk('first', { kid: 'a', use: 'enc' }))] },
    'rejected',
    'key-not-in-set',
  ],
  [
    'a placeholder set',
    signed('first', 'RS256', 'a'),
    { keySets: ['{"keys":[{"kty":"RSA","kid":"a","n":"...","e":"AQAB"}]}'] },
    'rejected',
    'key-not-in-set',
  ],
  ['a set in the place of the public key', signed('ed', 'EdDSA', 'o'), { publicKey: MIXED }, 'accepted', null],
  ['a JWK alone', signed('ed', 'EdDSA'), { publicKey: JSON.stringify(jwk('ed')) }, 'accepted', null],
  ['the PEM of an Ed25519 key', signed('otherEd', 'EdDSA'), { publicKey: spki(PAIRS.ed.publicKey) }, 'rejected', null],
  [
    'a secret alone',
    signed('first', 'RS256'),
    { secret: 'a-secret-that-nobody-guesses-here' },
    'rejected',
    'algorithm-not-allowed',
  ],
])('%s', (_, token, verifier, verdict, rootCause) => {
  test('the page and the command line say the same', async () => {
    const [page, line] = [await byPage(token, verifier), await byCommandLine(token, verifier)];
    expect(page).toEqual(line);
    expect([page.verdict, page.rootCause]).toEqual([verdict, rootCause ?? page.rootCause]);
  });
});
