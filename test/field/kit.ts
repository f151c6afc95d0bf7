import {
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Given } from './case.ts';

/** The verifier's time in every case: 2026-11-30 08:00:00 UTC, in seconds. */
export const NOW = 1_796_025_600;

type Rsa = 'active' | 'other' | 'stranger';
type Members = { readonly [name: string]: unknown };

const EC_SEEDS = { own: 'field: the key that signs', other: 'field: another key' };
export type Ec = keyof typeof EC_SEEDS;

const rsaText = (name: Rsa): string =>
  readFileSync(new URL(`../../vectors/keys/test-${name}.pem`, import.meta.url), 'utf8');

export const rsaPrivate = (name: Rsa = 'active'): string => rsaText(name);
export const rsaPublic = (name: Rsa = 'active'): string =>
  createPublicKey(rsaText(name)).export({ type: 'spki', format: 'pem' }) as string;

function ecKey(name: Ec): KeyObject {
  const ecdh = createECDH('prime256v1');
  const d = createHash('sha256').update(EC_SEEDS[name]).digest();
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey();
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d: d.toString('base64url'), x, y } });
}

export const ecPrivate = (name: Ec = 'own', type: 'pkcs8' | 'sec1' = 'pkcs8'): string =>
  ecKey(name).export({ type, format: 'pem' }) as string;
export const ecPublic = (name: Ec = 'own'): string =>
  createPublicKey(ecKey(name)).export({ type: 'spki', format: 'pem' }) as string;

export function jwks(
  ...keys: readonly { readonly kid: string; readonly key?: Rsa; readonly more?: Members }[]
): string {
  return JSON.stringify({
    keys: keys.map(({ kid, key = 'active', more }) => ({
      ...createPublicKey(rsaText(key)).export({ format: 'jwk' }),
      kid,
      use: 'sig',
      ...more,
    })),
  });
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** iat and exp of a fresh token, ten minutes in the middle of their hour. */
export const FRESH = { iat: NOW - 600, exp: NOW + 3000 };

export function rs256(claims: Members, header: Members = {}, key: Rsa = 'active'): string {
  const hash = header['alg'] === 'RS512' ? 'sha512' : 'sha256';
  const input = `${part({ alg: 'RS256', typ: 'JWT', ...header })}.${part({ ...FRESH, ...claims })}`;
  return `${input}.${sign(hash, Buffer.from(input), rsaText(key)).toString('base64url')}`;
}

export function es256(claims: Members, header: Members = {}, key: Ec = 'own'): string {
  const input = `${part({ alg: 'ES256', typ: 'JWT', ...header })}.${part({ ...FRESH, ...claims })}`;
  const made = sign('sha256', Buffer.from(input), { key: ecKey(key), dsaEncoding: 'ieee-p1363' });
  return `${input}.${made.toString('base64url')}`;
}

export function hs(claims: Members, secret: string | Buffer, header: Members = {}): string {
  const hash = header['alg'] === 'HS512' ? 'sha512' : 'sha256';
  const input = `${part({ alg: 'HS256', typ: 'JWT', ...header })}.${part({ ...FRESH, ...claims })}`;
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
}

/** A token of Microsoft Graph: signed over a header whose nonce was hashed, which nobody else can see. */
export function graphToken(claims: Members, kid: string): string {
  const header = { typ: 'JWT', nonce: 'kW3nVv0pQd2mXfB7cJ1yRs5tLz8uHg', alg: 'RS256', kid };
  const hashed = { ...header, nonce: createHash('sha256').update(header.nonce).digest('base64url') };
  const body = part({ ...FRESH, ...claims });
  const made = sign('sha256', Buffer.from(`${part(hashed)}.${body}`), rsaText('active')).toString('base64url');
  return `${part(header)}.${body}.${made}`;
}

/** Five parts whose content nobody here can read. */
export const encrypted = (header: Members): string =>
  [
    part(header),
    '',
    ...['iv', 'text', 'tag'].map((name) => createHash('sha256').update(name).digest('base64url')),
  ].join('.');

/** A raw request. */
export function request(line: string, headers: { readonly [name: string]: string }, body = ''): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${line} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n${body}`;
}

/** A raw response; `date` in seconds. */
export function response(
  status: string,
  body: unknown,
  { date, ...headers }: { readonly date?: number; readonly [name: string]: string | number | undefined } = {},
): string {
  const dated = date === undefined ? [] : [`Date: ${new Date(date * 1000).toUTCString()}`];
  const fields = [...dated, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return `HTTP/1.1 ${status}\r\n${['Content-Type: application/json', ...fields].join('\r\n')}\r\n\r\n${text}`;
}

/** The doctor, at the time of the case. */
export const doctor = (argv: readonly string[], files: Given['files'] = {}, env: Given['env'] = {}): Given => ({
  argv: ['doctor', ...argv, '--now', String(NOW)],
  files,
  env,
});

/** A message and nothing else, as it is pasted. */
export const said = (text: string): Given => doctor(['@said.txt'], { 'said.txt': text });

/** A request and its answer. */
export const asked = (sent: string, answered: string, ...more: readonly string[]): Given =>
  doctor(['--request', 'request.txt', '--response', 'response.txt', ...more], {
    'request.txt': sent,
    'response.txt': answered,
  });

export const jti = (): string => randomUUID();
