import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { repairKey } from '../../../src/core/keys/repair-key.ts';
import { leastWork } from '../../support/work.ts';
import { MANGLINGS, readPemText } from './manglings.ts';

const rsa = readVector('rsa-2048');
const p256 = readVector('p-256');
const publicPem = createPublicKey(rsa).export({ type: 'spki', format: 'pem' }).toString();

describe('text that is no key', () => {
  test.each([
    ['', { kind: 'empty' }],
    [' \r\n\t', { kind: 'empty' }],
    ['""', { kind: 'empty' }],
    ['./private.key', { kind: 'path', text: './private.key' }],
    ['private.key', { kind: 'path', text: 'private.key' }],
    ['"/etc/keys/app.pem"', { kind: 'path', text: '/etc/keys/app.pem' }],
    ['~/keys/vonage_private', { kind: 'path', text: '~/keys/vonage_private' }],
    ['C:\\Users\\me\\new\\private.key', { kind: 'path', text: 'C:\\Users\\me\\new\\private.key' }],
    ['../my key.p8', { kind: 'path', text: '../my key.p8' }],
    ['file:///run/secrets/key', { kind: 'path', text: 'file:///run/secrets/key' }],
    ['78d335fa-323d-0114-9c3d-d6f0d48968cf', { kind: 'secret', looksLike: 'a UUID, such as an application id' }],
    ['eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjF9.c2ln', { kind: 'secret', looksLike: 'a JWT' }],
    ['Bearer eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjF9.c2ln', { kind: 'secret', looksLike: 'a JWT' }],
    ['Basic YWJjZDEyMzQ6c2VjcmV0', { kind: 'secret', looksLike: 'credentials of an Authorization header' }],
    ['abcd1234', { kind: 'secret', looksLike: 'an API key' }],
    ['abcdefGHIJ123456', { kind: 'secret', looksLike: 'an API secret' }],
    ['$VONAGE_PRIVATE_KEY', { kind: 'secret', looksLike: 'a placeholder that was not filled in' }],
    ['undefined', { kind: 'secret', looksLike: 'a placeholder that was not filled in' }],
    ['<YOUR PRIVATE KEY>', { kind: 'secret', looksLike: 'a placeholder that was not filled in' }],
    ['b9E8JDWjYefFiM0X9V9a098Bd6ZsFyemogCEX016uIw=', { kind: 'secret', looksLike: 'a SHA-256 fingerprint' }],
    ['SHA256:b9E8JDWjYefFiM0X9V9a098Bd6ZsFyemogCEX016uIw', { kind: 'secret', looksLike: 'a SHA-256 fingerprint' }],
    ['{"kty":"oct","k":"c2VjcmV0"}', { kind: 'secret', looksLike: 'a symmetric JWK (kty "oct")' }],
    ['The quick brown fox jumps over the lazy dog.', { kind: 'unrecognised' }],
  ])('%j', (text, fault) => {
    expect(parseKey(text)).toEqual({ ok: false, faults: [fault], ...(text.startsWith('{') && { format: 'jwk' }) });
    expect(repairKey(text)).toEqual({ ok: false, faults: [fault] });
  });
});

describe('containers are named, with the command that opens them', () => {
  test('PuTTY', () => {
    const text = 'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: me\nPublic-Lines: 6\n';
    expect(parseKey(text)).toMatchObject({ format: 'putty', faults: [{ kind: 'container-unsupported' }] });
    expect(parseKey(text.replace('none', 'aes256-cbc'))).toMatchObject({
      faults: [{ kind: 'encrypted', format: 'putty' }],
    });
  });

  test('PGP', () => {
    const text = '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQVYBF\n-----END PGP PRIVATE KEY BLOCK-----\n';
    expect(parseKey(text)).toEqual({ ok: false, faults: [{ kind: 'algorithm-unsupported', algorithm: 'PGP' }] });
  });

  test('a mangled one is named all the same', () => {
    const encrypted = createPrivateKey(rsa).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    });
    const escaped = encrypted.toString().replace(/\n/g, '\\n');
    expect(parseKey(escaped)).toMatchObject({ faults: [{ kind: 'newlines-escaped' }, { kind: 'encrypted' }] });
    expect(repairKey(escaped).ok).toBe(false);
  });
});

// SECURITY: a private key pasted where a public one is expected, row 60: the caller can tell it from the type alone.
test('a private key is told from a public one in every mangling', () => {
  for (const { mangle } of MANGLINGS) {
    expect(parseKey(mangle(readPemText(rsa))).key?.type).toBe('private');
    expect(parseKey(mangle(readPemText(publicPem))).key?.type).toBe('public');
  }
});

test('no fault repeats any of the text of a key', () => {
  const body = rsa.replace(/-----.*-----|\n/g, '');
  const pieces = Array.from({ length: body.length - 7 }, (_, at) => body.slice(at, at + 8));
  const texts = [
    ...MANGLINGS.map(({ mangle }) => mangle(readPemText(rsa))),
    ...rsa.split('\n').map((line) => rsa.replace(line, '')),
    ...rsa.split('\n'),
    ...rsa.split('\n').map((line) => `${line}=${rsa}`),
    `/${body}`,
    rsa.toLowerCase(),
  ];
  for (const text of texts) {
    const told = JSON.stringify([repairKey(text).faults, parseKey(text), 'key'], (name, value) =>
      name === 'key' ? 0 : value,
    );
    expect(pieces.filter((piece) => told.includes(piece))).toEqual([]);
  }
});

test('two manglings at once, of any key: repaired to the very key, or refused, and never another one', () => {
  const texts = MANGLINGS.filter(({ mangle }) => typeof mangle(readPemText(p256)) === 'string');
  const pem = fc.constantFrom(rsa, p256, publicPem, readVector('ed25519'));
  let repaired = 0;
  let tried = 0;
  fc.assert(
    fc.property(pem, fc.constantFrom(...texts), fc.constantFrom(...texts), (key, first, second) => {
      const once = first.mangle(readPemText(key)) as string;
      const result = repairKey(second.mangle(readPemText(once)));
      tried++;
      if (!result.ok) return;
      repaired++;
      expect(result.pem).toBe(key);
    }),
    { numRuns: 1500, seed: 20260101 },
  );
  expect(repaired / tried).toBeGreaterThan(0.8);
});

test('keys fresh from node:crypto are taken as they stand', () => {
  for (let round = 0; round < 20; round++) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (const text of [
      privateKey.export({ type: 'pkcs8', format: 'pem' }),
      privateKey.export({ type: 'sec1', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'pem' }),
    ]) {
      const repaired = repairKey(text.toString());
      expect(repaired).toMatchObject({ ok: true, pem: text, repairs: [], faults: [] });
      expect(parseKey(text.toString())).not.toHaveProperty('tolerated');
    }
  }
});

test('never throws, whatever it is given', () => {
  const cut = fc.tuple(fc.constantFrom(rsa, p256, publicPem), fc.nat(1700), fc.nat(40), fc.string());
  const spliced = cut.map(([pem, at, length, text]) => pem.slice(0, at) + text + pem.slice(at + length));
  const anything = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), spliced, fc.uint8Array(), fc.base64String());
  fc.assert(
    fc.property(anything, (input) => {
      const read = parseKey(input);
      const result = repairKey(input);
      if (read.ok) expect(result.ok).toBe(true);
      if (result.ok) expect(parseKey(result.pem).ok).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test('the work grows with the length of a text, whatever it is: nothing backtracks', () => {
  const units = [
    '-',
    '\\',
    '\\n',
    'A',
    'MII',
    ' ',
    '\n',
    '\r',
    '"',
    '=',
    '+',
    '%',
    '&',
    '<p ',
    'A\0',
    '"+\n"',
    '{"keys":[',
  ];
  const words = [
    'BEGIN',
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----\n',
    'END KEY ',
    'KEY-',
    'ssh-rsa AAAA',
    'export A=',
    '0\x82',
  ];
  for (const unit of [...units, ...words, '\u2013', '\u200b', '1. ', '> ', 'rn', '30', 'data:;base64,', '\\u000a']) {
    const textsOf = (size: number) => {
      const filler = unit.repeat(size / unit.length);
      return [filler, `A${filler}x`, rsa.slice(0, 900) + filler.slice(2000) + rsa.slice(900)];
    };
    const large = textsOf(65_536);
    for (const [index, small] of textsOf(16_384).entries()) {
      // Four times the text, about four times the work. What is quadratic takes a second and more, and sixteen times.
      const least = leastWork(() => repairKey(small), 3);
      expect(
        leastWork(() => repairKey(large[index] as string), 3),
        JSON.stringify(unit),
      ).toBeLessThan(10 * least + 100);
    }
  }
});

function readVector(name: string): string {
  return readFileSync(new URL(`../../../vectors/pem/${name}.pem`, import.meta.url), 'utf8');
}
