import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checksOfSet } from '../../src/cli/commands/keys/check-set.ts';
import { withKeySets, withSignatureChecked } from '../../src/cli/input/check-signature.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import type { KitKey } from '../../src/core/evidence/kit.ts';
import { toJwk } from '../../src/core/keys/jwk.ts';
import { type KeySet, readWholeKeySet } from '../../src/core/keys/key-set.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { kit } from '../support/kit.ts';

const TEXT = Buffer.from('the keys could not be fetched; this text stands in for the modulus').toString('base64url');
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });

const jwk = (name: KitKey, more: object = {}) => ({ ...jwkOf(kit.publicKey(name)), kid: name, ...more });

function jwkOf(pem: string) {
  const { key } = parseKey(pem);
  if (key === undefined) throw new TypeError('a key of the kit is readable');
  return toJwk(key);
}

function setOf(...keys: readonly object[]): KeySet {
  return read({ keys });
}

function read(value: object): KeySet {
  const set = readWholeKeySet(JSON.stringify(value));
  if ('instead' in set) throw new TypeError(set.instead);
  return set;
}

function token(header: { readonly [name: string]: unknown }, key: KitKey = 'active', hash?: 'SHA-512'): string {
  const claims = { application_id: undefined, jti: undefined, iss: 'https://id.lamp.example/', exp: kit.now + 600 };
  return kit.mint({ header, claims, key, ...(hash && { hash }) });
}

function judged(text: string, sets: readonly KeySet[], profile = 'jwt') {
  return diagnose(withSignatureChecked(withKeySets({ profile, now: kit.now, token: text }, sets)));
}

describe('the key set and the token', () => {
  const both = setOf(jwk('active'), jwk('other'));

  it.each<[string, string, KeySet, string]>([
    ['other-kid', token({ kid: 'other' }), both, 'proved'],
    ['kid-of-no-key', token({ kid: 'elsewhere' }), both, 'likely'],
    ['unknown', token({ kid: 'elsewhere' }, 'stranger'), both, 'proved'],
    [
      'algorithm',
      token({ kid: 'active', alg: 'RS512' }, 'active', 'SHA-512'),
      setOf(jwk('active', { alg: 'RS256' })),
      'proved',
    ],
    ['algorithm', token({ alg: 'RS512' }, 'active', 'SHA-512'), setOf(jwk('active', { alg: 'RS256' })), 'proved'],
    ['key-type', token({ kid: 'ec' }), setOf({ ...EC, kid: 'ec' }, jwk('other')), 'proved'],
    ['other-use', token({ kid: 'active' }), setOf(jwk('active', { use: 'enc' }), jwk('other')), 'proved'],
    ['other-use', token({ kid: 'active' }), setOf(jwk('active', { key_ops: ['encrypt'] })), 'proved'],
    ['encryption', token({ kid: 'active' }), setOf(jwk('other', { use: 'enc' })), 'proved'],
    ['placeholder', token({ kid: 'active' }), setOf(jwk('active', { n: TEXT })), 'proved'],
    ['placeholder', token({ kid: 'active' }), setOf(jwk('active', { n: '<modulus>' })), 'proved'],
    ['unusable', token({ kid: 'active' }), setOf({ kty: 'oct', k: 'c2VjcmV0' }), 'proved'],
    ['unusable', token({ kid: 'active' }), setOf(jwk('active', { n: 'AA' }), jwk('other')), 'proved'],
    ['empty', token({ kid: 'active' }), setOf(), 'proved'],
  ])('%s', (kind, text, set, certainty) => {
    const { findings, verdict } = judged(text, [set]);
    expect(findings[0]).toMatchObject({ cause: 'key-not-in-set', facts: { kind }, certainty });
    expect(verdict).toBe('rejected');
  });

  it('names both ids, and both algorithms', () => {
    const misnamed = judged(token({ kid: 'other' }), [both]).findings[0];
    expect(misnamed?.facts).toMatchObject({ kid: '"other"', signedBy: 'active' });
    expect(misnamed?.fix.steps[0]).toContain('set kid to active');
    const published = setOf(jwk('active', { alg: 'RS256' }));
    const wrong = judged(token({ kid: 'active', alg: 'RS512' }, 'active', 'SHA-512'), [published]).findings[0];
    expect(wrong).toMatchObject({ facts: { published: 'RS256', alg: 'RS512' }, at: { pointer: '/alg' } });
  });

  it.each<[string, string, KeySet]>([
    ['a kid of the set', token({ kid: 'active' }), both],
    ['no kid', token({}), both],
    ['no alg in the set', token({ kid: 'active' }), setOf(jwk('active', { use: 'sig' }))],
    ['a key for encryption before it', token({ kid: 'active' }), setOf(jwk('other', { use: 'enc' }), jwk('active'))],
    ['a placeholder before it', token({ kid: 'active' }), setOf(jwk('other', { n: TEXT }), jwk('active'))],
    ['two keys of one kid', token({ kid: 'active' }), setOf(jwk('other', { kid: 'active' }), jwk('active'))],
    ['keys without kid', token({ kid: 'elsewhere' }), setOf(jwk('active', { kid: undefined }))],
    ['one JWK of another id, which nobody chooses by', token({ kid: 'elsewhere' }), read(jwk('active'))],
  ])('agree: %s', (_, text, set) => {
    expect(judged(text, [set]).verdict).toBe('accepted');
  });

  it('says that no key of the set signed, where kid names none of them', () => {
    expect(judged(token({}, 'stranger'), [both]).findings[0]?.title).toContain('any of the 2 keys of the set');
  });

  it('tells a rotation by the older set', () => {
    const facts = judged(token({ kid: 'active' }), [setOf(jwk('active')), setOf(jwk('other'))]).findings[0]?.facts;
    expect(facts).toMatchObject({ kind: 'gone', kids: 'other' });
  });

  it('leaves kid alone where it is ignored unless it is known', () => {
    const text = kit.mint({ header: { kid: 'elsewhere' } });
    expect(judged(text, [both], 'vonage').verdict).toBe('accepted');
  });

  it('says that a private key is published, and accepts what it signed', () => {
    const set = setOf({ ...jwkOf(kit.privateKey('active')), kid: 'active' });
    const { findings, verdict } = judged(token({ kid: 'active' }), [set]);
    expect(findings[0]).toMatchObject({
      cause: 'verifier-key-damaged',
      severity: 'risk',
      facts: { kind: 'published' },
    });
    expect(JSON.stringify(findings)).not.toContain(jwkOf(kit.privateKey('active'))['d']);
    expect(verdict).toBe('accepted');
  });
});

describe('keys check of a set', () => {
  const results = (...keys: readonly object[]) => checksOfSet(setOf(...keys)).map(({ ok }) => ok);

  it('judges each key', () => {
    expect(results(jwk('active'), jwk('other', { use: 'enc' }), { kty: 'AKP', kid: 'x' })).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(results(jwk('active'), jwk('other', { n: TEXT }))).toEqual([true, true, false]);
    expect(results(jwk('active'), { ...jwkOf(kit.privateKey('other')) })).toEqual([true, true, false]);
    expect(results(jwk('active'), { kty: 'oct', k: 'c2VjcmV0' })).toEqual([true, true, false]);
    expect(results(jwk('active'), { kty: 'RSA', n: 'AA', e: 'AQAB' })).toEqual([true, true, false]);
  });

  it('wants a key for signatures, and each kid once', () => {
    expect(results(jwk('active', { use: 'enc' }))[0]).toBe(false);
    expect(results()).toEqual([false]);
    expect(results(jwk('active'), jwk('other', { kid: 'active' }))[0]).toBe(false);
  });
});
