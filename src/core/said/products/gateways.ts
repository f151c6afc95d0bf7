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
      note: 'no provider (RequestAuthentication) has this iss, to the letter: often a slash at its end',
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
      note: 'the set is another one, was cached before a rotation, or its JWK says another alg than the token',
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
      id: 'rbac',
      says: ['RBAC: access denied', 'rbac_access_denied'],
      means: { 'scope-not-granted': 3, 'authorization-missing': 2 },
      note: 'no rule of the AuthorizationPolicy lets it pass; without a token there is no requestPrincipal',
      sample: 'RBAC: access denied',
    },
  ],
};

export const kong: Product = {
  id: 'kong',
  name: 'Kong',
  source: 'https://developer.konghq.com/plugins/jwt/',
  look: {
    key: 'GET /consumers/NAME/jwt of the Admin API: rsa_public_key has to be the public key of your private key, with its line breaks (mintmark keys check).',
    identity:
      'GET /consumers/NAME/jwt of the Admin API: `key` has to be the iss of the token (or the claim that key_claim_name names).',
  },
  messages: [
    {
      id: 'no-credentials',
      says: ['No credentials found for given', "No credentials found for given 'iss'"],
      means: { 'application-unknown': 4, 'identity-claim-mistaken': 3, 'issuer-not-expected': 3 },
      note: 'no credential of a consumer has this iss as its key',
      sample: '{"message":"No credentials found for given \'iss\'"}',
    },
    {
      id: 'no-key-claim',
      says: ["No mandatory 'iss' in claims", 'No mandatory'],
      means: { 'claim-missing': 1 },
      sample: '{"message":"No mandatory \'iss\' in claims"}',
    },
    {
      id: 'signature',
      says: '"message":"Invalid signature"',
      means: { ...BAD_SIGNATURE, 'verifier-holds-wrong-key': 4 },
      note: 'rsa_public_key of the credential is damaged (line breaks lost, + become a blank) or is another key',
      sample: '{"message":"Invalid signature"}',
    },
    {
      id: 'algorithm',
      says: '"message":"Invalid algorithm"',
      means: { 'algorithm-not-allowed': 1 },
      sample: '{"message":"Invalid algorithm"}',
    },
    {
      id: 'no-token',
      says: ['{"message":"Unauthorized"}', 'Unrecognizable token'],
      means: { 'authorization-missing': 3, 'authorization-stripped-in-transit': 2, 'scheme-not-bearer': 1 },
      sample: '{"message":"Unrecognizable token"}',
      isCommon: true,
    },
  ],
};

export const vault: Product = {
  id: 'vault',
  name: 'Vault (jwt auth)',
  source: 'https://developer.hashicorp.com/vault/docs/auth/jwt',
  look: {
    audience:
      'Compare bound_audiences (vault read auth/jwt/role/NAME) with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    issuer: 'Compare bound_issuer (vault read auth/jwt/config) with iss of the token.',
    key: 'vault read auth/jwt/config: jwks_url, oidc_discovery_url or jwt_validation_pubkeys have to be of the issuer.',
    permission: 'Compare bound_claims and bound_subject of the role (vault read auth/jwt/role/NAME) with the claims.',
  },
  messages: [
    {
      id: 'audience',
      says: [
        'invalid audience (aud) claim',
        'audience claim does not match any expected audience',
        'audience claim found in JWT but no audiences bound to the role',
      ],
      means: { 'audience-not-expected': 1 },
      note: 'bound_audiences of the role does not have the aud of the token: Kubernetes gives that of its API server, GitHub the URL of the owner, unless another one is asked for',
      sample:
        'error validating token: invalid audience (aud) claim: audience claim does not match any expected audience',
    },
    {
      id: 'issuer',
      says: 'invalid issuer (iss) claim',
      means: { 'issuer-not-expected': 1 },
      sample: 'error validating token: invalid issuer (iss) claim',
    },
    {
      id: 'signature',
      says: ['no known key successfully validated the token signature', 'failed to verify id token signature'],
      means: { ...BAD_SIGNATURE, 'key-not-in-set': 5 },
      sample: 'error validating token: no known key successfully validated the token signature',
    },
    {
      id: 'claim',
      says: ['claim "{claim}" does not match any associated bound claim values', 'error validating claims: claim'],
      means: { 'claim-not-accepted': 4, 'scope-not-granted': 1 },
      note: 'bound_claims of the role',
      sample: 'error validating claims: claim "repository" does not match any associated bound claim values',
    },
    {
      id: 'role',
      says: 'role "{role}" could not be found',
      means: { 'application-unknown': 1 },
      sample: 'role "ci" could not be found',
    },
  ],
};

export const postgrest: Product = {
  id: 'postgrest',
  name: 'PostgREST, Supabase',
  source: 'https://docs.postgrest.org/en/stable/references/errors.html',
  look: {
    key: 'Compare jwt-secret (PGRST_JWT_SECRET) with the secret or key that signs; jwt-secret-is-base64 decides how it is read: mintmark doctor TOKEN --secret @FILE.',
  },
  messages: [
    {
      id: 'signature',
      says: [
        'JWSInvalidSignature',
        'JWSError JWSInvalidSignature',
        'No suitable key was found to decode the JWT',
        'No suitable key or wrong key type',
      ],
      means: { ...BAD_SIGNATURE, 'key-not-in-set': 2, 'algorithm-key-mismatch': 2 },
      note: 'another secret, or the same one decoded from base64 on one side only',
      sample: '{"code":"PGRST301","message":"JWSError JWSInvalidSignature"}',
    },
    {
      id: 'expired',
      says: ['"JWT expired"', 'PGRST303'],
      means: ENDED,
      sample: '{"code":"PGRST303","message":"JWT expired"}',
    },
    { id: 'jwt', says: 'PGRST301', means: { ...ENDED, 'signed-by-unknown-key': 4 }, sample: '{"code":"PGRST301"}' },
    {
      id: 'anonymous',
      says: 'PGRST302',
      means: NOTHING_ARRIVED,
      sample: '{"code":"PGRST302","message":"Anonymous access is disabled"}',
    },
    {
      id: 'audience',
      says: 'JWT not in audience',
      means: { 'audience-not-expected': 1 },
      sample: '{"message":"JWT not in audience"}',
    },
  ],
};

export const proxies: Product = {
  id: 'proxies',
  name: 'nginx, Traefik, API Gateway, other proxies and servers',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html',
  look: {
    header:
      'Print the request behind the proxy: does Authorization arrive (nginx: proxy_set_header; Apache: WSGIPassAuthorization, CGIPassAuth)?',
    issuer:
      'Compare the issuer of the authorizer with iss of the token, slash included: mintmark doctor TOKEN --issuer VALUE.',
    audience:
      'Compare the audience of the authorizer with aud (or client_id) of the token: mintmark doctor TOKEN --audience VALUE.',
    key: 'Give the key set that the gateway uses: mintmark doctor TOKEN --jwks URL.',
  },
  messages: [
    {
      id: 'too-large',
      says: ['Request Header Or Cookie Too Large', 'Request Header Fields Too Large', 'HPE_HEADER_OVERFLOW'],
      means: { 'token-too-large': 1 },
      note: 'the token is larger than the server takes: mostly its groups or roles',
      sample: '<title>400 Request Header Or Cookie Too Large</title>',
    },
    {
      id: 'aws-audience',
      says: 'the token does not have a valid audience',
      means: { 'audience-not-expected': 4, 'token-of-other-kind': 2 },
      sample: 'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"',
    },
    {
      id: 'aws-issuer',
      says: ['the issuer in the token does not match the issuer', 'OIDC discovery endpoint communication error'],
      means: { 'issuer-not-expected': 1 },
      sample: 'error_description="the issuer in the token does not match the issuer in the authorizer"',
    },
    {
      id: 'aws-missing-token',
      says: ['Missing Authentication Token', 'MissingAuthenticationTokenException'],
      means: { 'wrong-host-or-region': 3, 'authorization-missing': 3 },
      note: 'API Gateway says so too where the path or the method does not exist',
      sample: '{"message":"Missing Authentication Token"}',
    },
    {
      id: 'aws-sigv4',
      says: 'not a valid key=value pair (missing equal-sign) in Authorization header',
      means: { 'wrong-host-or-region': 3, 'scheme-not-bearer': 2 },
      note: 'the route has no JWT authorizer, or the path does not exist: API Gateway then reads Authorization as an AWS signature',
      sample:
        "Authorization header requires 'Credential' parameter: not a valid key=value pair (missing equal-sign) in Authorization header",
    },
    {
      id: 'sts-audience',
      says: 'Incorrect token audience',
      means: { 'audience-not-expected': 1 },
      note: 'the provider in IAM has sts.amazonaws.com as audience; GitHub gives the URL of the owner unless it is asked for it',
      sample: 'InvalidIdentityToken: Incorrect token audience',
    },
    {
      id: 'nginx-auth-jwt',
      says: ['JWT signature validation failed', 'auth_jwt: '],
      means: BAD_SIGNATURE,
      sample: 'JWT signature validation failed: error:0407008A',
    },
    {
      id: 'oauth2-proxy',
      says: ['expected audience to be one of', 'audience from claim aud with value'],
      means: { 'audience-not-expected': 1 },
      sample: 'audience from claim aud with value [account] does not match with any of allowed audiences',
    },
    {
      id: 'jwk-alg',
      says: 'JWK must contain an "alg" parameter',
      means: { 'verifier-holds-wrong-key': 1 },
      note: 'the plugin wants alg in each JWK; alg is optional there (RFC 7517 section 4.4) and Entra never sends it: give the verifier a default algorithm, RS256',
      sample: 'JWT verification failed: JWK must contain an "alg" parameter',
      decides: {
        'verifier-holds-wrong-key':
          'Tell the verifier or its library the algorithm (RS256), or update it: the key of the set is sound without alg.',
      },
    },
    {
      id: 'jwk-enc',
      says: 'unsupported key algorithm RSA-OAEP',
      means: { 'verifier-holds-wrong-key': 1 },
      note: 'the verifier takes the first key of the set, which is for encryption (use enc): it has to choose by kid',
      sample: 'jwks unsupported key algorithm RSA-OAEP',
    },
    {
      id: 'dpop',
      says: ['DPoP proof is missing', 'invalid_dpop_proof'],
      means: { 'token-of-other-kind': 3, 'scheme-not-bearer': 3 },
      note: 'the token is bound to a key (cnf): it has to be sent as DPoP with a proof, and not as Bearer',
      sample: 'DPoP error="invalid_token", error_description="DPoP proof is missing"',
    },
    {
      id: 'clerk-nbf',
      says: 'JWT cannot be used prior to not before date claim (nbf)',
      means: { ...NOT_BEGUN, 'clock-behind': 3 },
      note: 'the clock of the server is behind that of the issuer; allow some seconds (clockSkewInMs)',
      sample: 'JWT cannot be used prior to not before date claim (nbf). Not before date: x',
    },
    {
      id: 'jitsi-exp',
      says: ['Invalid `exp` value', "'exp' claim"],
      means: { 'claim-missing': 4, 'claim-type-wrong': 3 },
      note: 'exp is missing, or is no number',
      sample: 'Possible reasons: Invalid `exp` value.',
    },
    {
      id: 'preflight',
      says: ["Response to preflight request doesn't pass access control check", 'blocked by CORS policy'],
      means: { 'authorization-missing': 2 },
      note: 'a preflight (OPTIONS) never carries a token: the server has to answer it without one',
      sample: "Response to preflight request doesn't pass access control check",
    },
  ],
};
