import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { repairKey } from '../../../src/core/keys/repair-key.ts';
import { MANGLINGS, readPemText } from './manglings.ts';

const rsa = readVector('rsa-2048');
const ec = readVector('p-256');
const ed25519 = readVector('ed25519');

const KEYS: readonly (readonly [name: string, pem: string])[] = [
  ['RSA PKCS#8', pemOf(rsa, 'pkcs8')],
  ['RSA PKCS#1', pemOf(rsa, 'pkcs1')],
  ['RSA SPKI', pemOf(createPublicKey(rsa), 'spki')],
  ['P-256 PKCS#8', pemOf(ec, 'pkcs8')],
  ['P-256 SEC1', pemOf(ec, 'sec1')],
  ['P-256 SPKI', pemOf(createPublicKey(ec), 'spki')],
  ['Ed25519 PKCS#8', pemOf(ed25519, 'pkcs8')],
  ['Ed25519 SPKI', pemOf(createPublicKey(ed25519), 'spki')],
];

test('there are at least 64 manglings', () => {
  expect(MANGLINGS.length).toBeGreaterThanOrEqual(64);
});

describe.each(KEYS)('%s', (_, pem) => {
  test.each(MANGLINGS)('$name', ({ mangle, fault }) => {
    const text = mangle(readPemText(pem));
    if (text === pem) return;
    const read = parseKey(text);
    const repaired = repairKey(text);
    if (!repaired.ok) throw new Error(`not repaired: ${JSON.stringify(repaired.faults)}`);
    expect(repaired.pem).toBe(pem);
    expect(repaired.repairs.length > 0 || read.ok).toBe(true);
    expect(read.ok).toBe(fault === 'fine');
    // OpenSSL and Mintmark agree on which texts are taken as they stand.
    expect(openssl(text)).toBe(read.ok);
    if (!read.ok) expect(read.faults.map(({ kind }) => kind)).toContain(fault);
  });
});

test('of several values in base64, the private key is taken', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const manifest = (key: string) =>
    `data:\n  tls.crt: ${base64(pemOf(createPublicKey(ec), 'spki'))}\n  tls.key: ${key}\n`;
  for (const pem of [pemOf(rsa, 'pkcs1'), pemOf(rsa, 'pkcs8'), pemOf(ec, 'sec1')]) {
    expect(repairKey(manifest(base64(pem)))).toMatchObject({ ok: true, pem });
  }
});

function openssl(text: string | Uint8Array): boolean {
  const key = typeof text === 'string' ? text : Buffer.from(text);
  try {
    createPrivateKey(key);
    return true;
  } catch {
    try {
      createPublicKey(key);
      return true;
    } catch {
      return false;
    }
  }
}

function readVector(name: string): KeyObject {
  return createPrivateKey(readFileSync(new URL(`../../../vectors/pem/${name}.pem`, import.meta.url)));
}

function pemOf(key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' | 'spki'): string {
  return key.export({ type: type as 'pkcs8', format: 'pem' }).toString();
}
