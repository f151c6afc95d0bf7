import { constants, createHash, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeEmsaPkcs1 } from '../../../src/core/jws/emsa-pkcs1.ts';
import { openSignature, verifyRs256 } from '../../../src/core/jws/open-signature.ts';
import { readToken } from '../../../src/core/jws/read-token.ts';
import { recogniseSignedBytes } from '../../../src/core/jws/signed-bytes.ts';
import type { SignedBytes } from '../../../src/core/jws/signed-bytes-form.ts';

const { privateKey, rsa } = keyPair(2048);
const stranger = keyPair(2048);
const encode = (text: string | Uint8Array) => Buffer.from(text).toString('base64url');
const HEADER = '{"alg":"RS256","typ":"JWT"}';
const PAYLOAD = '{"application_id":"a/b","iat":1700000000,"name":"Zoë?>~"}';
const INPUT = `${encode(HEADER)}.${encode(PAYLOAD)}`;
const hex = (hash: string, bytes: string | Uint8Array) => createHash(hash).update(bytes).digest('hex');

describe('openSignature', () => {
  test.each([
    ['SHA-256', 'sha256'],
    ['SHA-384', 'sha384'],
    ['SHA-512', 'sha512'],
    ['SHA-224', 'sha224'],
    ['SHA-1', 'sha1'],
    ['MD5', 'md5'],
  ])('names %s and gives the digest', (hash, algorithm) => {
    const opened = openSignature(sign(algorithm, Buffer.from(INPUT), privateKey), rsa);
    expect(opened).toEqual({ hash, digest: hex(algorithm, INPUT) });
  });

  test('tells a bare digest apart', () => {
    const digest = createHash('sha256').update(INPUT).digest();
    const signature = privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, digest);
    expect(openSignature(signature, rsa)).toEqual({ hash: 'none', digest: digest.toString('hex') });
  });

  test('a key of another size, and one whose size is no multiple of eight', () => {
    for (const bits of [1024, 2050, 3072]) {
      const other = keyPair(bits);
      const signature = sign('sha256', Buffer.from(INPUT), other.privateKey);
      expect(openSignature(signature, other.rsa)).toEqual({ hash: 'SHA-256', digest: hex('sha256', INPUT) });
      expect(verifyRs256(INPUT, signature, other.rsa)).toBe(true);
      expect(openSignature(signature, rsa)).toBeUndefined();
      // In whole bytes there may be room for the modulus beside the signature.
      const added = (BigInt(`0x${signature.toString('hex')}`) + other.rsa.n).toString(16);
      const twice = Buffer.from(added.padStart(signature.length * 2, '0'), 'hex');
      expect(openSignature(twice, other.rsa)).toBeUndefined();
      expect(verifyRs256(INPUT, twice, other.rsa)).toBe(false);
    }
  });

  test('nothing comes of a key that is too short for the message', () => {
    const short = { n: 3233n, e: 17n, bits: 12 };
    expect(openSignature(Uint8Array.of(0, 65), short)).toBeUndefined();
    expect(verifyRs256(INPUT, Uint8Array.of(0, 65), short)).toBe(false);
  });

  test('opens under the key that signed and under no other', () => {
    const signature = sign('sha256', Buffer.from(INPUT), privateKey);
    expect(openSignature(signature, stranger.rsa)).toBeUndefined();
    expect(verifyRs256(INPUT, signature, stranger.rsa)).toBe(false);
  });

  test('a probabilistic signature does not open', () => {
    const key = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(openSignature(sign('sha256', Buffer.from(INPUT), key), rsa)).toBeUndefined();
  });

  test.each([
    ['empty', new Uint8Array(0)],
    ['zero', new Uint8Array(256)],
    ['one', Uint8Array.from({ length: 256 }, (_, at) => (at === 255 ? 1 : 0))],
    ['too large', new Uint8Array(256).fill(0xff)],
    ['the modulus', numberBytes(rsa.n)],
    ['the modulus less one', numberBytes(rsa.n - 1n)],
  ])('nothing comes of a signature that is %s', (_, signature) => {
    expect(openSignature(signature, rsa)).toBeUndefined();
    expect(verifyRs256(INPUT, signature, rsa)).toBe(false);
  });

  test('nothing comes of a key with numbers that are no RSA key', () => {
    const signature = sign('sha256', Buffer.from(INPUT), privateKey);
    for (const change of [{ n: 0n }, { n: -rsa.n }, { e: 0n }, { e: -1n }, { e: 1n }]) {
      expect(openSignature(signature, { ...rsa, ...change })).toBeUndefined();
      expect(verifyRs256(INPUT, signature, { ...rsa, ...change })).toBe(false);
    }
  });

  test('nothing comes of a signature that is shorter, longer or has the modulus added', () => {
    const signature = sign('sha256', Buffer.from(INPUT), privateKey);
    const value = BigInt(`0x${signature.toString('hex')}`);
    for (const changed of [
      signature.subarray(1),
      signature.subarray(0, 255),
      Buffer.concat([Buffer.of(0), signature]),
      Buffer.concat([signature, Buffer.of(0)]),
      numberBytes(value + rsa.n),
    ]) {
      expect(openSignature(changed, rsa)).toBeUndefined();
      expect(verifyRs256(INPUT, changed, rsa)).toBe(false);
    }
  });

  test('only the one encoding of RFC 8017 §9.2 opens', () => {
    const digest = createHash('sha256').update(INPUT).digest();
    const good = Buffer.from(encodeEmsaPkcs1('SHA-256', digest, 256) as Uint8Array);
    const info = good.subarray(good.indexOf(0, 2) + 1);
    const shapes: { [name: string]: Buffer } = {
      'short padding, zeros after': Buffer.concat([ones(8), info, Buffer.alloc(256 - 11 - info.length)]),
      'short padding, bytes before': Buffer.concat([ones(8), Buffer.alloc(256 - 11 - info.length, 7), info]),
      'no NULL': withInfo(info.toString('hex').replace('3031300d', '302f300b').replace('0500', '')),
      'long form of a length': withInfo(info.toString('hex').replace('3031', '308131')),
      'bytes in the NULL': withInfo(info.toString('hex').replace('3031300d', '3033300f').replace('0500', '05020000')),
      'bytes after the digest': withInfo(`${info.toString('hex')}0000`),
      'no separator': Buffer.concat([Buffer.of(0, 1), Buffer.alloc(254 - info.length, 0xff), info]),
      'a zero in the padding': Buffer.concat([
        Buffer.of(0, 1, 0xff, 0),
        Buffer.alloc(251 - info.length, 0xff),
        Buffer.of(0),
        info,
      ]),
      'block type 2': Buffer.concat([Buffer.of(0, 2), good.subarray(2)]),
      'block type 0': Buffer.concat([Buffer.of(0, 0), good.subarray(2)]),
    };
    expect(openSignature(raw(good), rsa)).toEqual({ hash: 'SHA-256', digest: digest.toString('hex') });
    for (const [shape, message] of Object.entries(shapes)) {
      expect(message, shape).toHaveLength(256);
      expect(openSignature(raw(message), rsa), shape).toBeUndefined();
      expect(verifyRs256(INPUT, raw(message), rsa), shape).toBe(false);
    }
  });

  test('padding of less than eight bytes is refused', () => {
    expect(encodeEmsaPkcs1('SHA-512', new Uint8Array(64), 93)).toBeUndefined();
    expect(encodeEmsaPkcs1('SHA-512', new Uint8Array(64), 94)).toHaveLength(94);
  });
});

test('verifyRs256 agrees with node:crypto on good and on changed input', () => {
  const signature = sign('sha256', Buffer.from(INPUT), privateKey);
  expect(verifyRs256(INPUT, signature, rsa)).toBe(true);
  expect(verifyRs256(Uint8Array.from(Buffer.from(INPUT)), signature, rsa)).toBe(true);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2047 }), (bit) => {
      const changed = Buffer.from(signature);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(verifyRs256(INPUT, changed, rsa)).toBe(false);
    }),
    { numRuns: 50 },
  );
  expect(verifyRs256(`${INPUT}A`, signature, rsa)).toBe(false);
});

describe('recogniseSignedBytes', () => {
  const digest = createHash('sha256').update(INPUT).digest();
  const claims = JSON.parse(PAYLOAD) as object;
  const cases: [SignedBytes, string | Uint8Array][] = [
    ['signing-input', INPUT],
    ['signing-input-with-newline', `${INPUT}\n`],
    ['signing-input-with-crlf', `${INPUT}\r\n`],
    ['signing-input-padded', `${encode(HEADER)}.${padded(encode(PAYLOAD))}`],
    ['signing-input-standard-base64', `${btoa(HEADER)}.${Buffer.from(PAYLOAD).toString('base64')}`],
    ['signing-input-hashed-twice', digest],
    ['signing-input-hashed-twice', digest.toString('hex')],
    ['signing-input-hashed-twice', digest.toString('base64')],
    ['signing-input-standard-base64', `${btoa(HEADER)}.${Buffer.from(PAYLOAD).toString('base64')}`.replaceAll('=', '')],
    ['decoded-header-and-payload', `${HEADER}.${PAYLOAD}`],
    ['decoded-header-and-payload', `${HEADER}${PAYLOAD}`],
    ['payload-segment-only', encode(PAYLOAD)],
    ['payload-segment-only', PAYLOAD],
    ['payload-reserialized', `${encode(HEADER)}.${encode(JSON.stringify(claims, null, 2))}`],
    [
      'payload-reserialized',
      `${encode(HEADER)}.${encode(PAYLOAD.replaceAll(':', ': ').replaceAll(',', ', ').replace('ë', '\\u00eb'))}`,
    ],
    ['payload-reserialized', `${encode(HEADER)}.${encode(PAYLOAD.replaceAll('/', '\\/'))}`],
    ['payload-reserialized', `${encode(HEADER)}.${encode(JSON.stringify(claims, null, 4))}`],
    ['payload-reserialized', `${encode(HEADER)}.${encode(`${PAYLOAD}\n`)}`],
    ['unknown', `${INPUT}x`],
  ];

  test.each(cases)('%s', (signed, bytes) => {
    const reading = readToken(`${INPUT}.c2ln`);
    for (const [hash, algorithm] of [
      ['SHA-256', 'sha256'],
      ['SHA-512', 'sha512'],
      ['SHA-1', 'sha1'],
    ] as const) {
      if (signed === 'signing-input-hashed-twice' && hash !== 'SHA-256') continue;
      expect(recogniseSignedBytes(reading, hash, hex(algorithm, bytes))).toBe(signed);
    }
  });

  test('members in another order, and as Python writes them, at any depth', () => {
    const read = readToken(`${encode(HEADER)}.${encode('{"b":[{"d":null,"c":"é"},[2,1]],"a":1}')}.c2ln`);
    for (const signed of [
      '{"a":1,"b":[{"c":"é","d":null},[2,1]]}',
      '{"b": [{"d": null, "c": "\\u00e9"}, [2, 1]], "a": 1}',
      '{"a": 1, "b": [{"c": "\\u00e9", "d": null}, [2, 1]]}',
    ]) {
      const found = recogniseSignedBytes(read, 'SHA-256', hex('sha256', `${encode(HEADER)}.${encode(signed)}`));
      expect([signed, found]).toEqual([signed, 'payload-reserialized']);
    }
  });

  test('a nonce that was hashed before it was signed, as Microsoft does for Graph', () => {
    const header = (nonce: string) => encode(`{"typ":"JWT","nonce":"${nonce}","alg":"RS256"}`);
    const read = readToken(`${header('a-nonce')}.${encode(PAYLOAD)}.c2ln`);
    const hashed = createHash('sha256').update('a-nonce').digest('base64url');
    const input = `${header(hashed)}.${encode(PAYLOAD)}`;
    expect(recogniseSignedBytes(read, 'SHA-256', hex('sha256', input))).toBe('nonce-hashed');
    expect(recogniseSignedBytes(read, 'SHA-256', hex('sha256', `${input}x`))).toBe('unknown');
  });

  test('a bare digest is tried with every hash of its length', () => {
    const reading = readToken(`${INPUT}.c2ln`);
    expect(recogniseSignedBytes(reading, 'none', hex('sha512', `${INPUT}\n`))).toBe('signing-input-with-newline');
    expect(recogniseSignedBytes(reading, 'MD5', hex('md5', INPUT))).toBe('unknown');
    expect(recogniseSignedBytes(reading, 'MD5', hex('sha256', INPUT))).toBe('unknown');
  });

  test('a token that was broken into lines after it was signed', () => {
    const broken = readToken(`${INPUT.replace(/.{20}/g, '$&\n')}.c2ln`);
    expect(recogniseSignedBytes(broken, 'SHA-256', digest.toString('hex'))).toBe('whole-token-trimmed');
  });

  test('the parts that no text can be made of are passed over', () => {
    for (const text of [
      'a*b.c*d.e',
      `*.${encode(PAYLOAD)}.c2ln`,
      `${encode(HEADER)}.*.c2ln`,
      `${INPUT}`,
      `${encode(Uint8Array.of(0xff))}.${encode(PAYLOAD)}.c2ln`,
    ])
      expect(recogniseSignedBytes(readToken(text), 'SHA-256', '00'.repeat(32))).toBe('unknown');
  });
});

function keyPair(bits: number) {
  const pair = generateKeyPairSync('rsa', { modulusLength: bits });
  const { n = '', e = '' } = pair.publicKey.export({ format: 'jwk' });
  const number = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
  return { privateKey: pair.privateKey, rsa: { n: number(n), e: number(e), bits } };
}

function numberBytes(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(512, '0'), 'hex');
}

/** The private operation on an encoded message of any shape. */
function raw(message: Uint8Array): Uint8Array {
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, message);
}

function ones(count: number): Buffer {
  return Buffer.concat([Buffer.of(0, 1), Buffer.alloc(count, 0xff), Buffer.of(0)]);
}

function withInfo(hexadecimal: string): Buffer {
  const info = Buffer.from(hexadecimal, 'hex');
  return Buffer.concat([ones(256 - 3 - info.length), info]);
}

function padded(segment: string): string {
  return segment + '='.repeat((4 - (segment.length % 4)) % 4);
}
