import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findArmour } from '../../../src/core/keys/find-armour.ts';
import type { PrivateKey } from '../../../src/core/keys/key.ts';
import { pkcs1Pem, pkcs8Pem, sec1Pem, spkiPem } from '../../../src/core/keys/key-text.ts';
import { mendBlock } from '../../../src/core/keys/mend-block.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { recoverKey } from '../../../src/core/keys/recover-key.ts';
import { bits, EC, ED25519, ec, ed25519, element, int, octets, seq, tagged } from './der-parts.ts';

const PEM = readFileSync(new URL('../../../vectors/pem/rsa-2048.pem', import.meta.url), 'utf8');
const RSA = parseKey(PEM).key as PrivateKey;
const PKCS1 = pkcs1Pem(RSA);

const mend = (text: string) => mendBlock(text, findArmour(text)[0] as ReturnType<typeof findArmour>[number]);
/** With other characters from this line and column on, both from 1. */
function put(text: string, line: number, column: number, by: string, length = by.length): string {
  const lines = text.split('\n');
  const old = lines[line - 1] as string;
  lines[line - 1] = old.slice(0, column - 1) + by + old.slice(column - 1 + length);
  return lines.join('\n');
}
const characterAt = (text: string, line: number, column: number) => text.split('\n')[line - 1]?.charAt(column - 1);
const other = (text: string, line: number, column: number) =>
  put(text, line, column, characterAt(text, line, column) === 'x' ? 'y' : 'x');
const withoutLine = (text: string, line: number) =>
  text
    .split('\n')
    .filter((_, index) => index !== line - 1)
    .join('\n');
const damaged = (place: object, expected: string) => ({ kind: 'damaged', what: 'the body', ...place, expected });
const digitsOf = (der: Uint8Array) => Buffer.from(der).toString('base64').replaceAll('=', '');
const wrap = (der: Uint8Array) => `-----BEGIN PRIVATE KEY-----\n${digitsOf(der)}\n-----END PRIVATE KEY-----`;

test.each([
  ['pkcs8-pem', PEM],
  ['pkcs1-private-pem', PKCS1],
])('a digit of a number of RSA in %s', (format, pem) => {
  expect(mend(other(pem, 23, 7))).toStrictEqual({
    faults: [
      {
        kind: 'inconsistent',
        relations: [expect.any(String)],
        numbers: [expect.stringMatching(/^d[pq]$/)],
        line: 23,
        column: 7,
      },
    ],
    repairs: ['numbers-recomputed'],
    format,
    key: RSA,
    restored: true,
  });
});

test.each([
  ['RSA PRIVATE KEY', PKCS1, 'pkcs1-private-pem'],
  ['PRIVATE KEY', PEM, 'pkcs8-pem'],
])('where nothing else tells the form, the label %s does', (_, pem, format) => {
  expect(mend(withoutLine(pem, 2))).toMatchObject({ format, key: RSA, restored: true });
});

test.each<[what: string, text: string, fault: object]>([
  ['lost', put(PEM, 9, 5, '', 1), damaged({ line: 9, column: 5 }, '1 more character from here on')],
  ['lost, two of them', put(PEM, 9, 5, '', 2), damaged({ line: 9, column: 5 }, '2 more characters from here on')],
  ['too many', put(PEM, 9, 5, '+', 0), damaged({ line: 9, column: 5 }, '1 fewer character from here on')],
  [
    'too many, two of them',
    put(PEM, 9, 5, '+/', 0),
    damaged({ line: 9, column: 5 }, '2 fewer characters from here on'),
  ],
  ['another one in a header', other(PEM, 2, 3), damaged({ line: 2, column: 3 }, 'another character here')],
])('a character that is %s', (_, text, fault) => {
  const found = mend(text);
  expect(found?.key).toEqual(RSA);
  expect(found?.faults).toContainEqual(fault);
});

test('what is cut off at the end is missing behind the last character', () => {
  const lines = PEM.split('\n');
  const text = [...lines.slice(0, 20), ...lines.slice(-2)].join('\n');
  expect(mend(text)?.faults.at(-1)).toEqual(damaged({ line: 20, column: 64 }, '408 more characters from here on'));
});

test('where both primes are lost, they are found by the exponent', () => {
  const numbers = ['p', 'q'];
  expect(mend(other(other(PEM, 14, 40), 17, 20))).toMatchObject({
    faults: [{ numbers, line: 14, column: 40 }],
    key: RSA,
  });
});

test('signs that are none of base64 are in the way of some readings, not of all', () => {
  const lines = other(PEM, 9, 30).split('\n');
  const strewn = lines.map((line, index) =>
    index > 11 && index < 25 ? `${line.slice(0, 30)}*${line.slice(30)}` : line,
  );
  expect(mend(strewn.join('\n'))).toMatchObject({ key: RSA, restored: true });
});

test('in the URL-safe alphabet the same places are named', () => {
  const urlSafe = (text: string) =>
    text.replace(/(?<=KEY-----\n)[^-]+/, (body) => body.replaceAll('+', '-').replaceAll('/', '_'));
  expect(mend(urlSafe(other(PEM, 23, 7)))?.faults).toMatchObject([{ kind: 'inconsistent', line: 23, column: 7 }]);
  const lines = PEM.split('\n');
  const cut = [...lines.slice(0, 20), ...lines.slice(-2)].join('\n');
  expect(mend(urlSafe(cut))?.faults.at(-1)).toMatchObject({ line: 20, column: 64 });
});

test.each(['A', '+'])('a sign in place of a digit %s, as which it is read, is named', (digit) => {
  const at = PEM.indexOf(digit, 400);
  const before = PEM.slice(0, at).split('\n');
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const sign = digit === 'A' ? '*' : '-';
  expect(mend(put(PEM, place.line, place.column, sign))?.faults).toEqual([damaged(place, 'another character here')]);
});

test('a body that is longer than that of any key is not looked through', () => {
  const lines = PEM.split('\n');
  const digits = lines.slice(1, -2).join('').replaceAll('=', '');
  const broken = put(digits, 1, digits.length - 20, 'x');
  const long = (length: number) => `${lines[0]}\n${broken.padEnd(length, 'A')}\n${lines.at(-2)}`;
  const read = (text: string) => recoverKey(text, findArmour(text)[0] as ReturnType<typeof findArmour>[number], []);
  expect(read(long(8192))?.key).toEqual(RSA);
  expect(read(long(8193))).toBeUndefined();
});

test('digits of a point: two at the most', () => {
  for (const [pem, format] of [
    [pkcs8Pem(ec), 'pkcs8-pem'],
    [sec1Pem(ec), 'sec1-pem'],
  ] as const) {
    const two = other(other(pem, 3, 50), 3, 54);
    expect(mend(two)).toMatchObject({
      faults: [{ kind: 'inconsistent', relations: ['Q = d*G'], numbers: ['Q'], line: 3, column: 50 }],
      repairs: ['numbers-recomputed'],
      format,
      key: ec,
      restored: true,
    });
    expect(mend(other(two, 3, 58))?.restored).toBe(false);
  }
  const point = Buffer.from(ec.publicKey.spki).subarray(-65);
  point[60] = (point[60] as number) ^ 1;
  const inner = seq(int(1), octets(ec.d as Uint8Array), tagged(1, bits(point)));
  expect(mend(wrap(seq(int(0), EC, octets(inner), tagged(0))))?.restored).toBe(false);
});

test('a digit of the private number, by the public half behind it', () => {
  for (const [pem, format, column] of [
    [pkcs8Pem(ec), 'pkcs8-pem', 57],
    [sec1Pem(ec), 'sec1-pem', 40],
  ] as const) {
    expect(mend(put(pem, 2, column, 'E'))).toMatchObject({
      faults: [{ kind: 'inconsistent', relations: ['Q = d*G'], numbers: ['d'], line: 2, column }],
      repairs: ['numbers-recomputed'],
      format,
      key: ec,
      restored: true,
    });
  }
  const publicKey = element(0x81, Buffer.of(0), ed25519.publicKey.x as Uint8Array);
  const whole = wrap(seq(int(1), ED25519, octets(octets(ed25519.d as Uint8Array)), publicKey));
  const at = whole.indexOf('c', 60) - whole.indexOf('\n');
  expect(mend(put(whole, 2, at, 'C'))).toMatchObject({
    faults: [{ numbers: ['d'], column: at }],
    format: 'pkcs8-pem',
    key: ed25519,
  });
});

test('a digit that all keys of a kind share', () => {
  const pem = spkiPem(ec.publicKey);
  expect(mend(other(pem, 2, 6))).toStrictEqual({
    faults: [damaged({ line: 2, column: 6 }, 'another character here')],
    repairs: ['der-header-restored'],
    format: 'spki-pem',
    key: ec.publicKey,
    restored: true,
  });
});
