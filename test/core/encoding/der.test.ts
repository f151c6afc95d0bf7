import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bigIntToBytes, bytesToBigInt, toHex } from '../../../src/core/encoding/bytes.ts';
import {
  bitStringOf,
  type DerElement,
  objectIdentifierOf,
  octetStringOf,
  readDer,
  TAG,
  unsignedOf,
} from '../../../src/core/encoding/der.ts';
import {
  encodeBitString,
  encodeElement,
  encodeNull,
  encodeObjectIdentifier,
  encodeOctetString,
  encodeSequence,
  encodeUnsigned,
} from '../../../src/core/encoding/write-der.ts';

describe('refuses what is not DER, and says where and why', () => {
  test.each([
    ['nothing', '', 0, 'another element'],
    ['a tag alone', '30', 1, 'a length'],
    ['an indefinite length', '30800000', 1, 'a definite length'],
    ['a long form for 127 bytes', `04817f${'00'.repeat(127)}`, 1, 'the shortest form of the length'],
    ['a length with a zero in front', `04820080${'00'.repeat(128)}`, 1, 'the shortest form of the length'],
    ['255 bytes in two', `048200ff${'00'.repeat(255)}`, 1, 'the shortest form of the length'],
    ['65,535 bytes in three', `048300ffff${'00'.repeat(65_535)}`, 1, 'the shortest form of the length'],
    ['a length of four bytes', '048410000000', 1, '268435456 bytes in this element, of which 0 are here'],
    ['a length of five bytes', '3085000000000101', 1, 'a definite length'],
    ['a length that is cut', '3082', 1, 'a whole length'],
    ['a length that is cut in its middle', '308201', 1, 'a whole length'],
    ['more content than there is', '30050101', 1, '5 bytes in this element, of which 2 are here'],
    ['a child that reaches over its parent', '3003020501ffffffffff', 3, '5 bytes in this element, of which 1 are here'],
    ['a child without a length', '300102ff', 3, 'a length'],
    ['a byte after the end', '3003020101ff', 5, 'no bytes after the first 5'],
    ['a tag of more than one byte', '1f8101020101', 0, 'the tag of a key element'],
    ['a constructed tag of more than one byte', '3f8101020101', 0, 'the tag of a key element'],
    ['an end-of-contents tag', '0000', 0, 'the tag of a key element'],
  ])('%s', (_, hex, at, expected) => {
    expect(readDer(bytes(hex))).toEqual({ ok: false, at, expected });
  });

  test('24 levels and no more', () => {
    let nested = bytes('0500');
    for (let level = 0; level < 24; level++) nested = encodeElement(0x30, nested);
    expect(readDer(nested).ok).toBe(true);
    expect(readDer(encodeElement(0x30, nested))).toMatchObject({ ok: false, expected: 'no more than 24 levels' });
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

describe('lengths', () => {
  test.each([
    [0, '0400'],
    [1, '0401'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_535, '0482ffff'],
    [65_536, '0483010000'],
  ])('%i bytes', (length, head) => {
    const content = new Uint8Array(length).fill(7);
    const der = encodeOctetString(content);
    expect(Buffer.from(der).toString('hex')).toBe(head + '07'.repeat(length));
    expect(octetStringOf(whole(der))).toEqual(content);
    const around = encodeSequence(der);
    const [child] = whole(around).children;
    expect([child?.start, child?.end]).toEqual([around.length - der.length, around.length]);
  });
});

test('each kind has its tag, and a constructed one its children', () => {
  const parts = [encodeNull(), encodeUnsigned(5n), encodeBitString(bytes('01')), encodeOctetString(bytes('02'))];
  expect(Buffer.from(encodeSequence(...parts)).toString('hex')).toBe('300c050002010503020001040102');
  const read = whole(encodeElement(TAG.context(1), encodeElement(TAG.set, ...parts)));
  expect(read.tag).toBe(0xa1);
  expect(read.children.map(({ tag, start, end }) => [tag, start, end])).toEqual([[0x31, 2, 16]]);
  expect(read.children[0]?.children.map(({ tag }) => tag)).toEqual([
    TAG.null,
    TAG.integer,
    TAG.bitString,
    TAG.octetString,
  ]);
  expect([TAG.null, TAG.integer, TAG.bitString, TAG.octetString, TAG.objectIdentifier, TAG.context(0)]).toEqual([
    5, 2, 3, 4, 6, 0xa0,
  ]);
});

test('the times of a certificate have the tags of X.680 §8.4', () => {
  expect([TAG.utcTime, TAG.generalizedTime]).toEqual([23, 24]);
});

test('nothing, and an element of another kind, has no value', () => {
  for (const other of [undefined, element('040105'), element('020105'), element('0303000105')]) {
    const values = [unsignedOf(other), objectIdentifierOf(other), bitStringOf(other), octetStringOf(other)];
    expect(values.filter((value) => value !== undefined)).toHaveLength(other === undefined ? 0 : 1);
  }
  expect(unsignedOf(element('06012a'))).toBeUndefined();
  expect(objectIdentifierOf(element('04012a'))).toBeUndefined();
  expect(bitStringOf(element('04020001'))).toBeUndefined();
});

describe('values', () => {
  test.each(['0200', '020180', '02020001', '0202007f', '0303000100'])('%s is not a non-negative INTEGER', (hex) => {
    expect(unsignedOf(element(hex))).toBeUndefined();
  });

  test('INTEGER has a zero in front where its first bit would be a sign', () => {
    const values = [0n, 127n, 128n, 255n, 256n].map((value) => toHex(encodeUnsigned(value)));
    expect(values).toEqual(['020100', '02017f', '02020080', '020200ff', '02020100']);
  });

  test('INTEGER, both ways', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 300n), (value) => {
        expect(unsignedOf(whole(encodeUnsigned(value)))).toBe(value);
        expect(bytesToBigInt(bigIntToBytes(value))).toBe(value);
      }),
    );
  });

  test.each([
    ['020100', 0n],
    ['02017f', 127n],
    ['02020080', 128n],
    ['020200ff', 255n],
    ['02020100', 256n],
  ])('%s is an INTEGER', (hex, value) => {
    expect(unsignedOf(element(hex))).toBe(value);
  });

  test.each([
    '1.2.840.113549.1.1.1',
    '2.16.840.1.101.3.4.2.1',
    '1.3.101.112',
    '2.999.3',
    '0.0',
    '0.39',
    '1.0',
    '1.39',
    '2.0',
    '2.39',
    '2.40',
    '2.47',
    '2.48',
    '1.3.127.128',
    '1.3.16383.16384',
    `1.3.${2 ** 40 * 128}`,
  ])('OID %s', (dotted) => {
    expect(objectIdentifierOf(whole(encodeObjectIdentifier(dotted)))).toBe(dotted);
  });

  test('OID of 32 bytes, and no more', () => {
    expect(objectIdentifierOf(element(`0620${'01'.repeat(32)}`))).toBe(`0.1${'.1'.repeat(31)}`);
    expect(objectIdentifierOf(element(`0621${'01'.repeat(33)}`))).toBeUndefined();
  });

  test('OID with an arc that is too large to be read', () => {
    expect(objectIdentifierOf(whole(encodeObjectIdentifier(`1.3.${(2 ** 40 + 1) * 128}`)))).toBeUndefined();
  });

  test.each(['0600', '06028001', '06032a8001', '06012a80', '06022a81', '060180'])(
    '%s is not an OBJECT IDENTIFIER',
    (hex) => {
      const read = readDer(bytes(hex));
      expect(read.ok ? objectIdentifierOf(read.element) : undefined).toBeUndefined();
    },
  );

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
