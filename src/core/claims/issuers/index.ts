import type { JsonObject } from '../../encoding/json.ts';
import { IDENTITY_PROVIDERS } from './identity-providers.ts';
import type { Issuer, TokenKind } from './issuer.ts';
import { WORKLOADS } from './workloads.ts';

export const ISSUERS: readonly Issuer[] = [...IDENTITY_PROVIDERS, ...WORKLOADS];

/** No `iss` that is published is longer. */
const LONGEST = 512;

/** Who issued a token, told from its claims alone: by the form of `iss`, or by claims that no other issuer sets. */
export function issuerOf(claims: JsonObject): Issuer | undefined {
  const iss = claims['iss'];
  if (typeof iss !== 'string' || iss.length > LONGEST) return undefined;
  return (
    ISSUERS.find((issuer) => issuer.iss.test(iss) && (issuer.aud?.test(String(claims['aud'])) ?? true)) ??
    ISSUERS.find(({ marks }) => marks?.every((name) => Object.hasOwn(claims, name)))
  );
}

/** What kind of token of this issuer it is; `undefined` where it fits none. */
export function kindOf(issuer: Issuer, claims: JsonObject, header: JsonObject): TokenKind | undefined {
  return issuer.kinds.find((kind) => kind.fits(claims, header));
}
