import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NO_JWT, NOT_BEGUN, NOTHING_ARRIVED } from './usual-means.ts';

export const envoy: Product = {
  id: 'envoy',
  name: 'Envoy, Istio',
  source: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/jwt_authn_filter',
  look: {
    issuer:
      'Compare `issuer` of the provider (Istio: jwtRules.issuer of the RequestAuthentication) with iss of the token, slash included: mintmark doctor TOKEN --issuer VALUE.',
    audience: 'Compare `audiences` of the provider with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    key: 'Compare kid and alg of the token with the set at remote_jwks.uri (Istio: jwksUri): mintmark doctor TOKEN --jwks URL.',
    environment:
      'Fetch jwksUri from inside the mesh; look at `istioctl proxy-config` for the keys that the sidecar has.',
  },
  messages: [
    {
      id: 'issuer',
      says: ['Jwt issuer is not configured', 'Jwt_issuer_is_not_configured'],
      means: { 'issuer-not-expected': 5, 'token-of-other-kind': 1 },
      note: 'no provider (RequestAuthentication) has exactly this iss: often a trailing slash',
      sample: 'jwt_authn_access_denied{Jwt_issuer_is_not_configured}',
    },
    {
      id: 'audience',
      says: ['Audiences in Jwt are not allowed', 'Audiences_in_Jwt_are_not_allowed'],
      means: { 'audience-not-expected': 1 },
      sample: 'jwt_authn_access_denied{Audiences_in_Jwt_are_not_allowed}',
    },
    {
      id: 'key',
      says: [
        "Jwks doesn't have key to match kid or alg from Jwt",
        "Jwks_doesn't_have_key_to_match_kid_or_alg_from_Jwt",
      ],
      means: { 'key-not-in-set': 5, 'algorithm-key-mismatch': 2, 'kid-unknown': 2 },
      note: 'the set is another one, was cached before a rotation, or its JWK names a different alg than the token',
      sample: "Jwks doesn't have key to match kid or alg from Jwt",
    },
    {
      id: 'verification',
      says: ['Jwt verification fails', 'Jwt_verification_fails'],
      means: BAD_SIGNATURE,
      sample: 'Jwt verification fails',
    },
    { id: 'expired', says: ['Jwt is expired', 'Jwt_is_expired'], means: ENDED, sample: 'Jwt is expired' },
    { id: 'early', says: ['Jwt not yet valid', 'Jwt_not_yet_valid'], means: NOT_BEGUN, sample: 'Jwt not yet valid' },
    { id: 'missing', says: ['Jwt is missing', 'Jwt_is_missing'], means: NOTHING_ARRIVED, sample: 'Jwt is missing' },
    {
      id: 'form',
      says: ['Jwt is not in the form of Header.Payload.Signature', 'Jwt_is_not_in_the_form_of'],
      means: NO_JWT,
      sample: 'Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections',
    },
    {
      id: 'jwks',
      says: ['Jwks remote fetch is failed', 'Jwks_remote_fetch_is_failed'],
      means: { 'network-or-tls-failure': 1 },
      sample: 'Jwks remote fetch is failed',
    },
    {
      id: 'algorithm',
      says: ['Jwt header [alg] field is not supported', 'Jwt_header_[alg]_field_is_not_supported'],
      means: { 'algorithm-not-allowed': 1 },
      sample: 'Jwt header [alg] field is not supported',
    },
    {
      id: 'rbac',
      says: ['RBAC: access denied', 'rbac_access_denied'],
      means: { 'refused-after-authentication': 4, 'scope-not-granted': 2, 'authorization-missing': 2 },
      note: 'no rule of the AuthorizationPolicy allows it, or one denies it; without a token there is no requestPrincipal',
      sample: 'RBAC: access denied',
      after: {
        what: 'a rule of an AuthorizationPolicy (Envoy: RBAC) does not let the request pass',
        party: 'verifier',
        step: 'Compare the conditions of the policy (request.auth.claims, request.auth.audiences, requestPrincipals) with the claims: istioctl x authz check POD, and mintmark inspect TOKEN. Without a valid token there is no requestPrincipal. Claims that are lists behave differently with notValues since Istio 1.21.',
      },
    },
  ],
};
