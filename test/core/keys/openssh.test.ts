import { describe, expect, test } from 'vitest';
import { encodeBase64 } from '../../../src/core/encoding/base64.ts';
import { bigIntToBytes, bytesToBigInt, concatBytes } from '../../../src/core/encoding/bytes.ts';
import { CURVES } from '../../../src/core/keys/curve.ts';
import { ecPrivateKey } from '../../../src/core/keys/make-key.ts';
import {
  isOpensshPrivate,
  opensshReading,
  readOpensshPrivate,
  readOpensshPublic,
} from '../../../src/core/keys/openssh.ts';
import { ec, ed25519, NUMBERS, rsa } from './der-parts.ts';

// RFC 4251 §5: each is preceded by its length in four bytes; an mpint has a zero in front where its first bit is set.
const uint32 = (value: number) => bigIntToBytes(BigInt(value), 4);
const string = (content: Uint8Array | string) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return concatBytes(uint32(bytes.length), bytes);
};
const mpint = (value: bigint) => {
  const bytes = value === 0n ? new Uint8Array(0) : bigIntToBytes(value);
  return string((bytes[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...bytes) : bytes);
};
const x = ed25519.publicKey.x as Uint8Array;
const seed = ed25519.d as Uint8Array;
const pointOf = (key: typeof ec) =>
  Uint8Array.of(4, ...(key.publicKey.x as Uint8Array), ...(key.publicKey.y as Uint8Array));

const RSA = concatBytes(string('ssh-rsa'), mpint(3n), mpint(55n));
const ED25519 = concatBytes(string('ssh-ed25519'), string(x));
const ECDSA = concatBytes(string('ecdsa-sha2-nistp256'), string('nistp256'), string(pointOf(ec)));
const line = (name: string, body: Uint8Array, more = '') => `${name} ${encodeBase64(body)}${more}`;

describe('a public key on a line (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4)', () => {
  test.each([
    ['RSA', line('ssh-rsa', RSA), rsa.publicKey],
    ['Ed25519', line('ssh-ed25519', ED25519), ed25519.publicKey],
    ['ECDSA', line('ecdsa-sha2-nistp256', ECDSA), ec.publicKey],
    ['a comment', line('ssh-rsa', RSA, ' me@here two'), rsa.publicKey],
    ['blanks around', `\n  ${line('ssh-rsa', RSA)} \n`, rsa.publicKey],
    ['several blanks', line('ssh-rsa  ', RSA), rsa.publicKey],
    ['the smallest modulus', line('ssh-rsa', concatBytes(string('ssh-rsa'), mpint(1n), mpint(2n))), { kty: 'RSA' }],
  ])('%s', (_, text, key) => {
    expect(readOpensshPublic(text)).toMatchObject(key);
  });

  test.each(['nistp384', 'nistp521'] as const)('ECDSA on %s', (name) => {
    const crv = name === 'nistp384' ? 'P-384' : 'P-521';
    const key = ecPrivateKey(crv, 5n);
    const body = concatBytes(string(`ecdsa-sha2-${name}`), string(name), string(pointOf(key)));
    expect(readOpensshPublic(line(`ecdsa-sha2-${name}`, body))).toEqual(key.publicKey);
  });

  test.each([
    ['no line of a key', 'hello'],
    ['another name than in the body', line('ssh-ed25519', RSA)],
    ['no base64', 'ssh-rsa AAA'],
    ['something in front', `x ${line('ssh-rsa', RSA)}`],
    ['no blank before the comment', line('ssh-rsa', RSA, '!x')],
    ['a modulus of 1', line('ssh-rsa', concatBytes(string('ssh-rsa'), mpint(3n), mpint(1n)))],
    ['no modulus', line('ssh-rsa', concatBytes(string('ssh-rsa'), mpint(3n)))],
    ['an exponent that is longer than all', line('ssh-rsa', concatBytes(string('ssh-rsa'), uint32(1000), mpint(55n)))],
    ['no numbers', line('ssh-rsa', string('ssh-rsa'))],
    ['a body that is cut', line('ssh-rsa', RSA.subarray(0, -1))],
    ['31 bytes of Ed25519', line('ssh-ed25519', concatBytes(string('ssh-ed25519'), string(x.subarray(1))))],
    ['Ed25519 without a key', line('ssh-ed25519', string('ssh-ed25519'))],
    ['no point', line('ecdsa-sha2-nistp256', ECDSA.subarray(0, -70))],
    ['a point beside the curve', line('ecdsa-sha2-nistp256', concatBytes(ECDSA.subarray(0, -1), Uint8Array.of(0)))],
  ])('%s is none', (_, text) => {
    expect(readOpensshPublic(text)).toBeUndefined();
  });

  test.each(['ssh-dss', 'sk-ssh-ed25519@openssh.com', 'ecdsa-sha2-nistp192'])('%s is of another kind', (name) => {
    expect(readOpensshPublic(line(name, concatBytes(string(name), string('x'))))).toBe('other-algorithm');
  });

  test('a key does not change with the bytes that it was read from', () => {
    const text = line('ssh-ed25519', ED25519);
    expect((readOpensshPublic(text) as { x: Uint8Array }).x.buffer.byteLength).toBe(32);
  });
});

describe('a public key in a file (RFC 4716 §3)', () => {
  const [BEGIN, END] = ['---- BEGIN SSH2 PUBLIC KEY ----', '---- END SSH2 PUBLIC KEY ----'];
  const body = encodeBase64(RSA);
  const half = body.length >> 1;
  const wrapped = [body.slice(0, half), body.slice(half)];

  test.each([
    ['the body alone', [BEGIN, ...wrapped, END]],
    ['a header line', [BEGIN, 'Comment: mine', ...wrapped, END]],
    ['two header lines', [BEGIN, 'Subject: me', 'Comment: mine', ...wrapped, END]],
    ['a header that goes on', [BEGIN, 'Comment: a long \\', 'comment of mine', ...wrapped, END]],
    ['a header that goes on and on', [BEGIN, 'Comment: a \\', 'b \\', 'c', 'x-own: 1', ...wrapped, END]],
  ])('%s', (_, lines) => {
    expect(readOpensshPublic(lines.join('\n'))).toEqual(rsa.publicKey);
    expect(readOpensshPublic(`${lines.join('\r\n')}\r\n`)).toEqual(rsa.publicKey);
  });

  test.each([
    ['no BEGIN', [...wrapped, END]],
    ['no END', [BEGIN, ...wrapped]],
    ['another BEGIN', [`${BEGIN}-`, ...wrapped, END]],
    ['a header that goes on, which nothing ends', [BEGIN, 'Comment: a\\', ...wrapped, END]],
    ['a backslash in front', [`${BEGIN}\\`, ...wrapped, END]],
    ['nothing in it', [BEGIN, END]],
    ['another END', [BEGIN, ...wrapped, `${END}-`]],
    ['a header that goes on to the end', [BEGIN, 'Comment: a\\', END]],
    ['headers alone', [BEGIN, 'Comment: a', END]],
  ])('%s: none', (_, lines) => {
    expect(readOpensshPublic(lines.join('\n'))).toBeUndefined();
  });
});

// PROTOCOL.key of OpenSSH.
const MAGIC = 'openssh-key-v1\0';
const file = (inner: Uint8Array, { magic = MAGIC, cipher = 'none', count = 1, keyName = ED25519 } = {}) =>
  concatBytes(
    new TextEncoder().encode(magic),
    ...[string(cipher), string('none'), string(''), uint32(count), string(keyName), string(inner)],
  );
const checked = (...parts: readonly Uint8Array[]) => concatBytes(uint32(9), uint32(9), ...parts);
const { n, e, d, p, q, qInv } = NUMBERS;
const inner = {
  rsa: checked(string('ssh-rsa'), ...[n, e, d, qInv, p, q].map(mpint)),
  ed25519: checked(string('ssh-ed25519'), string(x), string(concatBytes(seed, x))),
  ec: checked(
    string('ecdsa-sha2-nistp256'),
    string('nistp256'),
    string(pointOf(ec)),
    mpint(bytesToBigInt(ec.d as Uint8Array)),
  ),
};
const ofScalar = (scalar: bigint) =>
  readOpensshPrivate(file(checked(string('ecdsa-sha2-nistp256'), string('nistp256'), string(''), mpint(scalar))));

describe('a private key', () => {
  test.each([
    ['RSA', inner.rsa, rsa],
    ['Ed25519', inner.ed25519, ed25519],
    ['ECDSA', inner.ec, ec],
    ['a comment and padding behind it', concatBytes(inner.ed25519, string('me'), Uint8Array.of(1, 2, 3)), ed25519],
  ])('%s', (_, content, key) => {
    expect(readOpensshPrivate(file(content))).toEqual(key);
  });

  test('of a curve lies between 1 and the order', () => {
    const { n: order } = CURVES['P-256'];
    expect(ofScalar(1n)).toEqual(ecPrivateKey('P-256', 1n));
    expect(ofScalar(order - 1n)).toEqual(ecPrivateKey('P-256', order - 1n));
    expect([0n, order, order + 1n].map(ofScalar)).toEqual([undefined, undefined, undefined]);
  });

  test.each([
    ['other bytes', file(inner.ed25519, { magic: 'openssh-key-v2\0' })],
    ['two keys', file(inner.ed25519, { count: 2 })],
    ['none', file(inner.ed25519, { count: 0 })],
    ['nothing after the name of the cipher', file(inner.ed25519).subarray(0, 23)],
    ['nothing in it', file(new Uint8Array(0))],
    ['a file that is cut', file(inner.ed25519).subarray(0, -1)],
    ['numbers that differ: it is enciphered', file(concatBytes(uint32(9), uint32(8), inner.ed25519.subarray(8)))],
    ['a seed of 32 bytes', file(checked(string('ssh-ed25519'), string(x), string(seed)))],
    ['no seed', file(checked(string('ssh-ed25519'), string(x)))],
    ['RSA numbers of two keys', file(checked(string('ssh-rsa'), ...[n, e, d, qInv, p, 13n].map(mpint)))],
    [
      'a number of a curve that is not there',
      file(checked(string('ecdsa-sha2-nistp256'), string('nistp256'), string(''))),
    ],
    ['enciphered, and cut', file(inner.ed25519, { cipher: 'aes256-ctr' }).subarray(0, -1)],
  ])('%s: none', (_, bytes) => {
    expect(readOpensshPrivate(bytes)).toBeUndefined();
  });

  test('behind a passphrase, and of another kind', () => {
    expect(readOpensshPrivate(file(inner.ed25519, { cipher: 'aes256-ctr' }))).toBe('encrypted');
    expect(readOpensshPrivate(file(checked(string('ssh-dss'))))).toBe('other-algorithm');
    const named = (length: number) => readOpensshPrivate(file(checked(string('x'.repeat(length)))));
    expect([named(256), named(257)]).toEqual(['other-algorithm', undefined]);
  });

  test('behind a passphrase there is something, of any length', () => {
    const nothing = file(new Uint8Array(0), { cipher: 'aes256-ctr' });
    expect(readOpensshPrivate(nothing)).toBe('encrypted');
    for (const missing of [1, 3, 4]) expect(readOpensshPrivate(nothing.subarray(0, -missing))).toBeUndefined();
  });

  test('begins with its magic, and a zero byte', () => {
    const bytes = new TextEncoder().encode(MAGIC);
    expect([bytes, bytes.subarray(0, -1), bytes.subarray(1)].map(isOpensshPrivate)).toEqual([true, false, false]);
  });
});

test.each([
  [undefined, { kind: 'damaged', what: 'the OpenSSH key', expected: 'a whole one' }],
  ['encrypted', { kind: 'encrypted', format: 'openssh-private', command: "ssh-keygen -p -N '' -m PKCS8 -f FILE" }],
  [
    'other-algorithm',
    { kind: 'algorithm-unsupported', algorithm: 'OpenSSH with an algorithm that is not RSA, ECDSA or Ed25519' },
  ],
] as const)('%s is told in words', (read, fault) => {
  expect(opensshReading(read, 'openssh-private')).toStrictEqual({
    ok: false,
    format: 'openssh-private',
    faults: [fault],
  });
});

test('a key in the form of OpenSSH is never taken as it stands', () => {
  expect(opensshReading(rsa.publicKey, 'openssh-public')).toStrictEqual({
    ok: false,
    format: 'openssh-public',
    faults: [{ kind: 'container-unsupported', format: 'openssh-public', command: 'ssh-keygen -e -m PKCS8 -f FILE' }],
    key: rsa.publicKey,
  });
});
