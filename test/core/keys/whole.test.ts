import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { toPem } from '../../../src/core/encoding/pem.ts';
import { toJwk } from '../../../src/core/keys/jwk.ts';
import { spkiPem } from '../../../src/core/keys/key-text.ts';
import { ecPrivateKey } from '../../../src/core/keys/make-key.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { kit } from '../../support/kit.ts';

// Texts that are whole: nothing was damaged, whatever else may be wrong with them.
const folder = mkdtempSync(join(tmpdir(), 'keys-whole-'));
afterAll(() => rmSync(folder, { recursive: true }));

function openssl(...args: readonly string[]): Buffer {
  return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'], cwd: folder });
}

function rootOf(key: string | Uint8Array) {
  const [root] = diagnose({ profile: 'vonage', now: kit.now, key }).findings;
  return { cause: root?.cause, title: root?.title };
}

describe('a JWK Set', () => {
  const { key } = parseKey(kit.publicKey('active'));
  const jwk = key && toJwk(key);

  it.each([
    [[jwk, jwk], 2, 'This is a JWK Set of 2 keys; one key is needed.'],
    [[], 0, 'This is a JWK Set without a key in it.'],
  ])('%# has several keys, or none', (keys, count, title) => {
    const text = JSON.stringify({ keys });
    expect(parseKey(text)).toMatchObject({ ok: false, format: 'jwks', faults: [{ kind: 'key-set', keys: count }] });
    expect(rootOf(text)).toEqual({ cause: 'key-container-unsupported', title });
  });
});

test('RSA with three primes in PKCS#1', () => {
  const text = openssl('rsa', '-traditional', '-in', made('three.pem', 'genrsa', '-primes', '3', '2048')).toString();
  expect(text).toContain('BEGIN RSA PRIVATE KEY');
  const algorithm = 'RSA with more than two primes';
  expect(parseKey(text)).toMatchObject({ ok: false, faults: [{ kind: 'algorithm-unsupported', algorithm }] });
  expect(rootOf(text).cause).toBe('algorithm-key-mismatch');
});

test.each([31, 30, 1])('an EC key whose private number is written with %i bytes is padded, as by openssl', (size) => {
  const number = Uint8Array.from({ length: size }, (_, at) => at + 1);
  const whole = ecPrivateKey('P-256', BigInt(`0x${Buffer.from(number).toString('hex')}`));
  // ECPrivateKey (RFC 5915 §3) without its public key.
  const oid = [0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
  const content = [0x02, 0x01, 0x01, 0x04, size, ...number, ...oid];
  const text = toPem('EC PRIVATE KEY', Uint8Array.of(0x30, content.length, ...content));
  expect(parseKey(text)).toEqual({ ok: true, format: 'sec1-pem', key: whole });
  writeFileSync(join(folder, 'short.pem'), text);
  expect(openssl('ec', '-in', 'short.pem', '-pubout').toString()).toBe(spkiPem(whole.publicKey));
});

describe('a certificate revocation list', () => {
  const title = 'This is a certificate revocation list (CRL), which holds no key.';
  made('ca.pem', 'genrsa', '2048');
  openssl('req', '-x509', '-new', '-key', 'ca.pem', '-subj', '/CN=ca', '-out', 'ca.crt');
  writeFileSync(join(folder, 'index.txt'), '');
  writeFileSync(
    join(folder, 'ca.conf'),
    '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=9\n',
  );
  const sign = ['ca', '-config', 'ca.conf', '-gencrl', '-keyfile', 'ca.pem', '-cert', 'ca.crt'];
  const pem = openssl(...sign).toString();
  writeFileSync(join(folder, 'crl.pem'), pem);
  const der = new Uint8Array(openssl('crl', '-in', 'crl.pem', '-outform', 'DER'));

  it.each([
    ['PEM', pem],
    ['DER', der],
    ['PEM under another label', pem.replaceAll('X509 CRL', 'CERTIFICATE')],
  ])('in %s is told from a certificate', (_, text) => {
    expect(rootOf(text)).toEqual({ cause: 'key-container-unsupported', title });
    expect(JSON.stringify(diagnose({ key: text }))).not.toContain('"what":"certificate"');
  });
});

test.each(['{"a":1}', '{}', '{ "type": "x" }'])('%s is JSON without a key, and no password', (text) => {
  expect(parseKey(text)).toEqual({
    ok: false,
    faults: [{ kind: 'unrecognised', looksLike: 'JSON without a key in it' }],
  });
  const [root] = diagnose({ key: text }).findings;
  expect(root).toMatchObject({
    cause: 'key-text-damaged',
    certainty: 'likely',
    title: 'This text holds no key: it is JSON without a key in it.',
  });
});

function made(name: string, command: string, ...options: readonly string[]): string {
  openssl(command, '-out', name, ...options);
  return name;
}
