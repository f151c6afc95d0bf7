import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bigIntToBytes, bytesToBigInt } from '../../../src/core/encoding/bytes.ts';
import {
  bitStringOf,
  type DerElement,
  objectIdentifierOf,
  readDer,
  unsignedOf,
} from '../../../src/core/encoding/der.ts';
import {
  encodeBitString,
  encodeElement,
  encodeObjectIdentifier,
  encodeUnsigned,
} from '../../../src/core/encoding/write-der.ts';

describe('refuses what is not DER', () => {
  test.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['an indefinite length', '30800000'],
    ['a long form for a short length', '300302810100'.replace('0100', '0101')],
    ['a length with a zero in front', '3082000102'],
    ['a length of five bytes', '3085000000000101'],
    ['a length that is cut', '3082'],
    ['more content than there is', '30050101'],
    ['a child that reaches over its parent', '3003020501'],
    ['a byte after the end', '3003020101ff'],
    ['a tag of more than one byte', '1f8101020101'],
    ['an end-of-contents tag', '0000'],
  ])('%s', (_, hex) => {
    expect(readDer(bytes(hex)).ok).toBe(false);
  });

  test('nesting beyond any key', () => {
    let nested = bytes('0500');
    for (let level = 0; level < 30; level++) nested = encodeElement(0x30, nested);
    expect(readDer(nested)).toMatchObject({ ok: false, expected: 'no more than 24 levels' });
  });

  test('100,000 opening bytes at once', () => {
    expect(readDer(new Uint8Array(100_000).fill(0x30)).ok).toBe(false);
  });
});

describe('values', () => {
  test.each(['0200', '020180', '02020001', '0202007f', '0303000100'])('%s is not a non-negative INTEGER', (hex) => {
    expect(unsignedOf(element(hex))).toBeUndefined();
  });

  test('INTEGER, both ways', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 300n), (value) => {
        expect(unsignedOf(whole(encodeUnsigned(value)))).toBe(value);
        expect(bytesToBigInt(bigIntToBytes(value))).toBe(value);
      }),
    );
  });

  test.each(['1.2.840.113549.1.1.1', '2.16.840.1.101.3.4.2.1', '1.3.101.112', '2.999.3', '0.0'])('OID %s', (dotted) => {
    expect(objectIdentifierOf(whole(encodeObjectIdentifier(dotted)))).toBe(dotted);
  });

  test.each(['0600', '06028001', '06012a80', '060180'])('%s is not an OBJECT IDENTIFIER', (hex) => {
    const read = readDer(bytes(hex));
    expect(read.ok ? objectIdentifierOf(read.element) : undefined).toBeUndefined();
  });

  test('BIT STRING without unused bits', () => {
    expect(bitStringOf(whole(encodeBitString(bytes('beef'))))).toEqual(bytes('beef'));
    expect(bitStringOf(element('03020780'))).toBeUndefined();
  });
});

test('reads what node:crypto writes, and every cut of it is refused', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
  expect(readDer(der).ok).toBe(true);
  for (let length = 0; length < der.length; length++) expect(readDer(der.subarray(0, length)).ok).toBe(false);
});

test('never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
      const read = readDer(random);
      if (read.ok) expect(read.element.end).toBe(random.length);
    }),
    { numRuns: 3000 },
  );
});

function bytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

function element(hex: string): DerElement {
  return whole(bytes(hex));
}

function whole(der: Uint8Array): DerElement {
  const read = readDer(der);
  if (!read.ok) throw new TypeError(`not DER: ${read.expected}`);
  return read.element;
}
