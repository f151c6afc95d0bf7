import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { withPassphrase } from '../../src/cli/input/decrypt-key.ts';
import { explainKey } from '../../src/cli/input/explain-key.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';

const RIGHT = 'correct horse';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const plain = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' });
const encrypted = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1', cipher: string, format: 'pem' | 'der' = 'pem') => {
  const text = key.export({ type, format, cipher, passphrase: RIGHT } as { type: 'pkcs8'; format: 'pem' });
  return typeof text === 'string' ? text : new Uint8Array(text);
};

describe.each([
  ['PKCS#8, PBES2 with AES-256', rsa, encrypted(rsa, 'pkcs8', 'aes-256-cbc')],
  ['PKCS#8, PBES2 with triple DES', rsa, encrypted(rsa, 'pkcs8', 'des-ede3-cbc')],
  ['PKCS#8 in DER', rsa, encrypted(rsa, 'pkcs8', 'aes-128-cbc', 'der')],
  ['PKCS#1 with DEK-Info', rsa, encrypted(rsa, 'pkcs1', 'aes-256-cbc')],
  ['SEC1 with DEK-Info', ec, encrypted(ec, 'sec1', 'aes-128-cbc')],
] as const)('%s', (_, key, text) => {
  const titleWith = (passphrase: string | undefined) => diagnose(withPassphrase(text, passphrase)).findings[0]?.title;

  test('is opened by its passphrase', () => {
    expect(withPassphrase(text, RIGHT)).toEqual({ key: plain(key) });
  });

  test('tells a wrong passphrase from a missing one', () => {
    expect(titleWith(undefined)).toBe('The private key is encrypted, and no passphrase was given.');
    for (let turn = 0; turn < 40; turn++) {
      const title = titleWith(`wrong ${turn}`);
      expect(title).toBe('The private key is encrypted, and the passphrase that was given does not open it.');
    }
  });
});

test('a format that OpenSSL does not open is not called a wrong passphrase', () => {
  const putty = 'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: aes256-cbc\nComment: a\nPublic-Lines: 1\nAAAA\n';
  expect(withPassphrase(putty, RIGHT)).toEqual({ key: putty, passphrase: 'not-tried' });
});

test('a key that is not encrypted stays as it is, and no passphrase is ever told', () => {
  expect(withPassphrase(plain(rsa), RIGHT)).toEqual({ key: plain(rsa) });
  const failure = explainKey(
    { text: encrypted(rsa, 'pkcs8', 'aes-256-cbc'), from: 'a', name: 'b' },
    'private',
    'hunter2',
  );
  expect(failure.message).toContain('the passphrase that was given does not open it');
  expect(JSON.stringify([failure.message, failure])).not.toContain('hunter2');
});
