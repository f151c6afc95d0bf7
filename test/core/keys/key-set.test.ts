import { describe, expect, test } from 'vitest';
import { toJwk } from '../../../src/core/keys/jwk.ts';
import { type KeySet, readWholeKeySet } from '../../../src/core/keys/key-set.ts';
import { ec, ed25519, rsa } from './der-parts.ts';

const RSA = toJwk(rsa.publicKey);
const EC = toJwk(ec.publicKey);
const OKP = toJwk(ed25519.publicKey);

function read(value: unknown): KeySet {
  const set = readWholeKeySet(JSON.stringify(value));
  if ('instead' in set) throw new TypeError(set.instead);
  return set;
}
const memberOf = (jwk: unknown) => read({ keys: [jwk] }).members[0];
const insteadOf = (text: string) => {
  const set = readWholeKeySet(text);
  return 'instead' in set ? set.instead : set;
};

describe('a set', () => {
  test('has its keys in their order, each with its place and its labels', () => {
    const set = read({ keys: [{ ...RSA, kid: 'a', alg: 'RS256' }, { kty: 'XYZ' }, EC, { ...OKP, kid: 7, alg: null }] });
    expect(set.isSet).toBe(true);
    expect(set.keys).toStrictEqual([
      { key: rsa.publicKey, kid: 'a', alg: 'RS256', index: 0 },
      { key: ec.publicKey, index: 2 },
      { key: ed25519.publicKey, index: 3 },
    ]);
    expect(set.members).toStrictEqual([
      { kid: 'a', alg: 'RS256', use: null, kty: 'RSA' },
      { kid: null, alg: null, use: null, kty: 'XYZ', fault: 'unknown-type' },
      { kid: null, alg: null, use: null, kty: 'EC' },
      { kid: null, alg: null, use: null, kty: 'OKP' },
    ]);
    expect(set.numbers).toStrictEqual([
      { kid: 'a', jwk: RSA },
      { kid: null, jwk: { kty: 'XYZ' } },
      { kid: null, jwk: EC },
      { kid: null, jwk: OKP },
    ]);
    expect(set.secrets).toEqual([]);
  });

  test('of one JWK is no set, and what is no object in a set is passed over', () => {
    expect(read(RSA)).toMatchObject({ isSet: false, keys: [{ key: rsa.publicKey, index: 0 }] });
    expect(read({ keys: [null, 'x', RSA, 1] }).keys).toStrictEqual([{ key: rsa.publicKey, index: 0 }]);
    expect(read({ keys: [] })).toStrictEqual({ keys: [], members: [], secrets: [], numbers: [], isSet: true });
  });

  test('of private keys gives the public halves, and says that they stand there', () => {
    const set = read({ keys: [toJwk(ec)] });
    expect(set.keys).toStrictEqual([{ key: ec.publicKey, index: 0 }]);
    expect(set.members).toStrictEqual([{ kid: null, alg: null, use: null, kty: 'EC', isPrivate: true }]);
    expect(set.numbers).toStrictEqual([{ kid: null, jwk: EC }]);
  });
});

test.each([
  ['a private number', { ...EC, d: 'x' }, true],
  ['an empty one', { ...EC, d: '' }, undefined],
  ['one that is no text', { ...EC, d: 1 }, undefined],
  ['a secret', { kty: 'oct', k: 'x' }, true],
  ['a secret that is no text', { kty: 'oct', k: 1 }, undefined],
  ['a k of another kind of key', { ...RSA, k: 'x' }, undefined],
])('%s: whether something private stands there', (_, jwk, isPrivate) => {
  expect(memberOf(jwk)?.isPrivate).toBe(isPrivate);
});

test.each([
  [{ kty: 'oct', k: 'x' }, 'secret'],
  [{ kty: 'RSA' }, 'damaged'],
  [{ kty: 'EC' }, 'damaged'],
  [{ kty: 'OKP' }, 'damaged'],
  [{ kty: 'AKP' }, 'unknown-type'],
  [{ kid: 'a' }, 'unknown-type'],
  [RSA, undefined],
])('what is wrong with %j', (jwk, fault) => {
  expect(memberOf(jwk)?.fault).toBe(fault);
});

// RFC 7518 §6.4: a symmetric key.
test.each([
  [{ kty: 'oct', k: 'abc', kid: 'one' }, [{ index: 0, kid: 'one', k: 'abc' }]],
  [{ kty: 'oct', k: 'abc' }, [{ index: 0, kid: null, k: 'abc' }]],
  [{ kty: 'oct', k: '' }, []],
  [{ kty: 'oct', k: 5 }, []],
  [{ kty: 'oct' }, []],
  [{ kty: 'EC', k: 'abc' }, []],
  [{ kty: 'oct', k: 'a'.repeat(8192) }, [{ index: 0, kid: null, k: 'a'.repeat(8192) }]],
  [{ kty: 'oct', k: 'a'.repeat(8193) }, []],
])('%#: a secret is read for its use', (jwk, secrets) => {
  expect(read({ keys: [jwk] }).secrets).toEqual(secrets);
});

describe('what a member says of itself', () => {
  test('is text, 200 characters of it at most', () => {
    const said = { kid: 'k'.repeat(201), alg: 'a'.repeat(200), use: 'u'.repeat(201), issuer: 'i'.repeat(201) };
    expect(memberOf({ ...RSA, ...said })).toStrictEqual({
      kid: 'k'.repeat(200),
      alg: 'a'.repeat(200),
      use: 'u'.repeat(200),
      kty: 'RSA',
      issuer: 'i'.repeat(200),
    });
    expect(memberOf({ ...RSA, kid: 1, alg: {}, use: [], issuer: null })).toStrictEqual({
      kid: null,
      alg: null,
      use: null,
      kty: 'RSA',
    });
  });

  // RFC 7517 §4.3.
  test.each([
    [undefined, undefined],
    ['verify', undefined],
    [['verify'], undefined],
    [['sign', 'verify'], undefined],
    [['encrypt', 'wrapKey'], 'encrypt, wrapKey'],
    [['sign', 1, null, 'decrypt'], 'sign, decrypt'],
    [[], ''],
    [['x'.repeat(81)], 'x'.repeat(80)],
  ])('key_ops %j', (key_ops, operations) => {
    expect(memberOf({ ...RSA, ...(key_ops !== undefined && { key_ops }) })?.operations).toBe(operations);
  });
});

const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('a number that nobody filled in', () => {
  test.each([
    '',
    '  ',
    '..',
    '...',
    '…',
    'xxx',
    'XxX',
    '***',
    '<modulus>',
    '<>',
    '{n}',
    '{{n}}',
    '{}',
    '${N}',
    '$N',
    '$',
    'your-modulus',
    'YOUR modulus here',
    'your_',
    'base64url',
    'Modulus',
    'n',
    'x',
  ])('%j', (n) => {
    expect(memberOf({ ...RSA, n })).toMatchObject({ fault: 'placeholder', placeholder: n });
  });

  test.each(['.', 'xx', 'a...', 'a<b>', '<b', 'a{n}', 'a$', 'yours', 'nn', 'my n', 'n ', 'amodulus', 'moduluses'])(
    '%j is none',
    (n) => {
      expect(memberOf({ ...RSA, n })?.fault).not.toBe('placeholder');
    },
  );

  test('in x of a key on a curve, and 80 characters of it', () => {
    expect(memberOf({ ...EC, x: '<x>' })).toMatchObject({ fault: 'placeholder', placeholder: '<x>' });
    const long = `<${'x'.repeat(90)}>`;
    expect(memberOf({ ...RSA, n: long })).toMatchObject({ placeholder: long.slice(0, 80) });
    expect(memberOf({ ...RSA, n: 7 })).toMatchObject({ fault: 'damaged' });
    expect(memberOf({ ...EC, n: '<n>' })).toMatchObject({ fault: 'placeholder', placeholder: '<n>' });
  });

  test.each([
    ['a text of 12 bytes', 'not a number', true],
    ['one of 11', 'no a number', false],
    ['a space and a tilde', ' ~'.repeat(6), true],
    ['a control character in it', 'not a\u001fnumber', false],
    ['one at its end', 'not a number\u007f', false],
    ['a letter that is not ASCII', 'not a numb\u00e9r', false],
  ])('base64url of %s', (_, text, isPlaceholder) => {
    expect(memberOf({ ...RSA, n: base64url(text) })?.placeholder).toBe(isPlaceholder ? text : undefined);
  });

  test('base64url of a long text: 80 characters of it', () => {
    const text = 'the keys could not be fetched; this text stands in for the modulus of the one key that was there';
    expect(memberOf({ ...RSA, n: base64url(text) })).toMatchObject({ placeholder: text.slice(0, 80) });
  });
});

test.each([
  ['', 'nothing: it is empty'],
  [' \n', 'nothing: it is empty'],
  ['<!DOCTYPE html>', 'a web page (HTML), such as an error page'],
  [' \n<HTML>', 'a web page (HTML), such as an error page'],
  ['<?xml version="1.0"?>', 'a web page (HTML), such as an error page'],
  ['see <html>', 'text that is not JSON'],
  ['-----BEGIN PUBLIC KEY-----', 'a PEM text: give it with --public'],
  ['hello', 'text that is not JSON'],
  ['[]', 'text that is not JSON'],
  ['{}', 'JSON without keys'],
  ['{"keys":{}}', 'JSON without keys'],
  ['{"error":"x"}', 'the JSON of an error, and no keys'],
  ['{"message":"x"}', 'the JSON of an error, and no keys'],
  ['{"code":1}', 'the JSON of an error, and no keys'],
  [
    '{"jwks_uri":"https://a.example/keys"}',
    'the discovery document of an issuer: its keys are at https://a.example/keys',
  ],
  ['{"jwks_uri":1}', 'JSON without keys'],
])('%j is %s', (text, instead) => {
  expect(insteadOf(text)).toBe(instead);
});

test('a long address of keys is cut', () => {
  const address = `https://a.example/${'k'.repeat(300)}`;
  expect(insteadOf(JSON.stringify({ jwks_uri: address }))).toBe(
    `the discovery document of an issuer: its keys are at ${address.slice(0, 200)}`,
  );
});
