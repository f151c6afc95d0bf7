import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import { createRequire } from 'node:module';
import { createSigner } from 'fast-jwt';
import { SignJWT } from 'jose';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { mint } from '../../../src/jwt.ts';
import { counted, type Row } from './row.ts';

const require = createRequire(import.meta.url);
const jsonwebtoken = require('jsonwebtoken') as { sign(claims: object, key: string, options: object): string };
const vonage = require('@vonage/jwt') as { tokenGenerate(applicationId: string, key: string, claims?: object): string };

const APPLICATION_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const TOKENS_A_KEY = 100;

/** Good tokens and keys of many makes: nothing is to be found in them. */
export async function controls(count: number): Promise<readonly Row[]> {
  const misses: string[] = [];
  let tokens = 0;
  let keys = 0;
  while (tokens < count) {
    const pem = keyOf(keys);
    for (const text of formsOf(pem)) {
      keys++;
      const found = diagnose({ key: text }).findings.map(({ cause }) => cause);
      if (found.length > 0) misses.push(`a key of ${makers[keys % makers.length]}: ${found.join(', ')}`);
    }
    const publicKey = createPublicKey(pem).export({ type: 'spki', format: 'pem' }) as string;
    for (let made = 0; made < TOKENS_A_KEY && tokens < count; made++, tokens++) {
      const maker = made % TOKEN_MAKERS.length;
      const [name, make] = TOKEN_MAKERS[maker] as (typeof TOKEN_MAKERS)[number];
      const token = await make(pem);
      const report = diagnose({ token, publicKey, now: Math.floor(Date.now() / 1000) });
      if (report.verdict !== 'accepted' || report.findings.length > 0) {
        misses.push(`a token of ${name}: ${report.verdict}, ${report.findings.map(({ cause }) => cause).join(', ')}`);
      }
    }
  }
  const all = tokens + keys;
  return [counted(`good tokens (${tokens}) and keys (${keys}), nothing found`, all - misses.length, all, 1, misses)];
}

const claims = () => {
  const iat = Math.floor(Date.now() / 1000);
  return { application_id: APPLICATION_ID, iat, exp: iat + 900, jti: webcrypto.randomUUID() };
};
const HEADER = { alg: 'RS256', typ: 'JWT' };

const TOKEN_MAKERS: readonly (readonly [string, (pem: string) => string | Promise<string>])[] = [
  ['@vonage/jwt', (pem) => vonage.tokenGenerate(APPLICATION_ID, pem)],
  [
    '@vonage/jwt with an acl',
    (pem) =>
      vonage.tokenGenerate(APPLICATION_ID, pem, {
        sub: 'alice',
        acl: { paths: { '/*/users/**': {}, '/*/calls/**': {} } },
      }),
  ],
  ['jsonwebtoken', (pem) => jsonwebtoken.sign(claims(), pem, { algorithm: 'RS256' })],
  ['jose', (pem) => new SignJWT(claims()).setProtectedHeader(HEADER).sign(createPrivateKey(pem))],
  ['fast-jwt', (pem) => createSigner({ key: pem, algorithm: 'RS256' })(claims())],
  ['mintmark', (pem) => mint({ application_id: APPLICATION_ID }, pem)],
  ['WebCrypto', byWebCrypto],
];

async function byWebCrypto(pem: string): Promise<string> {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('pkcs8', new Uint8Array(der), algorithm, false, ['sign']);
  const input = [HEADER, claims()].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${Buffer.from(await webcrypto.subtle.sign(algorithm, key, Buffer.from(input))).toString('base64url')}`;
}

const makers = ['node:crypto', 'openssl genpkey', 'openssl genrsa -traditional'] as const;

function keyOf(turn: number): string {
  const maker = makers[Math.floor(turn / 3) % makers.length];
  if (maker === 'openssl genpkey') return openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048');
  if (maker === 'openssl genrsa -traditional') return openssl('genrsa', '-traditional', '2048');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** The same key as it may lie in a file. */
function formsOf(pem: string): readonly string[] {
  const key = createPrivateKey(pem);
  const pkcs1 = key.export({ type: 'pkcs1', format: 'pem' }) as string;
  return [pem, pkcs1, key.export({ type: 'pkcs8', format: 'pem' }) as string];
}
