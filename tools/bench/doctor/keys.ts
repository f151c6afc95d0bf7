import { generateKeyPairSync } from 'node:crypto';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { repairKey } from '../../../src/core/keys/repair-key.ts';
import { MANGLINGS, readPemText } from '../../../test/core/keys/manglings.ts';
import { counted, type Row } from './row.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A fresh key, mangled in every way that is known, and with each single character of its body changed. */
export function keys(every: number): readonly Row[] {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return [manglings(privateKey), ...damages(privateKey, every)];
}

function manglings(pem: string): Row {
  const misses: string[] = [];
  // A key that has no padding cannot lose it.
  const harmful = MANGLINGS.filter(({ fault, mangle }) => fault !== 'fine' && mangle(readPemText(pem)) !== pem);
  for (const { name, mangle } of harmful) {
    const { findings } = diagnose({ key: mangle(readPemText(pem)) });
    if (findings.length === 0) misses.push(name);
  }
  return counted('manglings of a private key, named', harmful.length - misses.length, harmful.length, 1, misses);
}

function damages(pem: string, every: number): readonly Row[] {
  const lines = pem.trim().split('\n');
  const der = derOf(pem);
  const unnamed: string[] = [];
  const unrepaired: string[] = [];
  let made = 0;
  let at = 0;
  for (let line = 1; line < lines.length - 1; line++) {
    const text = lines[line] as string;
    for (let column = 0; column < text.length; column++) {
      const character = text.charAt(column);
      if (character === '=' || at++ % every !== 0) continue;
      const other = ALPHABET.charAt((ALPHABET.indexOf(character) + 1 + (at % 62)) % 64);
      const damaged = [
        ...lines.slice(0, line),
        text.slice(0, column) + other + text.slice(column + 1),
        ...lines.slice(line + 1),
        '',
      ].join('\n');
      // The last digit has bits that stand for nothing: where only those differ, it is the same key, and OpenSSL takes it.
      if (derOf(damaged).equals(der)) continue;
      made++;
      const where = `line ${line + 1}, column ${column + 1}`;
      const repaired = repairKey(damaged);
      if (!repaired.ok || repaired.pem !== pem) unrepaired.push(where);
      if (diagnose({ key: damaged }).findings.length === 0) unnamed.push(where);
    }
  }
  return [
    counted('one character of a private key changed, named', made - unnamed.length, made, 1, unnamed),
    counted('one character of a private key changed, repaired', made - unrepaired.length, made, 1, unrepaired),
  ];
}

function derOf(pem: string): Buffer {
  return Buffer.from(readPemText(pem).body.join(''), 'base64');
}
