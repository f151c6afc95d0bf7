import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { PrivateKey } from '../../../src/core/keys/key.ts';
import { pkcs1Pem } from '../../../src/core/keys/key-text.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { repairKey } from '../../../src/core/keys/repair-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'containers-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('RSA in containers and lines of other programs', () => {
  const file = join(folder, 'RSA.pem');
  openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', file);
  const key = parseKey(readFileSync(file, 'utf8')).key as PrivateKey;
  const certificate = join(folder, 'RSA.crt');
  openssl('req', '-x509', '-new', '-key', file, '-subj', '/CN=test', '-out', certificate);

  test.each(['PKCS7', 'PKCS #7 SIGNED DATA', 'CMS'])('PKCS#7 under the label %s', (label) => {
    const text = openssl('crl2pkcs7', '-nocrl', '-certfile', certificate).toString().replaceAll('PKCS7', label);
    expect(parseKey(text)).toMatchObject({ ok: false, format: 'pkcs7', faults: [{ kind: 'container-unsupported' }] });
    expect(repairKey(text).ok).toBe(false);
  });

  test('PKCS#7 as DER', () => {
    const der = openssl('crl2pkcs7', '-nocrl', '-certfile', certificate, '-outform', 'DER');
    expect(parseKey(new Uint8Array(der))).toMatchObject({ ok: false, format: 'pkcs7' });
    // Other content of the same standard is no bundle of certificates.
    const data = new Uint8Array(der);
    data[data.indexOf(0x07, 4) + 1] = 1;
    expect(parseKey(data)).not.toMatchObject({ format: 'pkcs7' });
  });

  test('SSH2 (RFC 4716), its header lines and their continuation read over', () => {
    const pkcs1 = join(folder, 'RSA.pkcs1');
    writeFileSync(pkcs1, pkcs1Pem(key), { mode: 0o600 });
    const text = execFileSync('ssh-keygen', ['-e', '-m', 'RFC4716', '-f', pkcs1]).toString();
    const [begin = '', ...rest] = text.split('\n').filter((line) => !line.startsWith('Comment:'));
    const long = [begin, 'Comment: "a comment that goes on \\', 'over two lines"', 'x-tag: 1', ...rest].join('\n');
    for (const one of [text, long, long.replaceAll('\n', '\r\n')]) {
      expect(parseKey(one)).toMatchObject({ ok: false, format: 'openssh-public', key: key.publicKey });
    }
    expect(parseKey(text.replace('END SSH2', 'END')).key).toBeUndefined();
  });

  test('parameters are no key', () => {
    const dh = openssl('genpkey', '-genparam', '-algorithm', 'DH', '-pkeyopt', 'group:ffdhe2048').toString();
    const ec = openssl('ecparam', '-name', 'prime256v1').toString();
    for (const [text, algorithm] of [[dh, 'DH parameters'] as const, [ec, 'EC parameters'] as const])
      expect(parseKey(text)).toEqual({ ok: false, faults: [{ kind: 'algorithm-unsupported', algorithm }] });
    // Before a key they are read over.
    const sec1 = openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout').toString();
    expect(parseKey(ec + sec1)).toMatchObject({ ok: true, format: 'sec1-pem' });
  });

  test('DSA in the form of OpenSSL', () => {
    const parameters = join(folder, 'dsa.parameters');
    writeFileSync(parameters, openssl('dsaparam', '1024'));
    const file = join(folder, 'dsa.pem');
    writeFileSync(file, openssl('gendsa', parameters));
    const text = openssl('pkey', '-in', file, '-traditional').toString();
    expect(text).toContain('BEGIN DSA PRIVATE KEY');
    expect(parseKey(text)).toEqual({ ok: false, faults: [{ kind: 'algorithm-unsupported', algorithm: 'DSA' }] });
  });

  test('RSA with more than two primes', () => {
    const text = openssl('genrsa', '-primes', '3', '2048').toString();
    const algorithm = 'RSA with more than two primes';
    expect(parseKey(text)).toMatchObject({ ok: false, faults: [{ kind: 'algorithm-unsupported', algorithm }] });
  });
});

function openssl(...args: string[]): Buffer {
  return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
}
