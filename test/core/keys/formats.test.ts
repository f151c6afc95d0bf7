import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fingerprint, publicKeyOf, thumbprint } from '../../../src/core/keys/fingerprint.ts';
import { toJwk } from '../../../src/core/keys/jwk.ts';
import type { PrivateKey, PublicKey } from '../../../src/core/keys/key.ts';
import { CONVERSIONS } from '../../../src/core/keys/key-fault.ts';
import { pkcs1Pem, pkcs8Pem, spkiPem } from '../../../src/core/keys/key-text.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { repairKey } from '../../../src/core/keys/repair-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ALGORITHMS: readonly (readonly [name: string, ...options: string[]])[] = [
  ['RSA', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ['P-256', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  ['P-384', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  ['P-521', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  ['secp256k1', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
  ['Ed25519', '-algorithm', 'ED25519'],
];

describe.each(ALGORITHMS)('%s, made by openssl', (name, ...options) => {
  const file = join(folder, `${name}.pem`);
  openssl('genpkey', ...options, '-out', file);
  const pkcs8 = readFileSync(file, 'utf8');
  const spki = openssl('pkey', '-in', file, '-pubout').toString();
  const key = privateKey(pkcs8);

  test('private and public texts come back byte for byte', () => {
    expect(pkcs8Pem(key)).toBe(pkcs8);
    expect(spkiPem(key.publicKey)).toBe(spki);
    expect(key.crv ?? key.kty).toBe(name);
    expect(publicKeyOf(publicKey(spki))).toEqual(key.publicKey);
  });

  test('DER is read as PEM is', () => {
    const privateDer = openssl('pkcs8', '-topk8', '-nocrypt', '-in', file, '-outform', 'DER');
    const publicDer = openssl('pkey', '-in', file, '-pubout', '-outform', 'DER');
    expect(parseKey(new Uint8Array(privateDer))).toEqual({ ok: true, format: 'pkcs8-der', key });
    expect(parseKey(new Uint8Array(publicDer))).toEqual({ ok: true, format: 'spki-der', key: key.publicKey });
  });

  test('the fingerprint is what openssl prints', () => {
    const der = openssl('pkey', '-in', file, '-pubout', '-outform', 'DER');
    const digest = execFileSync('openssl', ['sha256', '-binary'], { input: der });
    expect(fingerprint(key.publicKey)).toBe(execFileSync('openssl', ['base64'], { input: digest }).toString().trim());
  });

  test('JWK, both ways, equals that of node:crypto', () => {
    const jwk = createPrivateKey(pkcs8).export({ format: 'jwk' });
    expect(toJwk(key)).toEqual(jwk);
    expect(toJwk(key.publicKey)).toEqual(createPublicKey(spki).export({ format: 'jwk' }));
    expect(parseKey(JSON.stringify(jwk))).toEqual({ ok: true, format: 'jwk', key });
    expect(parseKey(JSON.stringify({ keys: [toJwk(key.publicKey)] }))).toEqual({
      ok: true,
      format: 'jwks',
      key: key.publicKey,
    });
  });

  test('a certificate and a request give the public key', () => {
    const request = openssl('req', '-new', '-key', file, '-subj', '/CN=test', '-outform', 'PEM').toString();
    const certificate = openssl('req', '-x509', '-new', '-key', file, '-subj', '/CN=test').toString();
    expect(parseKey(certificate)).toEqual({ ok: true, format: 'certificate-pem', key: key.publicKey });
    expect(parseKey(request)).toMatchObject({
      ok: false,
      key: key.publicKey,
      faults: [{ kind: 'container-unsupported', format: 'certificate-request-pem' }],
    });
  });

  test('encrypted PKCS#8 is named', () => {
    const text = openssl('pkey', '-in', file, '-aes256', '-passout', 'pass:secret').toString();
    expect(parseKey(text)).toMatchObject({ format: 'encrypted-pkcs8-pem', faults: [{ kind: 'encrypted' }] });
  });

  test('PKCS#12 is named', () => {
    const certificate = join(folder, `${name}.crt`);
    openssl('req', '-x509', '-new', '-key', file, '-subj', '/CN=test', '-out', certificate);
    const p12 = openssl('pkcs12', '-export', '-inkey', file, '-in', certificate, '-passout', 'pass:secret');
    expect(parseKey(new Uint8Array(p12))).toMatchObject({
      format: 'pkcs12',
      faults: [{ kind: 'container-unsupported', command: expect.stringContaining('openssl pkcs12') }],
    });
  });
});

describe('RSA as PKCS#1', () => {
  const file = join(folder, 'RSA.pem');
  const key = privateKey(readFileSync(file, 'utf8'));

  test('private and public, byte for byte', () => {
    const text = openssl('rsa', '-in', file, '-traditional').toString();
    expect(parseKey(text)).toEqual({ ok: true, format: 'pkcs1-private-pem', key });
    expect(pkcs1Pem(key)).toBe(text);
    const publicText = openssl('rsa', '-in', file, '-RSAPublicKey_out').toString();
    expect(parseKey(publicText)).toEqual({ ok: true, format: 'pkcs1-public-pem', key: key.publicKey });
    expect(pkcs1Pem(key.publicKey)).toBe(publicText);
  });

  test('encrypted in the old way is named', () => {
    const text = openssl('rsa', '-in', file, '-traditional', '-aes128', '-passout', 'pass:secret').toString();
    expect(parseKey(text)).toMatchObject({ format: 'encrypted-legacy-pem', faults: [{ kind: 'encrypted' }] });
  });
});

describe('RSA as DER that went wrong', () => {
  const file = join(folder, 'RSA.pem');
  const key = privateKey(readFileSync(file, 'utf8'));
  const der = new Uint8Array(key.pkcs8);

  test('a byte changed: found, and restored', () => {
    for (const at of [1, 3, 12, 40, 300, 700, 1000, 1190]) {
      const damaged = der.slice();
      damaged[at] = (damaged[at] as number) ^ 0x10;
      expect(parseKey(damaged).ok).toBe(false);
      expect(repairKey(damaged)).toMatchObject({ ok: true, pem: pkcs8Pem(key), repairs: ['numbers-recomputed'] });
    }
  });

  test('a line break after it', () => {
    expect(repairKey(Uint8Array.of(...der, 10))).toMatchObject({ ok: true, pem: pkcs8Pem(key) });
  });

  test('read as text of one byte a character', () => {
    const text = Buffer.from(der).toString('latin1');
    expect(parseKey(text)).toMatchObject({
      ok: false,
      key,
      faults: [{ what: 'the text, which is DER that was read as text' }],
    });
    expect(repairKey(text)).toMatchObject({ ok: true, pem: pkcs8Pem(key) });
  });

  test('read as UTF-8: lost', () => {
    const text = Buffer.from(der).toString('utf8');
    expect(repairKey(text)).toMatchObject({
      ok: false,
      faults: [{ what: 'the text, which is DER that was read as UTF-8' }],
    });
  });
});

describe.each(['P-256', 'P-384', 'P-521', 'secp256k1'])('%s as SEC1', (name) => {
  const file = join(folder, `${name}.pem`);
  const key = privateKey(readFileSync(file, 'utf8'));

  test('PEM and DER', () => {
    const der = openssl('ec', '-in', file, '-outform', 'DER');
    expect(parseKey(openssl('ec', '-in', file).toString())).toEqual({ ok: true, format: 'sec1-pem', key });
    expect(parseKey(new Uint8Array(der))).toEqual({ ok: true, format: 'sec1-der', key });
  });

  test('a compressed public key keeps the form that its fingerprint depends on', () => {
    const text = openssl('ec', '-in', file, '-pubout', '-conv_form', 'compressed').toString();
    const read = publicKey(text);
    expect(spkiPem(read)).toBe(text);
    expect({ x: read.x, y: read.y }).toEqual({ x: key.publicKey.x, y: key.publicKey.y });
  });
});

describe.each([
  ['rsa', 'RSA'],
  ['ecdsa', 'P-256'],
  ['ed25519', 'Ed25519'],
])('OpenSSH %s', (type, name) => {
  const file = join(folder, `ssh-${type}`);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'me@here', '-f', file]);

  test('private: named, and its key is read', () => {
    const read = parseKey(readFileSync(file, 'utf8'));
    expect(read).toMatchObject({ ok: false, format: 'openssh-private', faults: [{ kind: 'container-unsupported' }] });
    expect(read.key?.crv ?? read.key?.kty).toBe(name);
    execFileSync('ssh-keygen', ['-q', '-p', '-N', '', '-m', 'PKCS8', '-f', copyOf(file)], { stdio: 'ignore' });
    if (type !== 'ed25519') expect(parseKey(readFileSync(`${file}.copy`, 'utf8')).key).toEqual(read.key);
  });

  test('public: named, and the same key', () => {
    const read = parseKey(readFileSync(`${file}.pub`, 'utf8'));
    expect(read).toMatchObject({ ok: false, format: 'openssh-public', faults: [{ kind: 'container-unsupported' }] });
    const pair = parseKey(readFileSync(file, 'utf8')).key;
    expect(read.key).toEqual(pair && publicKeyOf(pair));
  });

  test('with a passphrase: named', () => {
    execFileSync('ssh-keygen', ['-q', '-p', '-N', 'secret', '-f', copyOf(file)], { stdio: 'ignore' });
    expect(parseKey(readFileSync(`${file}.copy`, 'utf8'))).toMatchObject({
      format: 'openssh-private',
      faults: [{ kind: 'encrypted' }],
    });
  });
});

// The commands that a fault names, run as they stand but for the passphrase, which openssl asks for.
describe('the conversion command gives the key', () => {
  const file = join(folder, 'RSA.pem');
  const key = privateKey(readFileSync(file, 'utf8'));
  const passphrase = ['-passin', 'pass:secret'];

  test.each([
    ['encrypted-pkcs8-pem', ['pkey', '-aes256', '-passout', 'pass:secret'], passphrase],
    ['encrypted-pkcs8-der', ['pkcs8', '-topk8', '-outform', 'DER', '-passout', 'pass:secret'], passphrase],
    ['encrypted-legacy-pem', ['rsa', '-traditional', '-aes128', '-passout', 'pass:secret'], passphrase],
    ['certificate-request-pem', ['req', '-new', '-key', file, '-subj', '/CN=test'], []],
    ['certificate-request-der', ['req', '-new', '-key', file, '-subj', '/CN=test', '-outform', 'DER'], []],
  ] as const)('%s', (format, make, more) => {
    const container = join(folder, format);
    writeFileSync(container, openssl(...make, ...(make[0] === 'req' ? [] : ['-in', file])));
    const read = parseKey(new Uint8Array(readFileSync(container)));
    expect(read).toMatchObject({ ok: false, format, faults: [{ format, command: CONVERSIONS[format] }] });
    const [, ...args] = CONVERSIONS[format].replace('FILE', container).replace(' -out private.key', '').split(' ');
    const converted = parseKey(openssl(...args, ...more).toString());
    expect(converted.key && publicKeyOf(converted.key)).toEqual(key.publicKey);
  });
});

test.each([
  ['DSA', 'genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024', 'DSA'],
  ['X25519', 'genpkey -algorithm X25519', 'X25519'],
  ['RSA-PSS', 'genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024', 'RSASSA-PSS'],
  ['P-224', 'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-224', 'EC on P-224'],
])('%s is named as unsupported', (name, command, algorithm) => {
  const file = join(folder, name);
  writeFileSync(file, openssl(...command.split(' ')));
  const text = name === 'DSA' ? openssl('genpkey', '-paramfile', file).toString() : readFileSync(file, 'utf8');
  expect(parseKey(text)).toMatchObject({ ok: false, faults: [{ kind: 'algorithm-unsupported', algorithm }] });
});

test('RFC 7638 §3.1: the thumbprint', () => {
  const jwk = {
    kty: 'RSA',
    n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
    e: 'AQAB',
    alg: 'RS256',
    kid: '2011-04-29',
  };
  expect(thumbprint(publicKey(JSON.stringify(jwk)))).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
});

test('RFC 8037 §A.3: the thumbprint of an Ed25519 key', () => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
  expect(thumbprint(publicKey(JSON.stringify(jwk)))).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});

function openssl(...args: string[]): Buffer {
  return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
}

function copyOf(file: string): string {
  writeFileSync(`${file}.copy`, readFileSync(file), { mode: 0o600 });
  return `${file}.copy`;
}

function privateKey(text: string): PrivateKey {
  const read = parseKey(text);
  if (!read.ok || read.key.type !== 'private')
    throw new TypeError(`not a private key: ${JSON.stringify(read, null, 1)}`);
  return read.key;
}

function publicKey(text: string): PublicKey {
  const read = parseKey(text);
  if (!read.ok || read.key.type !== 'public') throw new TypeError('not a public key');
  return read.key;
}
