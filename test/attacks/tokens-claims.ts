import type { CauseId } from '../../src/core/evidence/cause-id.ts';
import { type AttackToken, type Forge, type Members, RS256, rsa } from './forge.ts';

const TYPE: readonly CauseId[] = ['claim-type-wrong', 'claim-missing'];
/** What no JSON reader agrees on is refused as JSON. */
const RANGE: readonly CauseId[] = ['token-json-malformed', 'lifetime-too-long', 'claim-type-wrong'];
const OLD: readonly CauseId[] = [
  'token-expired',
  'token-cached-past-expiry',
  'clock-behind',
  'clock-ahead',
  'lifetime-impossible',
  'time-zone-offset',
  'duration-in-place-of-time',
  'claim-type-wrong',
  'time-units-mixed',
];
const EARLY: readonly CauseId[] = [
  'token-not-yet-valid',
  'clock-ahead',
  'time-zone-offset',
  'time-in-milliseconds',
  'time-units-mixed',
  'lifetime-impossible',
  'claim-type-wrong',
  'duration-in-place-of-time',
];

const withClaims = (change: (now: number, forge: Forge) => Members) => (forge: Forge) =>
  forge.jws(RS256, forge.claims(change(forge.now, forge)));

/** A number that JSON.stringify cannot write. */
const withNumber = (name: string, number: string) => (forge: Forge) =>
  forge.jws(RS256, JSON.stringify(forge.claims({ [name]: 'NUMBER' })).replace('"NUMBER"', number));

const NOT_NUMBERS: readonly unknown[] = [
  '',
  'tomorrow',
  '1795514553',
  true,
  false,
  null,
  [],
  [1795514553],
  {},
  { $gt: 0 },
];

export const TIME: readonly AttackToken[] = [
  ...['exp', 'nbf', 'iat'].flatMap((name) =>
    NOT_NUMBERS.map((value) => ({
      name: `${name} is ${JSON.stringify(value)}`,
      token: withClaims(() => ({ [name]: value })),
      causes: TYPE,
    })),
  ),
  ...['1e400', '-1e400', '1e308', '1e30', '9007199254740993', '-9007199254740993'].flatMap((number) => [
    {
      name: `exp ${number}`,
      token: withNumber('exp', number),
      causes: [...OLD, ...RANGE, 'time-in-milliseconds'] as const,
    },
    { name: `iat ${number}`, token: withNumber('iat', number), causes: [...EARLY, ...OLD, ...RANGE] },
  ]),
  { name: 'nbf 1e400', token: withNumber('nbf', '1e400'), causes: RANGE },
  {
    name: 'exp one second past the leeway',
    token: withClaims((now) => ({ iat: now - 600, exp: now - 32 })),
    causes: OLD,
  },
  { name: 'exp zero', token: withClaims(() => ({ exp: 0 })), causes: OLD },
  { name: 'exp negative', token: withClaims(() => ({ exp: -1 })), causes: OLD },
  { name: 'exp in 1999', token: withClaims(() => ({ exp: 915_148_800 })), causes: OLD },
  { name: 'exp before iat', token: withClaims((now) => ({ iat: now - 5, exp: now - 3600 })), causes: OLD },
  { name: 'iat three minutes ahead', token: withClaims((now) => ({ iat: now + 180, exp: now + 900 })), causes: EARLY },
  { name: 'nbf three minutes ahead', token: withClaims((now) => ({ nbf: now + 180 })), causes: EARLY },
  { name: 'nbf in the year 9999', token: withClaims(() => ({ nbf: 253_402_300_799 })), causes: EARLY },
  { name: 'iat in milliseconds', token: withClaims((now) => ({ iat: now * 1000 })), causes: EARLY },
  { name: 'nbf in milliseconds', token: withClaims((now) => ({ nbf: now * 1000 })), causes: EARLY },
  {
    name: 'iat and exp in milliseconds',
    token: withClaims((now) => ({ iat: now * 1000, exp: now * 1000 + 900_000 })),
    causes: EARLY,
  },
  { name: 'iat in microseconds', token: withClaims((now) => ({ iat: now * 1e6 })), causes: EARLY },
  { name: 'exp is a duration', token: withClaims(() => ({ exp: 900 })), causes: OLD },
  {
    name: 'iat 25 hours ago, exp in an hour',
    token: withClaims((now) => ({ iat: now - 90_000, exp: now + 3600 })),
    causes: ['lifetime-too-long', ...OLD],
  },
  {
    name: 'iat two days ago, exp in a year',
    token: withClaims((now) => ({ iat: now - 172_800, exp: now + 31_536_000 })),
    causes: ['lifetime-too-long', 'lifetime-at-limit', ...OLD],
  },
  {
    name: 'iat zero, exp in an hour',
    token: withClaims((now) => ({ iat: 0, exp: now + 3600 })),
    causes: ['lifetime-too-long', ...OLD],
  },
  {
    name: 'no exp, iat 20 minutes ago',
    token: withClaims((now) => ({ iat: now - 1200, exp: undefined })),
    causes: OLD,
  },
  { name: 'no iat', token: withClaims(() => ({ iat: undefined })), causes: ['claim-missing', 'claim-misnamed'] },
  {
    name: 'neither iat nor exp',
    token: withClaims(() => ({ iat: undefined, exp: undefined })),
    causes: ['claim-missing', 'claim-misnamed'],
  },
  { name: 'no jti', token: withClaims(() => ({ jti: undefined })), causes: ['claim-missing', 'claim-misnamed'] },
  ...[1, null, true, [], {}, ''].map((jti) => ({
    name: `jti is ${JSON.stringify(jti)}`,
    token: withClaims(() => ({ jti })),
    causes: ['claim-type-wrong', 'claim-missing'] as const,
  })),
  ...[1, null, true, [], {}, ''].map((sub) => ({
    name: `sub is ${JSON.stringify(sub)}`,
    token: withClaims(() => ({ sub })),
    causes: ['claim-type-wrong', 'subject-invalid', 'claim-missing'] as const,
  })),
  { name: 'exp 25 s ago is inside the leeway', token: withClaims((now) => ({ iat: now - 900, exp: now - 25 })) },
  { name: 'iat 25 s ahead is inside the leeway', token: withClaims((now) => ({ iat: now + 25, exp: now + 900 })) },
  { name: 'nbf 25 s ahead is inside the leeway', token: withClaims((now) => ({ nbf: now + 25 })) },
  { name: 'no exp, iat now, is accepted', token: withClaims((now) => ({ iat: now, exp: undefined })) },
  {
    name: 'exp in a year, iat now, is accepted for a day',
    token: withClaims((now) => ({ iat: now, exp: now + 31_536_000 })),
  },
  { name: 'exp with a fraction is accepted', token: withClaims((now) => ({ exp: now + 600.5 })) },
  {
    name: 'exp in exponent form is accepted',
    token: (forge) => withNumber('exp', `${(forge.now + 600) / 10}e1`)(forge),
  },
  { name: 'nbf zero is accepted', token: withClaims(() => ({ nbf: 0 })) },
];

const ACL: readonly CauseId[] = ['acl-malformed', 'claim-type-wrong'];

const ACLS: readonly unknown[] = [
  '',
  'all',
  '*',
  '{"paths":{}}',
  1,
  true,
  false,
  null,
  [],
  ['/**'],
  {},
  { path: { '/**': {} } },
  { paths: null },
  { paths: '/**' },
  { paths: ['/**'] },
  { paths: { '/**': null } },
  { paths: { '/**': true } },
  { paths: { '/**': ['GET'] } },
  { paths: { '/**': { methods: 'GET' } } },
  { paths: { '/**': { methods: null } } },
  { paths: { '/**': { methods: [1] } } },
  { paths: { '/**': { methods: { GET: true } } } },
  { paths: { '/**': { filters: 'x' } } },
  { paths: { 'v1/**': {} } },
  { paths: { '': {} } },
];

export const ACL_CLAIM: readonly AttackToken[] = [
  ...ACLS.map((acl) => ({ name: `acl is ${JSON.stringify(acl)}`, token: withClaims(() => ({ acl })), causes: ACL })),
  {
    name: 'an acl with extra members is accepted',
    token: withClaims(() => ({ acl: { paths: { '/**': { x: 1 } }, y: 2 } })),
  },
  {
    name: '__proto__ as a pattern is malformed',
    token: (forge) =>
      forge.jws(RS256, JSON.stringify(forge.claims()).replace('{', '{"acl":{"paths":{"__proto__":{}}},')),
    causes: ACL,
  },
];

const ID: readonly CauseId[] = [
  'identity-claim-mistaken',
  'claim-type-wrong',
  'claim-missing',
  'claim-misnamed',
  'signed-by-unknown-key',
  'application-unknown',
];

const NEAR_IDS: { readonly [name: string]: (id: string) => unknown } = {
  'in upper case': (id) => id.toUpperCase(),
  'with a space behind': (id) => `${id} `,
  'with a space before': (id) => ` ${id}`,
  'with a newline behind': (id) => `${id}\n`,
  'with a NUL behind': (id) => `${id}\u0000`,
  'in braces': (id) => `{${id}}`,
  'without hyphens': (id) => id.replaceAll('-', ''),
  'as a URN': (id) => `urn:uuid:${id}`,
  'cut short': (id) => id.slice(0, -1),
  'with a letter more': (id) => `${id}0`,
  'with a homoglyph': (id) => id.replace(/[a-e]/, '\u0430'),
  'with a zero-width space': (id) => `${id.slice(0, 8)}\u200b${id.slice(8)}`,
  'with full-width digits': (id) => id.replace(/\d/, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  'in an array': (id) => [id],
  'in an object': (id) => ({ $eq: id }),
  'a wild card': () => '*',
  'a wild card of SQL': () => '%',
  SQL: (id) => `${id}' OR '1'='1`,
  'a path': (id) => `../${id}`,
  empty: () => '',
  null: () => null,
  zero: () => 0,
  true: () => true,
  __proto__: () => '__proto__',
  constructor: () => 'constructor',
  'the nil UUID': () => '00000000-0000-0000-0000-000000000000',
  'very long': (id) => id.repeat(50),
};

export const APPLICATION: readonly AttackToken[] = [
  ...Object.entries(NEAR_IDS).map(([name, change]) => ({
    name: `the id ${name}`,
    token: withClaims((_, { applicationId }) => ({ application_id: change(applicationId) })),
    causes: ID,
  })),
  { name: 'no id', token: withClaims(() => ({ application_id: undefined })), causes: ID },
  ...['applicationId', 'iss', 'sub', 'client_id', 'app_id'].map((name) => ({
    name: `the id in ${name}`,
    token: withClaims((_, { applicationId }) => ({ application_id: undefined, [name]: applicationId })),
    causes: ID,
  })),
  {
    name: 'the id of another application',
    token: withClaims((_, { otherApplicationId }) => ({ application_id: otherApplicationId })),
    causes: ID,
    libraryAccepts: true,
  },
  {
    name: 'an id that nobody has',
    token: withClaims(() => ({ application_id: '9d3f0c51-7d0c-4c1e-8a55-2f6f3f1e7b10' })),
    causes: ID,
    libraryAccepts: true,
  },
  {
    name: 'the id of this application, the key of another',
    token: ({ jws, claims, other }) => jws(RS256, claims(), rsa(other.privateKey)),
    causes: ID,
  },
];
