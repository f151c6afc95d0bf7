import { describe, expect, test } from 'vitest';
import { countOfParts, kindOf } from '../../../src/core/jws/kind.ts';
import { readToken } from '../../../src/core/jws/read-token.ts';

const encode = (text: string | Uint8Array) => Buffer.from(text).toString('base64url');
const HEADER = encode('{"alg":"RS256"}');
const JWE = encode('{"alg":"RSA-OAEP","enc":"A256GCM"}');
const PAYLOAD = encode('{"a":1}');

describe('kindOf', () => {
  test.each([
    ['jws', `${HEADER}.${PAYLOAD}.AAAA`],
    ['jws', `${HEADER}.${encode('no JSON')}.AAAA`],
    ['jws', `${HEADER}.${PAYLOAD}=.AAAA`],
    ['jws', `${encode('{"alg"')}.${PAYLOAD}.AAAA`],
    ['jws', `${encode('[1]')}.${PAYLOAD}.AAAA`],
    ['jws', `${encode('"alg"')}.${PAYLOAD}.AAAA`],
    ['jws', `${encode(' \t\r\n{')}.${PAYLOAD}.AAAA`],
    ['jws', `${encode('\ufeff{"alg":"RS256"}')}.${PAYLOAD}.AAAA`],
    ['jws', `${encode(Buffer.from('{"a":1}', 'utf16le'))}.${PAYLOAD}.AAAA`],
    ['jws', `${encode(Uint8Array.of(0xff, 0xfe, 0x7b, 0))}.${PAYLOAD}.AAAA`],
    ['jws', `${encode(Uint8Array.of(0, 0x7b))}.${PAYLOAD}.AAAA`],
    ['cut', HEADER],
    ['cut', `${HEADER}.${PAYLOAD}`],
    ['cut', `${HEADER}.${PAYLOAD}.`],
    ['cut', `${HEADER}..AAAA`],
    ['cut', `${HEADER}..AA=A`],
    ['cut', encode('{"alg"')],
    ['jwe', `${JWE}.AAAA.AAAA.AAAA.AAAA`],
    ['other', `${HEADER}.AAAA.AAAA.AAAA.AAAA`],
    ['other', `${encode('{"enc"')}.AAAA.AAAA.AAAA.AAAA`],
    ['other', `${JWE}.AAAA.AAAA.AAAA`],
    ['other', `${JWE}.AAAA.AAAA.AAAA.AAAA.AAAA`],
    ['other', `${HEADER}.${PAYLOAD}.AAAA.AAAA`],
    ['other', ''],
    ['other', 'hello'],
    ['other', `${encode('hello')}.${PAYLOAD}.AAAA`],
    ['other', `${encode(' ')}.${PAYLOAD}.AAAA`],
    ['other', `.${PAYLOAD}.AAAA`],
    ['other', '%%%.%%%.%%%'],
  ])('%s: %s', (kind, text) => {
    expect(kindOf(readToken(text))).toBe(kind);
  });
});

test.each([0, 1, 2, 3, 4, 9])('countOfParts of a text with %i dots', (dots) => {
  expect(countOfParts(readToken(`${HEADER}${'.AAAA'.repeat(dots)}`))).toBe(dots + 1);
});
