import { createSign, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets that are found again by their look, wherever one of them turns up in clear. */
export function makeCanaries() {
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const lines = privateKey.trim().split('\n');
  const secret = 'Canary7SecretX';
  const password = 'canary horse battery staple';
  const token = sign(
    { application_id: '5d0b6c3e-6b5c-4b0e-9d39-3f5a3b1c7c11', iat: 1_700_000_000, jti: 'c' },
    privateKey,
  );
  const basic = Buffer.from(`abcd1234:${secret}`).toString('base64');
  const wrapped = Buffer.from(privateKey).toString('base64');
  return {
    privateKey,
    oneLine: privateKey.replaceAll('\n', ' '),
    escaped: privateKey.replaceAll('\n', '\\n'),
    wrapped,
    body: lines.slice(1, -1).join(''),
    secret,
    password,
    token,
    basic,
    /** By name, stretches that nothing else holds. The first lines of a key are its public half. */
    marks: {
      secret,
      basic: basic.slice(11),
      password,
      'private key': (lines[16] as string).slice(8, 40),
      'private key in base64': wrapped.slice(1200, 1240),
      'signature of a token': (token.split('.')[2] as string).slice(8, 40),
    } as Record<string, string>,
  };
}

/** Claims that no library would take, signed all the same. */
export function sign(claims: unknown, privateKey: string, header: unknown = { alg: 'RS256', typ: 'JWT' }): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signingInput = `${part(header)}.${part(claims)}`;
  return `${signingInput}.${createSign('sha256').update(signingInput).sign(privateKey, 'base64url')}`;
}

/** Names of the canaries that stand in the bytes. */
export function canariesIn(bytes: string | Buffer, marks: Readonly<Record<string, string>>): string[] {
  return Object.keys(marks).filter((name) => bytes.includes(marks[name] as string));
}

/** Every file below a directory, by its path in it. */
export function filesBelow(directory: string): { readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(directory.length + 1), bytes: readFileSync(path) }));
}
