import { createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aesGcmSealing } from '../../../src/adapters/node-crypto/index.ts';

const SECRET = new Uint8Array(32).map((_, at) => at);
const sealing = aesGcmSealing(SECRET);
const PLAIN = Uint8Array.from([1, 2, 3, 4, 5]);
const PLACE = 'second-factor/ada';

test('what was sealed for a place is opened there by the same secret, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.string(), (plain, place) => {
      const sealed = sealing.seal(plain, place);
      expect(sealed).toMatch(/^v1\.[\w-]{11}\.[\w-]{38,}$/);
      expect(sealing.seal(plain, place)).not.toBe(sealed);
      expect(aesGcmSealing(SECRET).open(sealed, place)).toEqual(plain);
    }),
  );
});

/** The form is a promise: a database outlives a version. Opened here by its description alone. */
test('it is AES-256-GCM under a key derived by HKDF, with the prefix and the place authenticated', () => {
  const sealed = sealing.seal(PLAIN, PLACE);
  const derived = (info: string, length: number) => Buffer.from(hkdfSync('sha256', SECRET, '', info, length));
  const prefix = `v1.${derived('mintmark sealing v1 key id', 8).toString('base64url')}.`;
  expect(sealed.startsWith(prefix)).toBe(true);
  const body = Buffer.from(sealed.slice(prefix.length), 'base64url');
  expect(body).toHaveLength(12 + PLAIN.length + 16);
  const decipher = createDecipheriv('aes-256-gcm', derived('mintmark sealing v1 key', 32), body.subarray(0, 12));
  decipher.setAAD(Buffer.from(prefix + PLACE)).setAuthTag(body.subarray(-16));
  expect(Buffer.concat([decipher.update(body.subarray(12, -16)), decipher.final()])).toEqual(Buffer.from(PLAIN));
});

test('another place, another secret, and each damaged bit are refused, each by its name', () => {
  const sealed = sealing.seal(PLAIN, PLACE);
  expect(() => sealing.open(sealed, 'second-factor/eve')).toThrow(
    'of second-factor/eve cannot be opened: it is damaged',
  );
  const other = aesGcmSealing(new Uint8Array(32));
  const ids = [sealing, other].map((one) => one.seal(PLAIN, PLACE).split('.')[1]);
  expect(() => other.open(sealed, PLACE)).toThrow(
    `sealed with another server secret (key id ${ids[0]}; this server has ${ids[1]})`,
  );
  const [version, id, text = ''] = sealed.split('.');
  const body = Buffer.from(text, 'base64url');
  for (let bit = 0; bit < body.length * 8; bit++) {
    const damaged = Buffer.from(body);
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => sealing.open(`${version}.${id}.${damaged.toString('base64url')}`, PLACE)).toThrow('it is damaged');
  }
});

test('no text is taken for something sealed, least of all a secret that was stored as it is', () => {
  const [, id] = sealing.seal(PLAIN, PLACE).split('.');
  const texts = [
    '',
    '.',
    '..',
    'v1',
    'v1..',
    `v1.${id}`,
    `v1.${id}.`,
    `v1.${id}.AAAA`,
    `v1.${id}.AAAA.`,
    `v2.${id}.AAAA`,
  ];
  for (const text of [
    ...texts,
    'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    `v1.${'x'.repeat(10_000)}.`,
    randomBytes(64).toString(),
  ]) {
    const opening = () => sealing.open(text, PLACE);
    expect(opening).toThrow(expect.objectContaining({ name: 'SealedSecretError' }));
    // What is stored is not repeated.
    expect(opening).not.toThrow(/JBSWY|xxx/);
  }
});

test('a secret of another length is a mistake of the programmer', () => {
  for (const length of [0, 16, 31, 33]) expect(() => aesGcmSealing(new Uint8Array(length))).toThrow(TypeError);
});
