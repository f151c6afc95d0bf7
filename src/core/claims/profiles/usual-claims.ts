import type { ClaimRule, TextForm } from '../profile.ts';

/** Of a NumericDate, where a provider takes no fraction of a second. */
export const WHOLE_SECONDS: TextForm = { matches: /^-?\d+$/, words: 'a whole number of seconds' };

/** RFC 7518 §3.3 asks for 2048 bits; no provider says that it takes keys beyond 4096. */
export const RSA_BITS = { minimum: 2048, maximum: 4096 } as const;

type Change = Partial<Omit<ClaimRule, 'name'>>;

/** The registered claims (RFC 7519 §4.1) as most providers have them; `change` is laid over the rule. */
export const iss = (change: Change = {}): ClaimRule => ({
  name: 'iss',
  type: 'string',
  required: true,
  means: 'Who issued the token.',
  misnamedAs: ['issuer'],
  ...change,
});

export const sub = (change: Change = {}): ClaimRule => ({
  name: 'sub',
  type: 'string',
  required: true,
  means: 'Who the token is about.',
  misnamedAs: ['subject'],
  ...change,
});

export const aud = (means: string, change: Change = {}): ClaimRule => ({
  name: 'aud',
  type: 'string-or-array',
  required: true,
  means,
  misnamedAs: ['audience'],
  ...change,
});

export const iat = (change: Change = {}): ClaimRule => ({
  name: 'iat',
  type: 'numeric-date',
  required: true,
  means: 'When the token was issued, in seconds since 1970-01-01 UTC.',
  misnamedAs: ['issued_at', 'issuedAt'],
  ...change,
});

export const nbf = (change: Change = {}): ClaimRule => ({
  name: 'nbf',
  type: 'numeric-date',
  required: false,
  means: 'When the token becomes valid, in seconds since 1970-01-01 UTC.',
  misnamedAs: ['not_before', 'notBefore'],
  ...change,
});

export const exp = (means: string, change: Change = {}): ClaimRule => ({
  name: 'exp',
  type: 'numeric-date',
  required: true,
  means,
  misnamedAs: ['expires_at', 'expiresAt', 'expires', 'expiration'],
  ...change,
});

export const jti = (change: Change = {}): ClaimRule => ({
  name: 'jti',
  type: 'string',
  required: true,
  means: 'An identifier that no other token of the issuer has.',
  misnamedAs: ['jwt_id', 'jwtId', 'token_id', 'nonce'],
  ...change,
});

export const optional = (name: string, type: ClaimRule['type'], means: string): ClaimRule => ({
  name,
  type,
  required: false,
  means,
});
