import type { JsonObject } from '../../encoding/json.ts';
import { IDENTITY_PROVIDERS } from './identity-providers.ts';
import type { Issuer, TokenKind } from './issuer.ts';
import { WORKLOADS } from './workloads.ts';

export const ISSUERS: readonly Issuer[] = [...IDENTITY_PROVIDERS, ...WORKLOADS];

/** No `iss` that is published is longer. */
const LONGEST = 512;

/** Who issued a token, told from its claims alone: by the form of `iss`, or by claims that no other issuer sets. */
export function issuerOf(claims: JsonObject): Issuer | undefined {
  const { iss, sub } = claims;
  const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST;
  // mutants: one issuer is told by its subject
  const bySubject = isText(sub) ? ISSUERS.find((issuer) => issuer.sub?.test(sub)) : undefined;
  if (!isText(iss)) return iss === undefined ? bySubject : undefined;
  return (
    // mutants: no two have the same form
    ISSUERS.find((issuer) => issuer.iss.test(iss) && (issuer.aud?.test(String(claims['aud'])) ?? true)) ??
    bySubject ??
    // mutants: one issuer is told by marks, by a single one
    ISSUERS.find(({ marks }) => marks?.every((name) => Object.hasOwn(claims, name)))
  );
}

/**
 * What to give for the keys of a token: the address that its issuer publishes them at, to be handed over as --jwks, or
 * words that say where they are. `undefined` where nothing follows from the claims.
 */
export function keysOf(claims: JsonObject): { readonly url: string } | { readonly words: string } | undefined {
  const { iss } = claims;
  const issuer = issuerOf(claims);
  const { keys, keysInWords } = issuer ?? { keys: '{iss}/.well-known/openid-configuration', keysInWords: undefined };
  if (keysInWords !== undefined) return { words: keysInWords };
  // mutants: who has no address has words, as a test of all issuers says
  if (typeof iss !== 'string' || iss.length > LONGEST || keys === undefined) return undefined;
  if (!keys.includes('{iss}')) return { url: keys };
  const base = iss.replace(/\/$/, '');
  return /^https?:\/\/[\w.:-]+(?:\/[\w.~%/-]+)?$/.test(base) ? { url: keys.replace('{iss}', base) } : undefined;
}

/** What kind of token of this issuer it is; `undefined` where it fits none. */
export function kindOf(issuer: Issuer, claims: JsonObject, header: JsonObject): TokenKind | undefined {
  return issuer.kinds.find((kind) => kind.fits(claims, header));
}
