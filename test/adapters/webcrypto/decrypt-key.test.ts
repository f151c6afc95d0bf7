import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decryptKey } from '../../../src/adapters/webcrypto/index.ts';

const PASSPHRASE = 'a passphrase ✓';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PLAIN = privateKey.export({ type: 'pkcs8', format: 'pem' });
const pem = (cipher: string) => privateKey.export({ type: 'pkcs8', format: 'pem', cipher, passphrase: PASSPHRASE });
const der = privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: PASSPHRASE });
const legacy = privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE });

describe('an encrypted private key', () => {
  test.each([
    ['AES-128', pem('aes-128-cbc')],
    ['AES-192', pem('aes-192-cbc')],
    ['AES-256', pem('aes-256-cbc')],
    ['DER', new Uint8Array(der)],
    ['a file', new TextEncoder().encode(String(pem('aes-256-cbc')))],
    ['Windows line ends', String(pem('aes-256-cbc')).replaceAll('\n', '\r\n')],
  ])('in PKCS#8, %s: the passphrase opens it, another one does not', async (_, key) => {
    expect(await decryptKey(key as string, PASSPHRASE)).toEqual({ pem: PLAIN });
    expect(await decryptKey(key as string, 'another one')).toBe('wrong');
    expect(await decryptKey(key as string, '')).toBe('wrong');
  });

  test.each([
    ['in the form of old PEM', String(legacy)],
    ['by triple DES', String(pem('des-ede3-cbc'))],
    ['that is none', PLAIN],
    ['that is no key', 'hello'],
    ['that is cut off', new Uint8Array(der).slice(0, 200)],
  ])('%s is not tried', async (_, key) => {
    expect(await decryptKey(key as string, PASSPHRASE)).toBe('not-tried');
  });
});
