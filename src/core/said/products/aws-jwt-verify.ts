import type { Product } from '../../evidence/said.ts';

/** The library that Lambda functions verify tokens of Cognito with. */
export const awsJwtVerify: Product = {
  id: 'aws-jwt-verify',
  name: 'aws-jwt-verify',
  source: 'https://github.com/awslabs/aws-jwt-verify',
  look: {
    token: 'Read token_use: mintmark inspect TOKEN. `tokenUse` of the verifier says which of the two tokens it takes.',
    audience: 'Compare clientId of the verifier with client_id (access token) or aud (ID token) of the token.',
    issuer: 'Compare userPoolId of the verifier, with its region, with the end of iss.',
  },
  messages: [
    {
      id: 'use',
      says: 'Token use not allowed: {received}. Expected: {token_use}',
      means: { 'token-of-other-kind': 1 },
      note: 'the verifier takes the other of the two tokens of a login: the ID token (token_use id) or the access token (token_use access)',
      sample: 'CognitoJwtInvalidTokenUseError: Token use not allowed: access. Expected: id',
    },
    {
      id: 'no-audience',
      says: 'Missing Audience. Expected',
      means: { 'audience-not-expected': 4, 'token-of-other-kind': 3 },
      note: 'an access token of Cognito has no aud, only client_id: use CognitoJwtVerifier, or audience: null and compare client_id',
      sample: 'JwtInvalidAudienceError: Missing Audience. Expected: abc',
    },
    {
      id: 'values',
      says: [
        'Audience not allowed: {received}. Expected: {audience}',
        'Issuer not allowed: {received}. Expected: {issuer}',
      ],
      means: { 'audience-not-expected': 1, 'issuer-not-expected': 1 },
      sample: 'JwtInvalidIssuerError: Issuer not allowed: a. Expected: b',
    },
    {
      id: 'scope',
      says: ['Missing Scope. Expected', 'Scope not allowed: {received}. Expected'],
      means: { 'scope-not-granted': 4, 'token-of-other-kind': 3 },
      note: 'ID tokens have no scope; an access token has those that were asked for',
      sample: 'JwtInvalidScopeError: Missing Scope. Expected: read',
    },
    {
      id: 'client',
      says: 'Client ID not allowed: {received}. Expected',
      means: { 'audience-not-expected': 1 },
      sample: 'CognitoJwtInvalidClientIdError: Client ID not allowed: abc. Expected: one of: def',
    },
    {
      id: 'kid',
      says: 'JWK for kid "{kid}" not found in the JWKS',
      means: { 'key-not-in-set': 4, 'issuer-not-expected': 2 },
      sample: 'JwkSetNotFound: JWK for kid "k1" not found in the JWKS',
    },
  ],
};
