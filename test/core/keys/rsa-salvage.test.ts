import { expect, test } from 'vitest';
import { encodeBase64 } from '../../../src/core/encoding/base64.ts';
import { decodeDigits, salvageRsa } from '../../../src/core/keys/rsa-salvage.ts';

const NAMES = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qInv'] as const;
type Name = (typeof NAMES)[number];
type Lengths = Readonly<Record<Name, number>>;

/** Content bytes of each number of a key whose modulus has so many bytes: those with the highest bit set begin with a zero. */
const lengthsOf = (size: number, change: Partial<Lengths> = {}): Lengths => {
  const half = size / 2;
  return { n: size + 1, e: 3, d: size, p: half + 1, q: half + 1, dp: half, dq: half, qInv: half, ...change };
};

/** A number of so many bytes, each of them that of its name, and none of them like a header. */
const contentOf = (name: Name, length: number) =>
  BigInt(`0x${(0x40 + NAMES.indexOf(name)).toString(16).repeat(length)}`);

/** DER of a number (X.690 §8.1.3). */
function number(name: Name, length: number): readonly number[] {
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return [2, ...size, ...new Array<number>(length).fill(0x40 + NAMES.indexOf(name))];
}

interface Body {
  readonly lengths?: Lengths;
  readonly start?: number;
  /** Numbers whose header is of no number. */
  readonly broken?: readonly Name[];
  /** Numbers behind which a byte is lost. */
  readonly cut?: readonly Name[];
  readonly behind?: number;
}

/** Digits of a body: so many bytes in front of the first number, then the numbers. */
function bodyOf({ lengths = lengthsOf(128), start = 7, broken = [], cut = [], behind = 0 }: Body): string {
  const numbers = NAMES.flatMap((name) => {
    const [tag = 0, ...rest] = number(name, lengths[name]);
    return [broken.includes(name) ? 3 : tag, ...(cut.includes(name) ? rest.slice(0, -1) : rest)];
  });
  const front = new Array<number>(start).fill(0x30);
  return encodeBase64(Uint8Array.from([...front, ...numbers, ...new Array<number>(behind).fill(0)])).replace(/=+$/, '');
}

const valuesOf = (lengths: Lengths, names: readonly Name[] = NAMES) =>
  Object.fromEntries(names.map((name) => [name, contentOf(name, lengths[name])]));

test.each([128, 256, 384, 512])('a whole body of a modulus of %i bytes gives every number', (size) => {
  const lengths = lengthsOf(size);
  expect(salvageRsa(bodyOf({ lengths, start: 33 }), 'pkcs8')).toEqual({ wrapper: 'pkcs8', given: valuesOf(lengths) });
  expect(salvageRsa(bodyOf({ lengths, start: 7 }), 'pkcs1-private')).toEqual({
    wrapper: 'pkcs1-private',
    given: valuesOf(lengths),
  });
});

test('what the label says of the structure is only where it is looked for first', () => {
  const lengths = lengthsOf(128);
  expect(salvageRsa(bodyOf({ start: 33 }), 'pkcs1-private')).toEqual({ wrapper: 'pkcs8', given: valuesOf(lengths) });
  expect(salvageRsa(bodyOf({ start: 7 }), 'pkcs8')).toEqual({ wrapper: 'pkcs1-private', given: valuesOf(lengths) });
  // Nothing is to be read from the front: the back alone says not which structure it is.
  const fromBack = bodyOf({ broken: ['n', 'e'], start: 20 });
  for (const likely of ['pkcs8', 'pkcs1-private'] as const) {
    expect(salvageRsa(fromBack, likely)?.wrapper).toBe(likely);
  }
});

test.each<[what: string, change: Partial<Lengths>]>([
  ['e of one byte', { e: 1 }],
  ['d with a zero in front', { d: 129 }],
  ['d that begins with eight zeros', { d: 127 }],
  ['d that begins with sixteen zeros', { d: 126 }],
  ['dp with a zero in front', { dp: 65 }],
  ['dq that begins with eight zeros', { dq: 63 }],
  ['qInv that begins with sixteen zeros', { qInv: 62 }],
])('%s is read from the front and from the back', (_, change) => {
  const lengths = lengthsOf(128, change);
  const given = valuesOf(lengths);
  expect(salvageRsa(bodyOf({ lengths }), 'pkcs1-private')?.given).toEqual(given);
  const back = salvageRsa(bodyOf({ lengths, start: 20 }), 'pkcs1-private');
  expect(back?.given).toEqual(given);
  const front = salvageRsa(bodyOf({ lengths, behind: 3 }), 'pkcs1-private')?.given;
  expect(front).toMatchObject(valuesOf(lengths, NAMES.slice(0, -1)));
});

test.each(NAMES.slice(1).map((name) => [name] as const))('a byte lost in %s leaves the others', (name) => {
  const lengths = lengthsOf(256);
  const found = salvageRsa(bodyOf({ lengths, start: 33, cut: [name] }), 'pkcs8')?.given;
  expect(found).toMatchObject(
    valuesOf(
      lengths,
      NAMES.filter((one) => one !== name),
    ),
  );
});

test('one header from the front may be damaged, and not two', () => {
  const lengths = lengthsOf(256);
  const one = salvageRsa(bodyOf({ lengths, start: 33, broken: ['d'], behind: 1 }), 'pkcs8')?.given;
  expect(one).toMatchObject(valuesOf(lengths, ['n', 'e', 'd', 'p', 'q', 'dp', 'dq']));
  const two = salvageRsa(bodyOf({ lengths, start: 33, broken: ['d', 'q'], behind: 1 }), 'pkcs8')?.given;
  expect(two).toMatchObject(valuesOf(lengths, ['n', 'e']));
  expect(two).not.toHaveProperty('q');
});

test('a number is read from the front where something sound follows it, be it the end', () => {
  const lengths = lengthsOf(256);
  const both = salvageRsa(bodyOf({ lengths, start: 33, cut: ['d', 'p'] }), 'pkcs8')?.given;
  expect(both).toEqual(valuesOf(lengths, ['n', 'e', 'q', 'dp', 'dq', 'qInv']));
  const last = salvageRsa(bodyOf({ lengths, start: 33, broken: ['qInv'] }), 'pkcs8')?.given;
  expect(last).toEqual(valuesOf(lengths));
  const behind = salvageRsa(bodyOf({ lengths, start: 33, broken: ['qInv'], behind: 9 }), 'pkcs8')?.given;
  expect(behind).toEqual(valuesOf(lengths, ['n', 'e', 'd', 'p', 'q', 'dp']));
});

test.each([1, 2, 3, 4])('%i digits lost at the front leave what stands behind', (count) => {
  const body = bodyOf({ lengths: lengthsOf(256), start: 33 }).slice(count);
  expect(salvageRsa(body, 'pkcs8')?.given).toEqual(valuesOf(lengthsOf(256)));
});

test('a length of one byte and of two are told apart', () => {
  const lengths = lengthsOf(512, { dp: 255, dq: 254, qInv: 255 });
  expect(salvageRsa(bodyOf({ lengths, start: 20 }), 'pkcs8')?.given).toEqual(valuesOf(lengths));
  const short = lengthsOf(128, { d: 127 });
  expect(salvageRsa(bodyOf({ lengths: short, start: 20 }), 'pkcs8')?.given).toEqual(valuesOf(short));
  // The headers of two lengths of two bytes differ in one byte.
  const long = lengthsOf(512, { d: 511 });
  expect(salvageRsa(bodyOf({ lengths: long }), 'pkcs1-private')?.given).toEqual(valuesOf(long));
});

test('fewer than three numbers are none of a key', () => {
  expect(salvageRsa('', 'pkcs8')).toBeUndefined();
  expect(salvageRsa('MIIB', 'pkcs8')).toBeUndefined();
  const broken = (...names: readonly Name[]) => bodyOf({ broken: names, start: 20 });
  expect(salvageRsa(broken('p', 'q', 'dp'), 'pkcs8')).toBeUndefined();
  expect(salvageRsa(broken('n', 'd', 'p', 'q'), 'pkcs8')?.given).toEqual(
    valuesOf(lengthsOf(128), ['dp', 'dq', 'qInv']),
  );
});

test('digits are bytes as far as they go', () => {
  const bytes = (digits: string) => [...decodeDigits(digits)];
  expect(bytes('')).toEqual([]);
  expect(bytes('A')).toEqual([]);
  expect(bytes('AQ')).toEqual([1]);
  expect(bytes('AQI')).toEqual([1, 2]);
  expect(bytes('AQID')).toEqual([1, 2, 3]);
  expect(bytes('AQIDB')).toEqual([1, 2, 3]);
  expect(bytes('AQ!D')).toEqual([]);
});
