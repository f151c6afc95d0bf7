import { createHash, generateKeyPairSync, type KeyObject, publicEncrypt, sign } from 'node:crypto';
import type { CauseId } from '../../src/core/evidence/cause-id.ts';
import { type AttackToken, type Forge, hmac, type Members, RS256, rsa, segment } from './forge.ts';

export const ALG: readonly CauseId[] = ['algorithm-not-allowed'];
const NO_SIGNATURE = () => Buffer.alloc(0);

export const withHeader =
  (header: Members) =>
  ({ jws, claims }: Forge) =>
    jws(header, claims());

export const ALG_NONE: readonly AttackToken[] = [
  ...['none', 'None', 'NONE', 'nOnE', 'none ', ' none', 'none\u0000', 'n\u043ene', '', 'null', 'undefined'].flatMap(
    (alg) => [
      {
        name: `alg ${JSON.stringify(alg)}, no signature`,
        token: ({ jws, claims }: Forge) => jws({ alg, typ: 'JWT' }, claims(), NO_SIGNATURE),
        causes: [...ALG, 'token-truncated', 'not-a-jwt', 'header-parameter-missing'] as const,
      },
      {
        name: `alg ${JSON.stringify(alg)}, signed`,
        token: withHeader({ alg, typ: 'JWT' }),
        causes: [...ALG, 'header-parameter-missing'] as const,
      },
    ],
  ),
  {
    name: 'alg none, two segments',
    token: ({ claims }) => `${segment({ alg: 'none' })}.${segment(claims())}`,
    causes: [...ALG, 'token-truncated', 'not-a-jwt'],
  },
  ...[null, true, false, 0, 1, ['RS256'], { name: 'RS256' }, [], ['RS256', 'none']].map((alg) => ({
    name: `alg is ${JSON.stringify(alg)}`,
    token: withHeader({ alg, typ: 'JWT' }),
    causes: [...ALG, 'header-parameter-missing'] as const,
  })),
  { name: 'no alg', token: withHeader({ typ: 'JWT' }), causes: [...ALG, 'header-parameter-missing'] },
  { name: 'no header member at all', token: withHeader({}), causes: [...ALG, 'header-parameter-missing'] },
];

export const OTHER_ALG: readonly AttackToken[] = [
  ...['sha384', 'sha512'].map((hash) => ({
    name: `RS${hash.slice(3)} with the right key`,
    token: ({ jws, claims, privateKey }: Forge) =>
      jws({ alg: `RS${hash.slice(3)}`, typ: 'JWT' }, claims(), rsa(privateKey, hash)),
    causes: ALG,
  })),
  ...['sha256', 'sha384', 'sha512'].map((hash) => ({
    name: `PS${hash.slice(3)} with the right key`,
    token: ({ jws, claims, privateKey }: Forge) =>
      jws({ alg: `PS${hash.slice(3)}`, typ: 'JWT' }, claims(), rsa(privateKey, hash, 6)),
    causes: ALG,
  })),
  ...[
    'rs256',
    'Rs256',
    'RS256 ',
    ' RS256',
    'RS256\n',
    'RS256\u0000',
    'RS-256',
    'RSA256',
    'ＲＳ256',
    'RS1',
    'RSA-OAEP',
  ].map((alg) => ({ name: `alg spelled ${JSON.stringify(alg)}`, token: withHeader({ alg, typ: 'JWT' }), causes: ALG })),
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'].map((alg) => ({
    name: `alg is the name ${alg}`,
    token: ({ jws, claims }: Forge) => jws(`{"alg":"${alg}","typ":"JWT"}`, claims()),
    causes: ALG,
  })),
  {
    name: 'ES256 with the key of an attacker',
    token: ({ jws, claims }) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return jws({ alg: 'ES256', typ: 'JWT' }, claims(), (input) =>
        sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }),
      );
    },
    causes: ALG,
  },
  {
    name: 'ES256 with r = s = 0',
    token: ({ jws, claims }) => jws({ alg: 'ES256', typ: 'JWT' }, claims(), () => Buffer.alloc(64)),
    causes: ALG,
  },
  {
    name: 'EdDSA with the key of an attacker',
    token: ({ jws, claims }) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      return jws({ alg: 'EdDSA', typ: 'JWT' }, claims(), (input) => sign(null, Buffer.from(input), privateKey));
    },
    causes: ALG,
  },
  {
    name: 'RS256 in the header, PSS in the signature',
    token: ({ jws, claims, privateKey }) => jws(RS256, claims(), rsa(privateKey, 'sha256', 6)),
    causes: ['signed-by-unknown-key', 'signed-bytes-differ'],
  },
  {
    name: 'RS256 in the header, SHA-1 in the signature',
    token: ({ jws, claims, privateKey }) => jws(RS256, claims(), rsa(privateKey, 'sha1')),
    causes: ['signed-by-unknown-key', 'signed-bytes-differ'],
  },
  {
    name: 'a JWE encrypted to the public key',
    token: ({ claims, publicKey }) => {
      const key = publicEncrypt({ key: publicKey, oaepHash: 'sha1' }, Buffer.alloc(32));
      const header = segment({ alg: 'RSA-OAEP', enc: 'A256GCM', cty: 'JWT' });
      return [
        header,
        key.toString('base64url'),
        segment('iviviviviviv'),
        segment(claims()),
        segment('t'.repeat(16)),
      ].join('.');
    },
    causes: ['token-of-other-kind', 'not-a-jwt', ...ALG],
  },
];

export const der = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const pkcs1 = (key: KeyObject) => key.export({ type: 'pkcs1', format: 'pem' }).toString();
export const jwk = (key: KeyObject) => key.export({ format: 'jwk' });

const PUBLIC_KEY_SPELLINGS: { readonly [name: string]: (key: KeyObject) => string | Buffer } = {
  'SPKI PEM': spki,
  'SPKI PEM without the last newline': (key) => spki(key).trimEnd(),
  'SPKI PEM with CRLF': (key) => spki(key).replaceAll('\n', '\r\n'),
  'SPKI PEM after a newline': (key) => `\n${spki(key)}`,
  'SPKI PEM after a space': (key) => ` ${spki(key)}`,
  'SPKI PEM with escaped newlines': (key) => spki(key).replaceAll('\n', '\\n'),
  'SPKI PEM on one line': (key) => spki(key).replaceAll('\n', ''),
  'base64 of the SPKI': (key) => der(key).toString('base64'),
  'body of the SPKI PEM': (key) => spki(key).split('\n').slice(1, -2).join('\n'),
  'base64 of the PEM': (key) => Buffer.from(spki(key)).toString('base64'),
  'SPKI DER': der,
  'PKCS#1 PEM': pkcs1,
  'PKCS#1 DER': (key) => key.export({ type: 'pkcs1', format: 'der' }),
  'JWK text': (key) => JSON.stringify(jwk(key)),
  'JWK modulus': (key) => String(jwk(key).n),
  'modulus bytes': (key) => Buffer.from(String(jwk(key).n), 'base64url'),
  'SHA-256 fingerprint': (key) => createHash('sha256').update(der(key)).digest('base64'),
};

export const HS_CONFUSION: readonly AttackToken[] = [
  ...Object.entries(PUBLIC_KEY_SPELLINGS).flatMap(([name, spell]) =>
    ['sha256', 'sha512'].map((hash) => ({
      name: `HS${hash.slice(3)} keyed with the ${name}`,
      token: ({ jws, claims, publicKey }: Forge) =>
        jws({ alg: `HS${hash.slice(3)}`, typ: 'JWT' }, claims(), hmac(spell(publicKey), hash)),
      causes: ALG,
    })),
  ),
  ...['', 'secret', 'password', 'undefined', 'null', '[object Object]', '\u0000'].map((secret) => ({
    name: `HS256 keyed with ${JSON.stringify(secret)}`,
    token: ({ jws, claims }: Forge) => jws({ alg: 'HS256', typ: 'JWT' }, claims(), hmac(secret)),
    causes: ALG,
  })),
  {
    name: 'HS256 keyed with the application id',
    token: ({ jws, claims, applicationId }) => jws({ alg: 'HS256', typ: 'JWT' }, claims(), hmac(applicationId)),
    causes: ALG,
  },
  {
    name: 'RS256 in the header, an HMAC with the public key in the signature',
    token: ({ jws, claims, publicKey }) => jws(RS256, claims(), hmac(spki(publicKey))),
    causes: [
      'signed-by-unknown-key',
      'token-truncated',
      'algorithm-not-allowed',
      'secret-in-place-of-private-key',
      'signed-bytes-differ',
    ],
  },
];
