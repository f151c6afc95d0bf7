import type { CauseId } from '../../src/core/evidence/cause-id.ts';
import { type AttackToken, type Forge, hmac, type Members, RS256, rsa, segment } from './forge.ts';
import { ALG, der, jwk, withHeader } from './tokens-header.ts';

const UNKNOWN: readonly CauseId[] = ['signed-by-unknown-key'];

/** Signed with another key, which the header brings along. */
const bringing = (member: (forge: Forge) => Members) => (forge: Forge) =>
  forge.jws({ ...RS256, ...member(forge) }, forge.claims(), rsa(forge.other.privateKey));

const ADDRESSES = [
  'http://127.0.0.1:9/k.json',
  'https://attacker.example/k.json',
  'file:///etc/passwd',
  'data:application/json,{}',
  'gopher://127.0.0.1:9/_',
  'http://169.254.169.254/latest/meta-data',
  'http://[::1]:9/',
  '//attacker.example/k',
  '',
];

export const EMBEDDED_KEY: readonly AttackToken[] = [
  { name: 'jwk, public', token: bringing(({ other }) => ({ jwk: jwk(other.publicKey) })), causes: UNKNOWN },
  { name: 'jwk, private', token: bringing(({ other }) => ({ jwk: jwk(other.privateKey) })), causes: UNKNOWN },
  {
    name: 'jwk, e = 1',
    token: bringing(({ other }) => ({ jwk: { ...jwk(other.publicKey), e: 'AQ' } })),
    causes: UNKNOWN,
  },
  {
    name: 'jwk, symmetric',
    token: ({ jws, claims }) =>
      jws({ alg: 'HS256', jwk: { kty: 'oct', k: segment('x'.repeat(32)) } }, claims(), hmac('x'.repeat(32))),
    causes: ALG,
  },
  {
    name: 'jwk of the application, signed by another',
    token: bringing(({ publicKey }) => ({ jwk: jwk(publicKey) })),
    causes: UNKNOWN,
  },
  {
    name: 'x5c',
    token: bringing(({ other }) => ({ x5c: [der(other.publicKey).toString('base64')] })),
    causes: UNKNOWN,
  },
  { name: 'x5t and x5t#S256', token: bringing(() => ({ x5t: 'AAAA', 'x5t#S256': 'AAAA' })), causes: UNKNOWN },
  ...['jku', 'x5u'].flatMap((name) =>
    ADDRESSES.map((url) => ({ name: `${name} ${url}`, token: bringing(() => ({ [name]: url })), causes: UNKNOWN })),
  ),
  { name: 'jwks', token: bringing(({ other }) => ({ jwks: { keys: [jwk(other.publicKey)] } })), causes: UNKNOWN },
  {
    name: 'a jwk beside a genuine signature is ignored',
    token: ({ jws, claims, other }) => jws({ ...RS256, jwk: jwk(other.publicKey) }, claims()),
  },
];

const KIDS = [
  '../../../../etc/passwd',
  '/dev/null',
  '/proc/self/environ',
  "' UNION SELECT 'key' --",
  '1; DROP TABLE keys',
  '$(id)',
  '`id`',
  '| nc 127.0.0.1 9',
  'a\r\nX-Evil: 1',
  'a\u0000b',
  '{{7*7}}',
  'http://127.0.0.1:9/key',
  '__proto__',
  'constructor',
  '',
  '\ud800',
  'k'.repeat(3000),
  '%00',
  '..\\..\\windows\\win.ini',
  '*',
];

export const KID_INJECTION: readonly AttackToken[] = [
  ...KIDS.map((kid) => ({
    name: `kid ${JSON.stringify(kid.slice(0, 30))}, another key`,
    token: bringing(() => ({ kid })),
    causes: [...UNKNOWN, 'kid-unknown', 'token-json-malformed'] as const,
  })),
  {
    name: 'kid /dev/null, HS256 with an empty key',
    token: ({ jws, claims }) => jws({ alg: 'HS256', kid: '/dev/null' }, claims(), hmac('')),
    causes: ALG,
  },
  ...[{}, [], ['a'], 7, true, null].map((kid) => ({
    name: `kid is ${JSON.stringify(kid)}, genuine signature`,
    token: withHeader({ ...RS256, kid }),
    causes: ['kid-unknown', 'header-parameter-missing', 'token-json-malformed', 'claim-type-wrong'] as const,
  })),
  { name: 'a kid that names nothing, genuine signature', token: withHeader({ ...RS256, kid: 'my-key' }) },
];

const CRITS: readonly unknown[] = [
  ['exp'],
  ['b64'],
  ['http://example.com/UNDEFINED'],
  [],
  ['alg'],
  ['x', 'x'],
  ['exp', 'exp'],
  'exp',
  {},
  [''],
  [1],
  [null],
  null,
  false,
  true,
  0,
  1,
  '',
  [['exp']],
  ['__proto__'],
];

export const CRIT: readonly AttackToken[] = [
  ...CRITS.map((crit) => ({
    name: `crit ${JSON.stringify(crit)}`,
    token: withHeader({ ...RS256, crit, exp: 1, x: 1, 'http://example.com/UNDEFINED': true }),
    causes: ['crit-unsupported'] as const,
  })),
  { name: 'b64 false', token: withHeader({ ...RS256, b64: false }), causes: ['crit-unsupported'] },
  {
    name: 'b64 false and crit',
    token: withHeader({ ...RS256, b64: false, crit: ['b64'] }),
    causes: ['crit-unsupported'],
  },
  {
    name: 'b64 true and crit',
    token: withHeader({ ...RS256, b64: true, crit: ['b64'] }),
    causes: ['crit-unsupported'],
  },
  {
    name: 'b64 false, payload as it is',
    token: ({ claims, privateKey }) => {
      const input = `${segment({ ...RS256, b64: false, crit: ['b64'] })}.${JSON.stringify(claims())}`;
      return `${input}.${rsa(privateKey)(input).toString('base64url')}`;
    },
    causes: [
      'crit-unsupported',
      'not-a-jwt',
      'credentials-contain-whitespace',
      'base64-not-url-safe',
      'multiple-credentials',
      'token-truncated',
    ],
  },
  { name: 'zip DEF', token: withHeader({ ...RS256, zip: 'DEF' }), causes: ['crit-unsupported', 'token-of-other-kind'] },
  {
    name: 'enc',
    token: withHeader({ ...RS256, enc: 'A128GCM' }),
    causes: ['crit-unsupported', 'token-of-other-kind', 'algorithm-not-allowed'],
  },
];
