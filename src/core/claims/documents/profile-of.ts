import type { ClaimRule, Profile, TextForm } from '../profile.ts';
import { aud, exp, iat, iss, jti, nbf, optional, sub } from '../profiles/usual-claims.ts';
import type { ProfileDocument } from './document.ts';
import { CLAIM_TYPES } from './schema.ts';

/** The rules that a document states. It has been checked: `readProfile` does. */
export function profileOf(document: ProfileDocument): Profile {
  const { id, title = id, algorithms, identity = 'iss', required = [], typ, header = [] } = document;
  const { lifetimeSeconds, defaultLifetimeSeconds, leewaySeconds, issuers, audiences, scopes, hosts = [] } = document;
  return {
    id,
    name: title,
    source: document.source ?? 'https://www.rfc-editor.org/rfc/rfc7519',
    algorithms,
    header: [
      ...(header.includes('typ') ? [] : [typRule(typ)]),
      ...header.map((name) => (name === 'typ' ? { ...typRule(typ), required: true } : { name, required: true })),
    ],
    identityClaim: identity,
    claims: claimRules(document, document.identity === undefined ? required : [...required, identity]).map((rule) =>
      [identity, 'iss', 'sub'].includes(rule.name) ? rule : withUuidAsForm(rule),
    ),
    lifetime: {
      beyondMaximum: 'reject',
      measuredFrom: required.includes('iat') ? 'iat' : 'now',
      ...(lifetimeSeconds !== undefined && { maximumSeconds: lifetimeSeconds }),
      ...(defaultLifetimeSeconds !== undefined && { defaultSeconds: defaultLifetimeSeconds }),
    },
    ...(leewaySeconds !== undefined && { skewSeconds: leewaySeconds }),
    acl: false,
    isGeneral: true,
    ...(scopes !== undefined && { scopes }),
    ...placeOf(document.carriedIn?.[0]),
    hosts,
    ...((issuers ?? audiences) && {
      expected: { ...(issuers && { issuers }), ...(audiences && { audiences }) },
    }),
    ...(document.keys && { keys: document.keys }),
    rsaBits: { minimum: 2048, maximum: 4096 },
  };
}

/** Without JWT among the types, a token has to say which it is (RFC 8725 §3.11). */
function typRule(accepts: readonly string[] | undefined): Profile['header'][number] {
  if (accepts === undefined) return { name: 'typ', required: false };
  const isJwt = accepts.some((one) => one.toLowerCase() === 'jwt');
  return { name: 'typ', required: !isJwt, accepts, isMediaType: true };
}

/** The registered claims (RFC 7519 §4.1); the document says which of them it requires. */
const REGISTERED: readonly ClaimRule[] = [
  iss(),
  sub(),
  aud('Who the token is meant for.'),
  exp('When the token expires, in seconds since 1970-01-01 UTC.'),
  nbf(),
  iat(),
  jti(),
];

function claimRules(
  { types = {}, values = {}, means = {}, scopes }: ProfileDocument,
  required: readonly string[],
): readonly ClaimRule[] {
  const known = REGISTERED.map(({ name }) => name);
  const needed = scopes === undefined ? required : [...required, 'scope'];
  const own = [...needed, ...Object.keys(types), ...Object.keys(values), ...Object.keys(means)];
  const names = [...new Set([...known, ...own])];
  return names.map((name) => {
    // mutants: each is there once
    const usual = REGISTERED.find((rule) => rule.name === name) ?? optional(name, usualType(name, values), '');
    const type = Object.hasOwn(types, name) ? CLAIM_TYPES[types[name] as keyof typeof CLAIM_TYPES] : usual.type;
    const meaning = Object.hasOwn(means, name) ? means[name] : undefined;
    const accepted = Object.hasOwn(values, name) ? values[name] : undefined;
    return {
      ...usual,
      type,
      required: needed.includes(name),
      ...(meaning !== undefined && { means: meaning }),
      ...(accepted !== undefined && { form: oneOf(accepted) }),
    };
  });
}

/** What a UUID is told by in a claim that names nobody: its form. */
function withUuidAsForm(rule: ClaimRule): ClaimRule {
  if (rule.type !== 'uuid') return rule;
  return {
    ...rule,
    type: 'string',
    form: { matches: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, words: 'a UUID' },
  };
}

function usualType(name: string, values: NonNullable<ProfileDocument['values']>): ClaimRule['type'] {
  return Object.hasOwn(values, name) || name === 'scope' ? 'string' : 'any';
}

function oneOf(values: readonly string[]): TextForm {
  const alternatives = values.map((value) => value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return { matches: new RegExp(`^(?:${alternatives.join('|')})$`), words: values.slice(0, 5).join(' or ') };
}

function placeOf(place: string | undefined): Pick<Profile, 'carriedIn'> {
  if (place === undefined || place === 'authorization') return {};
  if (place === 'nowhere') return { carriedIn: 'nowhere' };
  const [kind, name = ''] = place.split(':');
  if (kind === 'query') return { carriedIn: { query: name } };
  if (kind === 'cookie') return { carriedIn: { cookie: name } };
  return { carriedIn: kind === 'body' ? { body: name } : { field: name } };
}
