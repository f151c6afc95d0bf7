import type { Product } from '../../evidence/said.ts';
import { NOT_BEGUN } from './usual-means.ts';

export const proxies: Product = {
  id: 'proxies',
  name: 'API Gateway, other proxies and servers',
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
      note: 'API Gateway also says this if the path or the method does not exist',
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
      id: 'oauth2-proxy',
      says: ['expected audience to be one of', 'audience from claim aud with value'],
      means: { 'audience-not-expected': 1 },
      sample: 'audience from claim aud with value [account] does not match with any of allowed audiences',
    },
    {
      id: 'oauth2-proxy-no-claims',
      says: 'audience claims [] do not exist in claims',
      means: { 'audience-not-expected': 1 },
      note: 'the list of audience claims is empty in the configuration: oidcConfig.audienceClaims has no default in the alpha configuration',
      decides: { 'audience-not-expected': 'Set oidcConfig.audienceClaims: ["aud"] for this provider of oauth2-proxy.' },
      sample: 'could not verify id_token: audience claims [] do not exist in claims: map[]',
    },
    {
      id: 'oauth2-proxy-claims',
      says: 'audience claims [aud] do not exist in claims',
      means: { 'audience-not-expected': 3, 'token-of-other-kind': 2 },
      note: 'the token has no aud: an access token that was made without one',
      sample: 'audience claims [aud] do not exist in claims: map[]',
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
      note: 'the token is bound to a key (cnf): it has to be sent as DPoP with a proof, not as Bearer',
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
      note: 'exp is missing, or is not a number',
      sample: 'Possible reasons: Invalid `exp` value.',
    },
    {
      id: 'preflight',
      says: ["Response to preflight request doesn't pass access control check", 'blocked by CORS policy'],
      means: { 'preflight-rejected': 6, 'authorization-missing': 1 },
      note: 'a preflight (OPTIONS) never carries a token: the server has to answer it without one',
      sample: "Response to preflight request doesn't pass access control check",
    },
  ],
};
