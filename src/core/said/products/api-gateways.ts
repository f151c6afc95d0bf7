import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NO_JWT, NOT_BEGUN, NOTHING_ARRIVED, scaled } from './usual-means.ts';

export const apigee: Product = {
  id: 'apigee',
  name: 'Apigee',
  source: 'https://cloud.google.com/apigee/docs/api-platform/reference/policies/verify-jwt-policy#errorreference',
  look: {
    token:
      'Look at <Source> of the policy: the variable has to hold the whole token (request.header.authorization; a Bearer prefix is cut off).',
    header:
      'Look at <Source> of the policy: the variable has to be set where the policy runs (request.header.authorization).',
    issuer: 'Compare <Issuer> of the VerifyJWT policy with iss of the token: mintmark doctor TOKEN --issuer VALUE.',
    audience:
      'Compare <Audience> of the VerifyJWT policy with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    key: 'Compare <PublicKey> (JWKS uri or value) and <Algorithm> of the policy with kid and alg of the token: mintmark doctor TOKEN --jwks URL.',
    time: '<TimeAllowance> of the policy allows for some seconds; compare the clocks.',
  },
  messages: [
    {
      id: 'decode',
      says: ['steps.jwt.FailedToDecode', 'Failed to Decode Token: policy'],
      means: { ...NO_JWT, 'token-truncated': 4 },
      note: 'the variable of <Source> holds no token of three parts',
      sample: '{"fault":{"detail":{"errorcode":"steps.jwt.FailedToDecode"}}}',
    },
    {
      id: 'missing',
      says: ['steps.jwt.InvalidToken', 'Invalid token: policy'],
      means: { ...NOTHING_ARRIVED, 'not-a-jwt': 2 },
      note: 'the variable that <Source> names is not set: no token arrived, or it stands elsewhere',
      sample: '{"fault":{"detail":{"errorcode":"steps.jwt.InvalidToken"}}}',
    },
    { id: 'expired', says: 'steps.jwt.TokenExpired', means: ENDED, sample: '{"errorcode":"steps.jwt.TokenExpired"}' },
    {
      id: 'before',
      says: 'steps.jwt.TokenNotYetValid',
      means: NOT_BEGUN,
      sample: '{"errorcode":"steps.jwt.TokenNotYetValid"}',
    },
    {
      id: 'issuer',
      says: 'steps.jwt.JwtIssuerMismatch',
      means: { 'issuer-not-expected': 1 },
      sample: '{"errorcode":"steps.jwt.JwtIssuerMismatch"}',
    },
    {
      id: 'audience',
      says: 'steps.jwt.JwtAudienceMismatch',
      means: { 'audience-not-expected': 1 },
      sample: '{"errorcode":"steps.jwt.JwtAudienceMismatch"}',
    },
    {
      id: 'subject',
      says: 'steps.jwt.JwtSubjectMismatch',
      means: { 'subject-invalid': 3, 'claim-not-accepted': 1 },
      sample: '{"errorcode":"steps.jwt.JwtSubjectMismatch"}',
    },
    {
      id: 'key',
      says: ['steps.jwt.NoMatchingPublicKey', 'steps.jwt.KeyIdMissing'],
      means: { 'key-not-in-set': 4, 'kid-missing': 2 },
      sample: '{"errorcode":"steps.jwt.NoMatchingPublicKey"}',
    },
    {
      id: 'algorithm',
      says: ['steps.jwt.AlgorithmMismatch', 'steps.jwt.AlgorithmInTokenNotPresentInConfiguration'],
      means: { 'algorithm-not-allowed': 1 },
      sample: '{"errorcode":"steps.jwt.AlgorithmInTokenNotPresentInConfiguration"}',
    },
    {
      id: 'key-text',
      says: ['steps.jwt.KeyParsingFailed', 'steps.jwt.WrongKeyType'],
      means: { 'verifier-key-damaged': 3, 'algorithm-key-mismatch': 3 },
      sample: '{"errorcode":"steps.jwt.KeyParsingFailed"}',
    },
    {
      id: 'claim',
      says: 'steps.jwt.InvalidClaim',
      means: { 'claim-not-accepted': 3, 'claim-missing': 2 },
      sample: '{"errorcode":"steps.jwt.InvalidClaim"}',
    },
    {
      id: 'oauth',
      says: ['keymanagement.service.invalid_access_token', 'oauth.v2.InvalidAccessToken'],
      means: { 'token-of-other-kind': 4, 'token-revoked': 2, 'token-expired': 2 },
      note: 'the OAuthV2 policy takes opaque tokens that Apigee made itself; a JWT of an identity provider goes to VerifyJWT',
      sample: '{"errorcode":"keymanagement.service.invalid_access_token"}',
    },
  ],
};

export const tyk: Product = {
  id: 'tyk',
  name: 'Tyk',
  source: 'https://tyk.io/docs/basic-config-and-security/security/authentication-authorization/json-web-tokens/',
  look: {
    identity:
      'Compare jwt_identity_base_field (sub unless set) and jwt_policy_field_name (pol) of the API definition with the claims: mintmark inspect TOKEN.',
    key: 'Compare jwt_source of the API definition (base64 of the key, or the JWKS URL) with the key that signs: mintmark doctor TOKEN --jwks URL (or --public FILE).',
    permission:
      'The policy that the token names (claim pol, or jwt_default_policies) has to exist and to allow this API.',
  },
  messages: [
    {
      id: 'no-policy',
      says: ['Key not authorized: no matching policy found', 'Could not identify a policy to apply to this token'],
      means: { 'refused-after-authentication': 4, 'claim-missing': 2 },
      note: 'no policy fits the claim that names it (jwt_policy_field_name, or a scope), and there is none by default',
      sample: '{"error":"key not authorized: no matching policy found"}',
      after: {
        what: 'no policy of Tyk fits it',
        party: 'verifier',
        step: 'Set jwt_default_policies in the API definition, or put the id of an existing policy into the claim that jwt_policy_field_name names (pol).',
      },
    },
    {
      id: 'not-authorized',
      says: ['"Key not authorized"', '"Key not authorised"'],
      means: { ...scaled(ENDED, 0.7), ...BAD_SIGNATURE, 'claim-missing': 2, 'algorithm-not-allowed': 1 },
      note: 'Tyk says this for every fault of a token, an expired one too',
      sample: '{"error":"Key not authorized"}',
    },
    {
      id: 'expired',
      says: 'Key has expired, please renew',
      means: ENDED,
      sample: '{"error":"Key has expired, please renew"}',
    },
    {
      id: 'missing',
      says: 'Authorization field missing',
      means: NOTHING_ARRIVED,
      sample: '{"error":"Authorization field missing"}',
    },
    {
      id: 'api',
      says: 'Access to this API has been disallowed',
      means: { 'refused-after-authentication': 1 },
      sample: '{"error":"Access to this API has been disallowed"}',
      after: {
        what: 'its policy does not allow this API',
        party: 'verifier',
        step: 'Add the API to the access rights of the policy that the token names, and save the policy.',
      },
    },
  ],
};

export const apisix: Product = {
  id: 'apisix',
  name: 'APISIX',
  source: 'https://apisix.apache.org/docs/apisix/plugins/jwt-auth/',
  look: {
    token:
      'Compare the claim "key" (key_claim_name) with `key` of the jwt-auth credential of a consumer: mintmark inspect TOKEN.',
    identity:
      'Compare the claim "key" (key_claim_name) with `key` of the jwt-auth credential of a consumer: mintmark inspect TOKEN.',
    key: 'Compare algorithm, secret (base64_secret) or public_key of the consumer with the token: mintmark doctor TOKEN --secret VALUE (or --public FILE).',
    header:
      'The plugin looks into the header Authorization, the query jwt and the cookie jwt (header, query and cookie name them).',
  },
  messages: [
    {
      id: 'no-token',
      says: 'Missing JWT token in request',
      means: NOTHING_ARRIVED,
      sample: '{"message":"Missing JWT token in request"}',
    },
    {
      id: 'no-key-claim',
      says: 'missing user key in JWT token',
      means: { 'claim-missing': 1 },
      note: 'the claim "key", which names the credential of a consumer, is not in the token (key_claim_name chooses another claim, such as iss)',
      sample: '{"message":"missing user key in JWT token"}',
    },
    {
      id: 'unknown-key',
      says: ['Invalid user key in JWT token', 'Missing related consumer'],
      means: { 'application-unknown': 4, 'identity-claim-mistaken': 3 },
      note: 'no consumer has a credential with this "key"',
      sample: '{"message":"Invalid user key in JWT token"}',
    },
    {
      id: 'verify',
      says: ['failed to verify jwt', 'JWT token verify failed'],
      means: { ...BAD_SIGNATURE, ...scaled(ENDED, 0.5), 'claim-missing': 2, 'algorithm-not-allowed': 2 },
      note: 'another secret or key, one algorithm here and another one there, or exp is past or missing',
      sample: '{"message":"failed to verify jwt"}',
    },
    { id: 'invalid', says: 'JWT token invalid', means: NO_JWT, sample: '{"message":"JWT token invalid"}' },
  ],
};

export const azureApim: Product = {
  id: 'azure-api-management',
  name: 'Azure API Management',
  source: 'https://learn.microsoft.com/en-us/azure/api-management/validate-jwt-policy',
  look: {
    issuer:
      'Compare <issuers> and the openid-config url of validate-jwt with iss of the token (v1.0: sts.windows.net, v2.0: login.microsoftonline.com/TENANT/v2.0).',
    audience: 'Compare <audiences> of validate-jwt with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    permission: 'Compare <required-claims> of validate-jwt with the claims: mintmark inspect TOKEN.',
  },
  messages: [
    {
      id: 'missing',
      says: 'JWT not present.',
      means: NOTHING_ARRIVED,
      sample: '{"statusCode":401,"message":"JWT not present."}',
    },
    {
      id: 'claim',
      says: ['JWT Validation Failed: Claim value mismatch: {claim}', 'Claim value mismatch'],
      means: { 'audience-not-expected': 3, 'claim-not-accepted': 3, 'scope-not-granted': 1 },
      sample: 'JWT Validation Failed: Claim value mismatch: aud=api://lamp',
    },
    {
      id: 'any',
      says: ['Unauthorized. Access token is missing or invalid.', '"message":"Invalid JWT."'],
      means: {
        'issuer-not-expected': 4,
        'audience-not-expected': 4,
        'token-expired': 2,
        'signed-by-unknown-key': 1,
        'authorization-missing': 2,
      },
      note: 'the policy says no more: its trace does (Ocp-Apim-Trace), most often the issuer is of the other version or the audience is of another form',
      sample: '{"statusCode":401,"message":"Unauthorized. Access token is missing or invalid."}',
    },
  ],
};

export const aws: Product = {
  id: 'aws-api',
  name: 'API Gateway, AppSync',
  source: 'https://repost.aws/knowledge-center/api-gateway-cognito-401-unauthorized',
  look: {
    token:
      'Read token_use: mintmark inspect TOKEN. A Cognito authorizer of a REST API takes the ID token; where the method has scopes, the access token.',
    issuer: 'Compare the user pool (region and id) of the authorizer with iss of the token.',
  },
  messages: [
    {
      id: 'unauthorized',
      says: ['{"message":"Unauthorized"}', '{"message": "Unauthorized"}'],
      means: {
        'token-of-other-kind': 5,
        'authorization-missing': 2,
        'token-expired': 2,
        'issuer-not-expected': 2,
        'scope-not-granted': 1,
        'scheme-not-bearer': 2,
      },
      note: 'API Gateway says no more (Kong says the same where no token was found): an authorizer without scopes takes the ID token, one with scopes the access token',
      sample: '{"message":"Unauthorized"}',
    },
    {
      id: 'explicit-deny',
      says: [
        'User is not authorized to access this resource with an explicit deny',
        'User is not authorized to access this resource',
      ],
      means: { 'refused-after-authentication': 5, 'scope-not-granted': 2, 'path-not-in-acl': 1 },
      note: 'the policy that the Lambda authorizer returned denies this method and path, or is one that was cached for another path',
      after: {
        what: 'the policy that the Lambda authorizer returned does not allow this method and path',
        party: 'verifier',
        step: 'Let the authorizer return a policy for all paths that the caller may use (…/STAGE/*), for it is cached by the token; or set its TTL to 0.',
      },
      source: 'https://repost.aws/knowledge-center/api-gateway-lambda-authorization-errors',
      sample: '{"Message":"User is not authorized to access this resource with an explicit deny"}',
    },
    {
      id: 'appsync-header',
      says: ['Valid authorization header not provided', 'Missing authorization header'],
      means: NOTHING_ARRIVED,
      sample: '{"errorType":"UnauthorizedException","message":"Valid authorization header not provided."}',
    },
    {
      id: 'appsync-parse',
      says: 'Unable to parse JWT token',
      means: { ...NO_JWT, 'bearer-scheme-malformed': 2 },
      sample: '{"errorType":"UnauthorizedException","message":"Unable to parse JWT token."}',
    },
  ],
};
