import type { CauseId } from '../evidence/cause-id.ts';

const KEYS =
  'That is jwk-set-uri in Spring, MetadataAddress (or Authority) in ASP.NET, jwksUri of jwks-rsa in express, remote_jwks in Envoy, jwksUri in Istio, jwks_url in Vault, auth_jwt_key_request in nginx, and the credential of the consumer in Kong.';

/** Where the verifiers that people run have the setting that a cause is about. */
const LINES: { readonly [cause in CauseId]?: string } = {
  'issuer-not-expected':
    'That is issuer-uri in Spring, ValidIssuer in ASP.NET, issuer in express, Envoy, Istio and Kong (openid-connect), bound_issuer in Vault, and a map of $jwt_claim_iss in nginx.',
  'audience-not-expected':
    'That is audiences in Spring, Envoy and Istio, ValidAudiences in ASP.NET, audience in express, bound_audiences in Vault, audience_required in Kong (openid-connect), and a map of $jwt_claim_aud in nginx.',
  'algorithm-not-allowed':
    'That is jws-algorithms in Spring, ValidAlgorithms in ASP.NET, algorithms in express, jwt_supported_algs in Vault, algorithm of the credential in Kong, and alg of the key in the set for Envoy, Istio and nginx.',
  'key-not-in-set': KEYS,
  'verifier-holds-wrong-key': KEYS,
  'clock-ahead':
    'A leeway is JwtTimestampValidator(Duration) in Spring, ClockSkew in ASP.NET, clockTolerance in express, clock_skew_seconds in Envoy, clock_skew_leeway in Vault, and auth_jwt_leeway in nginx.',
};

/** For a verifier of which nothing is known: what the setting is called in each; `undefined` where none is to be changed. */
export function lineOfVerifier(cause: CauseId): string | undefined {
  return LINES[cause];
}
