import { describe, expect, test } from 'vitest';
import { toJwk } from '../../../src/core/keys/jwk.ts';
import { pkcs1Pem, pkcs8Pem, spkiPem } from '../../../src/core/keys/key-text.ts';
import { rsaPrivateKey } from '../../../src/core/keys/make-key.ts';
import { isDamaged, mendKey } from '../../../src/core/keys/mend-key.ts';
import { mendingOf } from '../../../src/core/keys/mending.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { readKeyText } from '../../../src/core/keys/read-key-text.ts';
import { repairKey } from '../../../src/core/keys/repair-key.ts';
import { placeAt } from '../../../src/core/keys/text-place.ts';
import { ec, ed25519, NUMBERS, rsa } from './der-parts.ts';

const PRIVATE = pkcs8Pem(ed25519);
const PUBLIC = spkiPem(ed25519.publicKey);
const whole = { ok: true, format: 'pkcs8-pem', key: ed25519 };

/** The last character of a body has bits that no byte takes up. */
const LAST_BITS = pkcs1Pem(rsa.publicKey).replace(/.(?==)/, (last) => String.fromCharCode(last.charCodeAt(0) + 1));
/** A character in the body that is none of base64. */
const strayed = (pem: string) => pem.replace(/\n(?=[A-Za-z])/, '\n*');

describe('what a reading comes to', () => {
  const tolerated = (text: string) => mendingOf(readKeyText(text) ?? { ok: false, faults: [{ kind: 'empty' }] });

  test.each([
    [PRIVATE, []],
    [`\ufeff${PRIVATE}`, ['byte-order-mark-removed']],
    [PRIVATE.replaceAll('\n', '\r\n'), ['carriage-returns-normalised']],
    [`my key\n${PRIVATE}`, ['text-around-removed']],
    [PRIVATE.replace('\n', ' \n'), ['stray-characters-removed']],
    [PRIVATE.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY'), ['label-corrected']],
    [LAST_BITS, ['padding-restored']],
    [JSON.stringify(toJwk(ec)), ['container-converted']],
  ])('%#: the repairs', (text, repairs) => {
    expect(tolerated(text)).toMatchObject({
      repairs,
      restored: true,
      faults: { length: repairs[0] === 'container-converted' ? 0 : repairs.length },
    });
  });

  test('without a key nothing is restored', () => {
    expect(mendingOf({ ok: false, faults: [{ kind: 'empty' }] })).toStrictEqual({
      faults: [{ kind: 'empty' }],
      repairs: [],
      restored: false,
    });
    expect(mendingOf({ ok: false, format: 'jwks', faults: [{ kind: 'key-set', keys: 2 }] })).toStrictEqual({
      faults: [{ kind: 'key-set', keys: 2 }],
      format: 'jwks',
      repairs: [],
      restored: false,
    });
  });

  test('a key whose numbers do not fit is not the one that it was', () => {
    const faults = [{ kind: 'inconsistent', relations: [] }] as const;
    expect(mendingOf({ ok: false, faults, key: rsa, format: 'pkcs8-pem' })).toMatchObject({ restored: false });
  });
});

test.each([
  [{ kind: 'damaged', what: 'x', expected: 'y' }, true],
  [{ kind: 'inconsistent', relations: [] }, true],
  [{ kind: 'label-mismatch', label: 'X', holds: 'pkcs8-pem' }, true],
  [{ kind: 'unrecognised' }, true],
  [{ kind: 'empty' }, false],
  [{ kind: 'encrypted', format: 'putty' }, false],
] as const)('%j may be looked at again: %s', (fault, expected) => {
  expect(isDamaged({ ok: false, faults: [fault] })).toBe(expected);
  expect(isDamaged({ ok: false, faults: [{ kind: 'empty' }, fault] })).toBe(expected);
  expect(isDamaged({ ok: true, format: 'pkcs8-pem', key: rsa, tolerated: [fault] })).toBe(false);
});

describe('wrappings', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const times = (count: number) => Array.from({ length: count }).reduce<string>((text) => base64(text), PRIVATE);

  test('of one kind are told once, with their depth', () => {
    expect(mendKey(times(3))).toMatchObject({
      faults: [{ kind: 'wrapped-in-base64', depth: 3 }],
      repairs: ['base64-decoded'],
      key: ed25519,
      restored: true,
    });
  });

  test('are taken off up to sixteen times', () => {
    expect(mendKey(times(16))?.restored).toBe(true);
    expect(mendKey(times(17))?.restored).not.toBe(true);
  });

  test('of other kinds are told one after the other, and what is in them last', () => {
    const text = base64(`"${PRIVATE.replaceAll('\n', '\\n')}"`);
    expect(mendKey(text)?.faults.map(({ kind }) => kind)).toEqual(['wrapped-in-base64', 'newlines-escaped', 'quoted']);
  });

  test('of two kinds, one of them twice', () => {
    expect(mendKey(`"${times(2)}"`)?.faults).toEqual([
      { kind: 'quoted', quote: '"' },
      { kind: 'wrapped-in-base64', depth: 2 },
    ]);
    expect(mendKey(JSON.stringify(JSON.stringify(PRIVATE)))?.faults).toEqual([
      { kind: 'newlines-escaped', depth: 2 },
      { kind: 'quoted', quote: '"' },
    ]);
  });

  test.each([
    ['\\\\n', '\\n'],
    ['\\n', '\\\\n'],
  ])('of one kind inside of another: %j in base64 with %j, told with the greater depth', (inside, outside) => {
    const lines = base64(PRIVATE.replaceAll('\n', inside)).match(/.{1,64}/g) ?? [];
    expect(mendKey(lines.join(outside))?.faults).toEqual([
      { kind: 'newlines-escaped', depth: 2 },
      { kind: 'wrapped-in-base64', depth: 1 },
    ]);
  });

  test('a backslash that was lost: what stands for the line breaks is told once', () => {
    expect(mendKey(PRIVATE.replaceAll('\n', 'n'))).toMatchObject({
      faults: [{ kind: 'line-breaks-lost', replacedBy: 'other' }],
      key: ed25519,
    });
  });

  test('around a damaged key are told with the damage', () => {
    const damage = { kind: 'damaged', what: 'the body', line: 2, column: 1, expected: 'a base64 character' };
    expect(mendKey(base64(strayed(PRIVATE)))).toMatchObject({
      faults: [{ kind: 'wrapped-in-base64', depth: 1 }, damage],
      repairs: ['base64-decoded', 'stray-characters-removed'],
      key: ed25519,
      restored: true,
    });
  });

  const broken = pkcs8Pem(rsaPrivateKey({ ...NUMBERS, dp: 2n }));
  test.each([
    ['the private key before the public one', PUBLIC, PRIVATE, ed25519],
    ['the first private key', PRIVATE, pkcs8Pem(ec), ed25519],
    ['the first public key', PUBLIC, spkiPem(ec.publicKey), ed25519.publicKey],
    ['one that is restored before one that is not', broken, PUBLIC, ed25519.publicKey],
  ])('of several damaged blocks: %s', (_, first, second, key) => {
    expect(mendKey(strayed(first) + strayed(second))).toMatchObject({ key, restored: true });
  });

  test('of several that cannot be restored: the first', () => {
    const other = pkcs8Pem(rsaPrivateKey({ ...NUMBERS, dq: 2n }));
    expect(mendKey(strayed(broken) + strayed(other))).toMatchObject({
      restored: false,
      key: { rsa: { dp: 2n, dq: 7n } },
    });
  });

  test('in a text without a key there is nothing', () => {
    expect(mendKey('hello')).toBeUndefined();
    expect(mendKey('"hello"')).toBeUndefined();
  });
});

describe('from text or bytes to a key', () => {
  test('what is taken as it stands comes as it was read', () => {
    expect(parseKey(PRIVATE)).toStrictEqual(whole);
    expect(repairKey(PRIVATE)).toStrictEqual({
      ok: true,
      pem: PRIVATE,
      key: ed25519,
      format: 'pkcs8-pem',
      repairs: [],
      faults: [],
    });
  });

  test('what is not comes with its faults, and with its key where that is certain', () => {
    const escaped = PRIVATE.replaceAll('\n', '\\n');
    expect(parseKey(escaped)).toStrictEqual({
      ok: false,
      faults: [{ kind: 'newlines-escaped', depth: 1 }],
      format: 'pkcs8-pem',
      key: ed25519,
    });
    expect(repairKey(escaped)).toMatchObject({ ok: true, pem: PRIVATE, repairs: ['newlines-unescaped'] });
    expect(parseKey('hello')).not.toHaveProperty('format');
    expect(parseKey('hello')).not.toHaveProperty('key');
  });

  test.each([
    ['{"kty":"RSA"}', 'jwk', 'JWK member n', 'the modulus in base64url'],
    ['{"keys":[{"kty":"EC","crv":"P-256"}]}', 'jwks', 'JWK members x and y', 'a point that lies on the curve'],
  ])('what is wrong with %s is told by both', (text, format, what, expected) => {
    const faults = [{ kind: 'damaged', what, expected }];
    expect(parseKey(text)).toStrictEqual({ ok: false, format, faults });
    expect(repairKey(text)).toStrictEqual({ ok: false, faults });
  });

  test('what cannot be restored is told by both', () => {
    const text = pkcs8Pem(rsaPrivateKey({ ...NUMBERS, dp: 2n }));
    const faults = [{ kind: 'inconsistent', relations: ['dp = d mod (p-1)'] }];
    expect(parseKey(text)).toMatchObject({ ok: false, faults });
    expect(repairKey(text)).toStrictEqual({ ok: false, faults });
    expect(repairKey(Buffer.from(text).toString('base64'))).toStrictEqual({
      ok: false,
      faults: [{ kind: 'wrapped-in-base64', depth: 1 }, ...faults],
    });
    expect(repairKey('The quick brown fox jumps over the lazy dog.')).toStrictEqual({
      ok: false,
      faults: [{ kind: 'unrecognised' }],
    });
    expect(parseKey(`note: ENC[AES256_GCM,data:x]\n${PRIVATE.replaceAll('\n', '\\n')}`)).toMatchObject({
      faults: [{ kind: 'newlines-escaped' }, { kind: 'damaged' }],
      key: ed25519,
    });
  });

  test('what stands in for a key is named, unless there is a key beside it', () => {
    expect(parseKey('op://vault/key')).toMatchObject({ ok: false, faults: [{ kind: 'stand-in' }] });
    expect(repairKey('op://vault/key')).toMatchObject({ ok: false, faults: [{ kind: 'stand-in' }] });
  });
});

test.each([
  [0, 1, 1],
  [2, 1, 3],
  [3, 2, 1],
  [5, 3, 1],
])('%i is line %i, column %i', (at, line, column) => {
  expect(placeAt('ab\nc\nd', at)).toEqual({ line, column });
});
