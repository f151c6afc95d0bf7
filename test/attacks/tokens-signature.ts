import { createHash, createHmac } from 'node:crypto';
import type { CauseId } from '../../src/core/evidence/cause-id.ts';
import { type AttackToken, type Forge, RS256, rawRsa, rsa } from './forge.ts';

const FORGED: readonly CauseId[] = ['signed-by-unknown-key', 'signed-bytes-differ', 'token-truncated'];
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const SIZE = 256;

const digest = (input: string | Buffer, hash = 'sha256') => createHash(hash).update(input).digest();
const ff = (count: number) => Buffer.alloc(count, 0xff);
const bytes = (...values: number[]) => Buffer.from(values);

/** EMSA-PKCS1-v1_5 (RFC 8017 §9.2) around `info`, with what an attacker wants in place of each piece. */
function encoded(
  info: Buffer,
  { first = 0, block = 1, padding = 0xff, separator = 0, tail = Buffer.alloc(0) } = {},
): Buffer {
  const count = SIZE - 3 - info.length - tail.length;
  return Buffer.concat([bytes(first, block), Buffer.alloc(count, padding), bytes(separator), info, tail]);
}

const good = (input: string) => Buffer.concat([SHA256_INFO, digest(input)]);
const withInfo = (input: string, hex: string) => Buffer.concat([Buffer.from(hex, 'hex'), digest(input)]);

/** Encoded messages that a lenient verifier takes for PKCS#1 v1.5; each is raised to the private exponent as it is. */
const PADDINGS: { readonly [name: string]: (input: string) => Buffer } = {
  'block type 0': (input) => encoded(good(input), { block: 0, padding: 0 }),
  'block type 2': (input) => encoded(good(input), { block: 2, padding: 0x77 }),
  'padding of zeros': (input) => encoded(good(input), { padding: 0 }),
  'padding with one other byte': (input) => {
    const message = encoded(good(input));
    message[40] = 0xfe;
    return message;
  },
  'no zero before the DigestInfo': (input) => encoded(good(input), { separator: 0xff }),
  'eight bytes of padding, the rest behind': (input) =>
    encoded(good(input), { tail: ff(SIZE - 3 - 8 - good(input).length) }),
  'no padding, the rest behind': (input) => encoded(good(input), { tail: ff(SIZE - 3 - good(input).length) }),
  'one zero behind the digest': (input) => encoded(good(input), { tail: bytes(0) }),
  'one byte behind the digest': (input) => encoded(good(input), { tail: bytes(0x41) }),
  'the digest without a DigestInfo': (input) => encoded(digest(input)),
  'no parameters': (input) => encoded(withInfo(input, '302f300b0609608648016503040201' + '0420')),
  'other parameters': (input) => encoded(withInfo(input, '3033300f06096086480165030402010402ffff0420')),
  'a long parameter': (input) =>
    encoded(
      Buffer.concat([
        bytes(0x30, 0x81, 0xb1, 0x30, 0x81, 0x8c),
        Buffer.from('0609608648016503040201', 'hex'),
        bytes(0x04, 0x7f),
        ff(0x7f),
        bytes(0x04, 0x20),
        digest(input),
      ]),
    ),
  'lengths in the long form': (input) => encoded(withInfo(input, '308131300d060960864801650304020105000420')),
  'an inner length in the long form': (input) => encoded(withInfo(input, '303230810d060960864801650304020105000420')),
  'an indefinite length': (input) =>
    encoded(Buffer.concat([Buffer.from('3080300d060960864801650304020105000420', 'hex'), digest(input), bytes(0, 0)])),
  'a BER-constructed digest': (input) =>
    encoded(Buffer.concat([Buffer.from('3033300d0609608648016503040201050024220420', 'hex'), digest(input)])),
  'the OID of SHA-1 over SHA-256': (input) => encoded(withInfo(input, '302d300906052b0e03021a05000420')),
  'the OID of SHA-512 over SHA-256': (input) => encoded(withInfo(input, '3031300d060960864801650304020305000420')),
  'the OID of SHA-224 over SHA-256': (input) => encoded(withInfo(input, '3031300d060960864801650304020405000420')),
  'SHA-1 for real': (input) =>
    encoded(Buffer.concat([Buffer.from('3021300906052b0e03021a05000414', 'hex'), digest(input, 'sha1')])),
  'MD5 for real': (input) =>
    encoded(Buffer.concat([Buffer.from('3020300c06082a864886f70d020505000410', 'hex'), digest(input, 'md5')])),
  'SHA-512 for real': (input) =>
    encoded(Buffer.concat([Buffer.from('3051300d060960864801650304020305000440', 'hex'), digest(input, 'sha512')])),
  'a digest cut short': (input) =>
    encoded(
      Buffer.concat([Buffer.from('3030300d06096086480165030402010500041f', 'hex'), digest(input).subarray(0, 31)]),
    ),
  'a digest of zeros': () => encoded(Buffer.concat([SHA256_INFO, Buffer.alloc(32)])),
  'a digest inside the padding': (input) =>
    Buffer.concat([bytes(0, 1), good(input), ff(SIZE - 3 - good(input).length), bytes(0)]),
};

const padded =
  (encode: (input: string) => Buffer) =>
  ({ jws, claims, privateKey }: Forge) =>
    jws(RS256, claims(), (input) => rawRsa(privateKey, encode(input)));

export const RSA_PADDING: readonly AttackToken[] = [
  ...Object.entries(PADDINGS).map(([name, encode]) => ({ name, token: padded(encode), causes: FORGED })),
  {
    // A cube root has to be a cube: the forgery for e = 3, sent to a key of e = 65537.
    name: 'Bleichenbacher 2006, e = 3',
    token: ({ jws, claims }) =>
      jws(RS256, claims(), (input) =>
        number(cubeRoot(value(encoded(good(input), { tail: ff(SIZE - 3 - 8 - good(input).length) })))),
      ),
    causes: FORGED,
  },
  {
    name: 'the encoded message itself',
    token: ({ jws, claims }) => jws(RS256, claims(), (input) => encoded(good(input))),
    causes: FORGED,
  },
  { name: 'well padded is accepted', token: padded((input) => encoded(good(input))) },
];

const modulus = ({ publicKey }: Forge) =>
  value(Buffer.from(String(publicKey.export({ format: 'jwk' }).n), 'base64url'));

function value(message: Buffer): bigint {
  return BigInt(`0x${message.toString('hex')}`);
}

function number(n: bigint, size = SIZE): Buffer {
  return Buffer.from(n.toString(16).padStart(size * 2, '0'), 'hex');
}

function cubeRoot(n: bigint): bigint {
  let [low, high] = [0n, 1n << 700n];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** 3n <= n) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** The genuine signature, changed. */
const changed = (change: (signature: Buffer, forge: Forge) => Buffer) => (forge: Forge) =>
  forge.jws(RS256, forge.claims(), (input) => change(rsa(forge.privateKey)(input), forge));

const signing = (text: (input: string, forge: Forge) => string | Buffer) => (forge: Forge) =>
  forge.jws(RS256, forge.claims(), (input) =>
    rawRsa(forge.privateKey, encoded(Buffer.concat([SHA256_INFO, digest(text(input, forge))]))),
  );

export const SIGNATURE: readonly AttackToken[] = [
  { name: 'zero', token: changed(() => Buffer.alloc(SIZE)), causes: FORGED },
  { name: 'one', token: changed(() => number(1n)), causes: FORGED },
  { name: 'n - 1', token: changed((_, forge) => number(modulus(forge) - 1n)), causes: FORGED },
  { name: 'n', token: changed((_, forge) => number(modulus(forge))), causes: FORGED },
  { name: 'n + 1', token: changed((_, forge) => number(modulus(forge) + 1n)), causes: FORGED },
  {
    name: 's + n, one byte longer',
    token: changed((s, forge) => number(value(s) + modulus(forge), SIZE + 1)),
    causes: FORGED,
  },
  { name: 'n - s', token: changed((s, forge) => number(modulus(forge) - value(s))), causes: FORGED },
  { name: 'all ones', token: changed(() => ff(SIZE)), causes: FORGED },
  { name: 'a zero before', token: changed((s) => Buffer.concat([bytes(0), s])), causes: FORGED },
  { name: 'a zero behind', token: changed((s) => Buffer.concat([s, bytes(0)])), causes: FORGED },
  { name: 'its last byte lost', token: changed((s) => s.subarray(0, -1)), causes: FORGED },
  { name: 'its first byte lost', token: changed((s) => s.subarray(1)), causes: FORGED },
  { name: 'one byte', token: changed(() => bytes(0)), causes: FORGED },
  { name: 'twice', token: changed((s) => Buffer.concat([s, s])), causes: FORGED },
  { name: 'backwards', token: changed((s) => Buffer.from(s).reverse()), causes: FORGED },
  { name: 'in hexadecimal', token: changed((s) => Buffer.from(s.toString('hex'))), causes: FORGED },
  ...[0, 1, 127, 254, 255].map((at) => ({
    name: `one bit of byte ${at}`,
    token: changed((s) => {
      s[at] = (s[at] ?? 0) ^ 1;
      return s;
    }),
    causes: FORGED,
  })),
  { name: 'over the payload only', token: signing((input) => input.split('.')[1] ?? ''), causes: FORGED },
  { name: 'over the header only', token: signing((input) => input.split('.')[0] ?? ''), causes: FORGED },
  {
    name: 'over the decoded text',
    token: signing((input) =>
      input
        .split('.')
        .map((part) => Buffer.from(part, 'base64url'))
        .join('.'),
    ),
    causes: FORGED,
  },
  { name: 'over the JSON of the claims', token: signing((_, { claims }) => JSON.stringify(claims())), causes: FORGED },
  { name: 'over the digest', token: signing((input) => digest(input)), causes: FORGED },
  { name: 'over the digest in hexadecimal', token: signing((input) => digest(input).toString('hex')), causes: FORGED },
  { name: 'over the input and a newline', token: signing((input) => `${input}\n`), causes: FORGED },
  { name: 'over the input and a dot', token: signing((input) => `${input}.`), causes: FORGED },
  { name: 'over nothing', token: signing(() => ''), causes: FORGED },
  {
    name: 'over other claims',
    token: ({ jws, claims }) => {
      const signature = jws(RS256, claims({ sub: 'ada' })).split('.')[2];
      return `${jws(RS256, claims({ sub: 'admin' }))
        .split('.')
        .slice(0, 2)
        .join('.')}.${signature}`;
    },
    causes: FORGED,
  },
  {
    name: 'by another key',
    token: ({ jws, claims, other }) => jws(RS256, claims(), rsa(other.privateKey)),
    causes: FORGED,
  },
  {
    name: 'by another key, expired too',
    token: ({ jws, claims, other, now }) =>
      jws(RS256, claims({ iat: now - 9000, exp: now - 8100 }), rsa(other.privateKey)),
    causes: FORGED,
  },
  {
    name: 'an HMAC in place of it',
    token: changed((_, { claims }) => createHmac('sha256', 'x').update(JSON.stringify(claims())).digest()),
    causes: [...FORGED, 'algorithm-not-allowed', 'secret-in-place-of-private-key'],
  },
];
