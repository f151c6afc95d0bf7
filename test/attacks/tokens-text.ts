import { deflateRawSync } from 'node:zlib';
import type { CauseId } from '../../src/core/evidence/cause-id.ts';
import { type AttackToken, type Forge, RS256, rsa, segment } from './forge.ts';

const JSON_FAULT: readonly CauseId[] = ['token-json-malformed', 'duplicate-member'];
const SHAPE: readonly CauseId[] = [
  'not-a-jwt',
  'token-truncated',
  'base64-not-url-safe',
  'token-encoded-twice',
  'credentials-contain-whitespace',
  'multiple-credentials',
  'bearer-scheme-malformed',
  'token-of-other-kind',
  'token-json-malformed',
];

const text = (forge: Forge, change = {}) => JSON.stringify(forge.claims(change));

/** Genuine signatures over payloads made from the text of good claims. */
const PAYLOADS: { readonly [name: string]: (good: string, forge: Forge) => string | Buffer } = {
  'an array': (good) => `[${good}]`,
  'a string': (good) => JSON.stringify(good),
  'a number': () => '1',
  null: () => 'null',
  true: () => 'true',
  'nothing but a space': () => ' ',
  'two documents': (good) => good + good,
  'garbage after the end': (good) => `${good}x`,
  'a NUL after the end': (good) => `${good}\u0000`,
  'a trailing comma': (good) => good.replace(/}$/, ',}'),
  'a line comment': (good) => good.replace('{', '{//x\n'),
  'a block comment': (good) => good.replace('{', '{/*x*/'),
  'single quotes': (good) => good.replaceAll('"', "'"),
  'bare names': (good) => good.replace('"jti"', 'jti'),
  NaN: (good) => good.replace(/"exp":\d+/, '"exp":NaN'),
  Infinity: (good) => good.replace(/"exp":\d+/, '"exp":Infinity'),
  'a hexadecimal number': (good) => good.replace(/"exp":\d+/, '"exp":0xFFFFFFFF'),
  'a number with a leading zero': (good) => good.replace(/"exp":/, '"exp":0'),
  'a number with a plus sign': (good) => good.replace(/"exp":/, '"exp":+'),
  'a number that ends in a point': (good) => good.replace(/("exp":\d+)/, '$1.'),
  'a control character in a string': (good) => good.replace('attack', 'at\u0001tack'),
  'a newline in a string': (good) => good.replace('attack', 'at\ntack'),
  'an unknown escape': (good) => good.replace('attack', 'at\\xtack'),
  'a form feed between members': (good) => good.replace(',', ',\f'),
  'a no-break space between members': (good) => good.replace(',', ',\u00a0'),
  'a byte order mark': (good) => `\ufeff${good}`,
  'UTF-16, little endian': (good) => Buffer.from(`\ufeff${good}`, 'utf16le'),
  'a byte 0xFF in a string': (good) => bytes(good, [0xff]),
  'an overlong slash': (good) => bytes(good, [0xc0, 0xaf]),
  'half a character': (good) => bytes(good, [0xe2, 0x82]),
  'a surrogate in UTF-8': (good) => bytes(good, [0xed, 0xa0, 0x80]),
  'a lone surrogate escape': (good) => good.replace('attack', '\\ud800'),
  'application_id twice': (good, { otherApplicationId }) =>
    good.replace('{', `{"application_id":"${otherApplicationId}",`),
  'application_id twice, equal': (good, { applicationId }) =>
    good.replace('{', `{"application_id":"${applicationId}",`),
  'exp twice': (good) => good.replace('{', '{"exp":1,'),
  'exp twice, one escaped': (good) => good.replace('{', '{"\\u0065xp":1,'),
  'iat twice, last wins': (good, { now }) => good.replace('}', `,"iat":${now}}`),
  'a duplicate deep inside': (good) => good.replace('{', '{"deep":{"a":[{"b":1,"b":2}]},'),
  '__proto__ twice': (good) => good.replace('{', '{"__proto__":1,"__proto__":2,'),
  '40 levels of arrays': (good) => good.replace('{', `{"deep":${'['.repeat(40)}${']'.repeat(40)},`),
  '2,000 levels of arrays': (good) => good.replace('{', `{"deep":${'['.repeat(1000)}${']'.repeat(1000)},`),
  'compressed claims': (good) => deflateRawSync(good),
  'the claims in base64': (good) => Buffer.from(good).toString('base64'),
  nothing: () => '',
};

function bytes(good: string, inside: readonly number[]): Buffer {
  const [before = '', after = ''] = good.split('attack');
  return Buffer.concat([Buffer.from(before), Buffer.from(inside), Buffer.from(after)]);
}

const HEADERS: { readonly [name: string]: string | Buffer } = {
  'alg twice, RS256 last': '{"alg":"none","alg":"RS256"}',
  'alg twice, equal': '{"alg":"RS256","alg":"RS256"}',
  'alg twice, one escaped': '{"alg":"RS256","\\u0061lg":"none"}',
  'an array': '[{"alg":"RS256"}]',
  'a string': '"RS256"',
  null: 'null',
  'a byte order mark': '\ufeff{"alg":"RS256","typ":"JWT"}',
  'a byte 0xFF': Buffer.concat([Buffer.from('{"alg":"RS256","x":"'), Buffer.from([0xff]), Buffer.from('"}')]),
  'a trailing comma': '{"alg":"RS256",}',
  'single quotes': "{'alg':'RS256'}",
  'two documents': '{"alg":"RS256"}{"alg":"RS256"}',
  'nothing at all': '',
};

export const JSON_TEXT: readonly AttackToken[] = [
  ...Object.entries(PAYLOADS).map(([name, change]) => ({
    name: `payload: ${name}`,
    token: (forge: Forge) => forge.jws(RS256, change(text(forge), forge)),
    causes: [...JSON_FAULT, ...SHAPE, 'token-too-large', 'claim-missing'] as const,
  })),
  ...Object.entries(HEADERS).map(([name, header]) => ({
    name: `header: ${name}`,
    token: (forge: Forge) => forge.jws(header, forge.claims()),
    causes: [...JSON_FAULT, ...SHAPE, 'algorithm-not-allowed'] as const,
  })),
  { name: 'payload with space around it is accepted', token: (forge) => forge.jws(RS256, ` \n\t${text(forge)}\r\n`) },
  {
    name: 'payload with letters escaped is accepted',
    token: (forge) => forge.jws(RS256, text(forge).replace('"exp"', '"\\u0065xp"')),
  },
  {
    name: '__proto__ as the name of a claim is data',
    token: (forge) => forge.jws(RS256, text(forge).replace('{', '{"__proto__":{"admin":true},')),
  },
  {
    name: 'constructor as the name of a claim is data',
    token: (forge) => forge.jws(RS256, forge.claims({ constructor: { prototype: { admin: 1 } } })),
  },
  {
    name: 'text beyond ASCII is accepted',
    token: (forge) => forge.jws(RS256, forge.claims({ sub: 'Zoë 🦉', note: '日本' })),
  },
  {
    name: 'JSON in another order, with space, is accepted',
    token: (forge) => forge.jws('{ "typ" : "JWT", "alg" : "RS256" }', forge.claims()),
  },
];

const good = ({ jws, claims }: Forge) => jws(RS256, claims());
const changed = (change: (parts: [string, string, string], forge: Forge) => string) => (forge: Forge) =>
  change(good(forge).split('.') as [string, string, string], forge);

/** A second spelling of the same bytes: the last letter with one of its unused bits set. */
function looseEnd(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return part.slice(0, -1) + alphabet.charAt(alphabet.indexOf(part.slice(-1)) | 1);
}

/** A payload whose base64url leaves bits unused. */
const padded = (forge: Forge): [string, string, string] => {
  for (let blanks = 0; ; blanks++) {
    const parts = forge.jws(RS256, text(forge) + ' '.repeat(blanks)).split('.') as [string, string, string];
    if (parts[1].length % 4 !== 0) return parts;
  }
};

export const ENCODING: readonly AttackToken[] = [
  { name: 'unused bits in the signature', token: changed(([h, p, s]) => `${h}.${p}.${looseEnd(s)}`), causes: SHAPE },
  {
    name: 'unused bits in the payload',
    token: (forge) =>
      padded(forge)
        .map((part, at) => (at === 1 ? looseEnd(part) : part))
        .join('.'),
    causes: SHAPE,
  },
  {
    name: 'unused bits in the payload, signed so',
    token: (forge) => {
      const [h, p] = padded(forge);
      const input = `${h}.${looseEnd(p)}`;
      return `${input}.${rsa(forge.privateKey)(input).toString('base64url')}`;
    },
    causes: SHAPE,
  },
  ...['=', '==', '+', '/', '#', '?', '*', '%3D', '\u00e9', '!', '~', '\\', '"', ',', ';'].flatMap((mark) => [
    { name: `${mark} after the signature`, token: changed(([h, p, s]) => `${h}.${p}.${s}${mark}`), causes: SHAPE },
    {
      name: `${mark} inside the payload`,
      token: changed(([h, p, s]) => `${h}.${p.slice(0, 8)}${mark}${p.slice(8)}.${s}`),
      causes: SHAPE,
    },
    { name: `${mark} after the header`, token: changed(([h, p, s]) => `${h}${mark}.${p}.${s}`), causes: SHAPE },
  ]),
  ...[' ', '\t', '\n', '\r', '\r\n', '\u00a0', '\u200b', '\ufeff', '\u0000', '\u000b'].flatMap((blank) => [
    {
      name: `${JSON.stringify(blank)} inside the signature`,
      token: changed(([h, p, s]) => `${h}.${p}.${s.slice(0, 9)}${blank}${s.slice(9)}`),
      causes: SHAPE,
    },
    {
      name: `${JSON.stringify(blank)} after a dot`,
      token: changed(([h, p, s]) => `${h}.${blank}${p}.${s}`),
      causes: SHAPE,
    },
  ]),
  ...['A', 'AA', 'AAA'].map((tail) => ({
    name: `${tail} after the header`,
    token: changed(([h, p, s]) => `${h}${tail}.${p}.${s}`),
    causes: [...SHAPE, ...JSON_FAULT, 'signed-by-unknown-key'] as const,
  })),
  {
    name: 'standard base64 throughout, signed so',
    token: (forge) => {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
      const input = `${part(RS256)}.${part(forge.claims({ note: '>>>???~~~' }))}`;
      return `${input}.${rsa(forge.privateKey)(input).toString('base64')}`;
    },
    causes: SHAPE,
  },
  {
    name: 'the whole token in base64',
    token: (forge) => Buffer.from(good(forge)).toString('base64url'),
    causes: SHAPE,
  },
  { name: 'the whole token percent-encoded', token: (forge) => good(forge).replaceAll('.', '%2E'), causes: SHAPE },
  { name: 'the whole token in quotes', token: (forge) => `"${good(forge)}"`, causes: SHAPE },
  {
    name: 'the whole token in lower case',
    token: (forge) => good(forge).toLowerCase(),
    causes: [...SHAPE, ...JSON_FAULT],
  },
  { name: 'full stops of another script', token: (forge) => good(forge).replaceAll('.', '\u3002'), causes: SHAPE },
];

export const STRUCTURE: readonly AttackToken[] = [
  { name: 'one segment', token: changed(([h]) => h), causes: SHAPE },
  { name: 'two segments', token: changed(([h, p]) => `${h}.${p}`), causes: SHAPE },
  { name: 'an empty signature', token: changed(([h, p]) => `${h}.${p}.`), causes: SHAPE },
  { name: 'an empty payload', token: changed(([h, , s]) => `${h}..${s}`), causes: SHAPE },
  { name: 'an empty header', token: changed(([, p, s]) => `.${p}.${s}`), causes: SHAPE },
  { name: 'a dot before', token: changed((parts) => `.${parts.join('.')}`), causes: SHAPE },
  { name: 'a dot behind', token: changed((parts) => `${parts.join('.')}.`), causes: SHAPE },
  { name: 'a segment more', token: changed((parts) => `${parts.join('.')}.AAAA`), causes: SHAPE },
  { name: 'five segments', token: changed(([h, p, s]) => [h, p, s, h, p].join('.')), causes: SHAPE },
  { name: 'the token twice', token: changed((parts) => `${parts.join('.')}.${parts.join('.')}`), causes: SHAPE },
  {
    name: 'segments in another order',
    token: changed(([h, p, s]) => [p, h, s].join('.')),
    causes: [...SHAPE, 'algorithm-not-allowed', 'header-parameter-missing', 'claim-missing'],
  },
  { name: 'only dots', token: () => '..', causes: SHAPE },
  { name: '8,000 dots', token: () => '.'.repeat(8000), causes: SHAPE },
  { name: 'a good token and 6,000 dots', token: (forge) => good(forge) + '.'.repeat(6000), causes: SHAPE },
  { name: 'a token of 8,193 bytes', token: (forge) => sized(forge, 8193), causes: ['token-too-large'] },
  { name: 'a token of 8,191 bytes is accepted', token: (forge) => sized(forge, 8191) },
  { name: 'a token of 8,192 bytes is accepted', token: (forge) => sized(forge, 8192) },
  ...[
    'undefined',
    'null',
    '[object Object]',
    '$TOKEN',
    '{{ secrets.JWT }}',
    '<token>',
    'Bearer',
    'true',
    '0',
    '{}',
    '%00',
  ].map((word) => ({ name: `the text ${word}`, token: () => word, causes: SHAPE })),
];

/** A genuine token of this many characters; where no payload is long enough to the letter, the header helps. */
function sized(forge: Forge, length: number): string {
  for (let more = 0; more < 4; more++) {
    const header = JSON.stringify(RS256) + ' '.repeat(more);
    const rest = length - segment(header).length - 2 - 342;
    const bytes = Math.floor((rest * 3) / 4);
    const filler = bytes - JSON.stringify(forge.claims({ fill: '' })).length;
    const token = forge.jws(header, forge.claims({ fill: 'x'.repeat(filler) }));
    if (token.length === length) return token;
  }
  throw new Error(`no token has ${length} characters`);
}

export const JSON_SERIALIZATION: readonly AttackToken[] = [
  {
    name: 'general',
    token: changed(([h, p, s]) => JSON.stringify({ payload: p, signatures: [{ protected: h, signature: s }] })),
    causes: SHAPE,
  },
  {
    name: 'flattened',
    token: changed(([h, p, s]) => JSON.stringify({ protected: h, payload: p, signature: s })),
    causes: SHAPE,
  },
  {
    name: 'flattened, unprotected alg',
    token: changed(([, p, s]) => JSON.stringify({ header: { alg: 'none' }, payload: p, signature: s })),
    causes: SHAPE,
  },
  {
    name: 'a compact token and a flattened one at once',
    token: changed(
      ([h, p, s], { claims, otherApplicationId }) =>
        `{"${h}.":"","protected":"${h}","payload":"${segment(claims({ application_id: otherApplicationId }))}","signature":"${s}","x":".${p}."}`,
    ),
    causes: SHAPE,
  },
  { name: 'a JSON array of parts', token: changed((parts) => JSON.stringify(parts)), causes: SHAPE },
];
