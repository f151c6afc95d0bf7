import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NO_JWT, NOT_BEGUN } from './usual-means.ts';

export const dotnet: Product = {
  id: 'dotnet',
  name: 'ASP.NET Core, Microsoft.IdentityModel',
  source: 'https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/wiki',
  mark: /\bIDX\d{5}\b/,
  look: {
    audience:
      'Set TokenValidationParameters.ValidAudiences (or Audience) to the aud of the token, or ask for a token of this API.',
    issuer:
      'Set TokenValidationParameters.ValidIssuers to the iss of the token (v1.0: sts.windows.net, v2.0: login.microsoftonline.com), or set accessTokenAcceptedVersion in the manifest of the API.',
    key: 'Look at aud and nonce: mintmark inspect TOKEN. A token of Microsoft Graph (aud 00000003-…, nonce in the header) only Graph can verify.',
    environment: 'Open the address of the discovery document from inside the container of the API.',
  },
  messages: [
    {
      id: 'IDX10205',
      says: [
        "IDX10205…Issuer: '{received}'. Did not match: validationParameters.ValidIssuer: '{issuer}'",
        'IDX10205',
        "The issuer '{received}' is invalid",
      ],
      means: { 'issuer-not-expected': 1 },
      note: 'most often a v1.0 token (sts.windows.net) where v2.0 is expected, or the other way round',
      sample:
        "IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/x/'. Did not match: validationParameters.ValidIssuer: 'https://login.microsoftonline.com/x/v2.0'",
    },
    {
      id: 'IDX10214',
      says: [
        "IDX10214…Audiences: '{received}'. Did not match: validationParameters.ValidAudience: '{audience}'",
        'IDX10214',
        "The audience '{received}' is invalid",
      ],
      means: { 'audience-not-expected': 5, 'token-of-other-kind': 1 },
      note: 'most often the same application in its other form (api://ID or the bare client id), or a token for another API',
      sample:
        "IDX10214: Audience validation failed. Audiences: 'api://x'. Did not match: validationParameters.ValidAudience: 'x'",
    },
    {
      id: 'IDX10223',
      says: ['IDX10223', 'The token expired at'],
      means: ENDED,
      sample: 'IDX10223: Lifetime validation failed. The token is expired.',
    },
    {
      id: 'IDX10222',
      says: ['IDX10222', 'The token is not valid before'],
      means: NOT_BEGUN,
      sample: 'IDX10222: Lifetime validation failed. The token is not yet valid.',
    },
    {
      id: 'IDX10511',
      says: ['IDX10511', 'The signature is invalid'],
      means: { ...BAD_SIGNATURE, 'token-of-other-kind': 6 },
      note: 'most often a token of Microsoft Graph (nonce in its header), which only Graph can verify',
      sample: 'IDX10511: Signature validation failed. Keys tried: x',
    },
    {
      id: 'IDX10501',
      says: ['IDX10501', 'IDX10500', 'The signature key was not found'],
      means: { 'key-not-in-set': 5, 'issuer-not-expected': 2, 'kid-unknown': 2, 'network-or-tls-failure': 2 },
      note: 'the keys are of another tenant or policy, were cached before a rotation, or could not be fetched',
      sample: 'IDX10501: Signature validation failed. Unable to match key: kid',
    },
    {
      id: 'IDX10503',
      says: ['IDX10503…Token does not have a kid', 'IDX10503'],
      means: { ...BAD_SIGNATURE, 'key-too-weak': 5, 'key-not-in-set': 3 },
      note: 'none of the keys fits: another one signed, or (since 6.31) the secret is too short: 32 bytes for HS256, 48 for HS384, 64 for HS512',
      sample: 'IDX10503: Signature validation failed. Token does not have a kid. Keys tried: x',
    },
    {
      id: 'IDX10208',
      says: ['IDX10208', 'IDX10206', 'IDX10207'],
      means: { 'audience-not-expected': 1 },
      note: 'aud is missing in the token (IDX10206), or no ValidAudience is set (IDX10208)',
      sample: 'IDX10208: Unable to validate audience. validationParameters.ValidAudience is null or whitespace',
    },
    {
      id: 'IDX10211',
      says: ['IDX10211', 'IDX10204', 'IDX10210'],
      means: { 'issuer-not-expected': 1 },
      note: 'iss is missing in the token (IDX10211), or no ValidIssuer is set (IDX10204)',
      sample: 'IDX10204: Unable to validate issuer. validationParameters.ValidIssuer is null or whitespace',
    },
    {
      id: 'IDX10225',
      says: ['IDX10225', 'The token has no expiration'],
      means: { 'claim-missing': 1 },
      note: 'exp is missing, and RequireExpirationTime is on',
      sample: 'IDX10225: Lifetime validation failed. The token is missing an Expiration Time.',
    },
    {
      id: 'IDX10720',
      says: ['IDX10720', 'IDX10653', 'IDX10603'],
      means: { 'key-too-weak': 1 },
      note: 'the secret is too short: 32 bytes for HS256, 48 for HS384, 64 for HS512',
      decides: {
        'key-too-weak':
          'Give SymmetricSecurityKey as many bytes as the hash has, in the configuration of whoever signs and whoever verifies.',
      },
      sample:
        "IDX10720: Unable to create KeyedHashAlgorithm for algorithm 'HS256', the key size must be greater than: '256' bits",
    },
    {
      id: 'IDX10634-symmetric',
      says: "Algorithm: 'RS256', SecurityKey: 'Microsoft.IdentityModel.Tokens.SymmetricSecurityKey",
      means: { 'algorithm-key-mismatch': 5, 'verifier-holds-wrong-key': 2, 'issuer-not-expected': 2 },
      note: 'the token is signed with a key pair (RS256), and this scheme has a shared secret (SymmetricSecurityKey): with two bearer schemes each token is tried by both, so that one of them always says this',
      decides: {
        'algorithm-key-mismatch':
          'Let the issuer choose the scheme (AddPolicyScheme with ForwardDefaultSelector), or list both in the policy and ignore the message of the other one.',
      },
      sample: "Algorithm: 'RS256', SecurityKey: 'Microsoft.IdentityModel.Tokens.SymmetricSecurityKey, KeyId: x'",
    },
    {
      id: 'no-key-tried',
      says: "Keys tried: ''. Number of keys in TokenValidationParameters",
      means: { 'verifier-holds-wrong-key': 4, 'sdk-defect': 4, 'key-not-in-set': 3, 'signed-by-unknown-key': 2 },
      note: 'none of the keys that are there was tried: their kind does not fit the algorithm, or the packages Microsoft.IdentityModel.* and System.IdentityModel.Tokens.Jwt are of different versions (all have to be of one)',
      decides: {
        'verifier-holds-wrong-key':
          'dotnet list package --include-transitive: every Microsoft.IdentityModel.* has to have the same version; add a reference to Microsoft.IdentityModel.Protocols.OpenIdConnect of that one.',
      },
      sample: "Keys tried: ''. Number of keys in TokenValidationParameters: '8'.",
    },
    {
      id: 'IDX10634',
      says: ['IDX10634', 'IDX10696'],
      means: { 'algorithm-key-mismatch': 3, 'algorithm-not-allowed': 3 },
      sample: "IDX10634: Unable to create the SignatureProvider. Algorithm: 'HS256'",
    },
    {
      id: 'IDX20803',
      says: ["IDX20803: Unable to obtain configuration from: '{url}'", 'IDX20804', 'IDX20803'],
      means: { 'network-or-tls-failure': 1 },
      note: 'the API cannot fetch the keys: most often localhost inside a container, or a certificate that it does not trust',
      sample:
        "IDX20803: Unable to obtain configuration from: 'http://localhost:5000/.well-known/openid-configuration'.",
    },
    {
      id: 'IDX12741',
      says: ['IDX12741', 'IDX12709', 'IDX14100', 'IDX14120'],
      means: NO_JWT,
      note: 'what was sent as the token is not a JWT: an opaque (reference) token, which is introspected; or the client id and secret in base64, as Basic sends them',
      decides: {
        'token-of-other-kind':
          'Look at what is sent behind Bearer: a JWT begins with eyJ and has two dots. A reference token needs AddOAuth2Introspection instead of AddJwtBearer, or the access token type JWT for this client.',
      },
      sample: 'IDX12741: JWT must have three segments (JWS) or five segments (JWE).',
    },
    {
      id: 'IDX10517',
      says: 'IDX10517',
      means: { 'kid-missing': 3, 'key-not-in-set': 3 },
      sample: "IDX10517: Signature validation failed. The token's kid is missing.",
    },
  ],
};

export const spring: Product = {
  id: 'spring',
  name: 'Spring Security, Nimbus JOSE+JWT',
  source: 'https://docs.spring.io/spring-security/reference/servlet/oauth2/resource-server/jwt.html',
  look: {
    issuer:
      'Compare spring.security.oauth2.resourceserver.jwt.issuer-uri with iss of the token, exactly: mintmark doctor TOKEN --issuer VALUE.',
    key: 'Compare kid and alg of the token with jwk-set-uri: mintmark doctor TOKEN --jwks URL. The decoder takes RS256 only, unless jws-algorithms says more.',
    audience: 'Compare spring.security.oauth2.resourceserver.jwt.audiences with aud of the token.',
    permission: 'Compare scope or scp of the token with the authority that the rule asks for (SCOPE_…).',
    time: 'Compare the clock of this server with the one of the issuer; get a new token.',
  },
  messages: [
    {
      id: 'expired',
      says: 'Jwt expired at {time}',
      means: ENDED,
      note: 'it has expired: renew it before exp; if it is fresh, a clock is wrong',
      sample:
        'org.springframework.security.oauth2.jwt.JwtValidationException: An error occurred while attempting to decode the Jwt: Jwt expired at 2026-11-30T07:00:00Z',
    },
    { id: 'before', says: 'Jwt used before {time}', means: NOT_BEGUN, sample: 'Jwt used before 2026-11-30T09:00:00Z' },
    {
      id: 'issuer',
      says: 'The iss claim is not valid',
      means: { 'issuer-not-expected': 1 },
      note: 'most often two host names of one realm (localhost and the name inside)',
      sample: 'An error occurred while attempting to decode the Jwt: The iss claim is not valid',
    },
    {
      id: 'audience',
      says: ['The aud claim is not valid', 'The required audience is missing'],
      means: { 'audience-not-expected': 1 },
      sample: 'The aud claim is not valid',
    },
    {
      id: 'no-key',
      says: 'Another algorithm expected, or no matching key(s) found',
      means: { 'key-not-in-set': 5, 'algorithm-not-allowed': 4, 'kid-unknown': 2 },
      note: "one text for three: the kid was rotated out, the set is another issuer's, or the decoder expects another algorithm (RS256 unless jws-algorithms is set)",
      sample: 'Signed JWT rejected: Another algorithm expected, or no matching key(s) found',
    },
    {
      id: 'signature',
      says: 'Signed JWT rejected: Invalid signature',
      means: BAD_SIGNATURE,
      sample: 'Signed JWT rejected: Invalid signature',
    },
    {
      id: 'typ',
      says: ['JOSE header typ (type) {typ} not allowed', 'JOSE header "typ" (type) "{typ}" not allowed'],
      means: { 'token-of-other-kind': 1 },
      note: 'the verifier takes typ JWT alone; access tokens have at+jwt (RFC 9068): allow it at the decoder (validateType or a DefaultJOSEObjectTypeVerifier)',
      sample: 'JOSE header typ (type) at+jwt not allowed',
    },
    {
      id: 'jwks-unreachable',
      says: ["Couldn't retrieve remote JWK set", 'Failed to retrieve remote JWK set'],
      means: { 'network-or-tls-failure': 1 },
      note: 'the server cannot reach the key set: most often localhost inside a container, or TLS that it does not trust',
      sample:
        'Failed to retrieve remote JWK set: I/O error on GET request for "http://localhost:8080/certs": Connection refused',
    },
    {
      id: 'scope',
      says: 'The request requires higher privileges than provided by the access token',
      means: { 'scope-not-granted': 1 },
      note: 'scope or scp does not have what the rule asks for',
      sample:
        'error="insufficient_scope", error_description="The request requires higher privileges than provided by the access token."',
    },
    {
      id: 'malformed',
      says: ['Bearer token is malformed', 'Malformed token', 'Invalid JWT serialization'],
      means: { 'bearer-scheme-malformed': 4, ...NO_JWT },
      sample: 'Bearer token is malformed',
    },
    {
      id: 'nimbus-time',
      says: ['BadJWTException: Expired JWT', '"Expired JWT"'],
      means: ENDED,
      sample: 'com.nimbusds.jwt.proc.BadJWTException: Expired JWT',
    },
    {
      id: 'nimbus-before',
      says: 'JWT before use time',
      means: NOT_BEGUN,
      sample: 'com.nimbusds.jwt.proc.BadJWTException: JWT before use time',
    },
    {
      id: 'nimbus-secret',
      says: [
        'The secret length must be at least {bits} bits',
        'The secret length for HS256 must be at least',
        'The secret length for HS384 must be at least',
        'The secret length for HS512 must be at least',
      ],
      means: { 'key-too-weak': 1 },
      note: 'HS256 needs a secret of 32 bytes, HS384 48, HS512 64',
      sample: 'com.nimbusds.jose.KeyLengthException: The secret length must be at least 256 bits',
    },
    {
      id: 'algorithm',
      says: 'Unsupported algorithm of {received}',
      means: { 'algorithm-not-allowed': 1 },
      note: 'the decoder takes RS256 alone, unless jws-algorithms (or withSecretKey, for HS256) says more',
      sample: 'An error occurred while attempting to decode the Jwt: Unsupported algorithm of HS256',
    },
    {
      id: 'full-authentication',
      says: 'Full authentication is required to access this resource',
      means: { 'authorization-missing': 4, 'scheme-not-bearer': 2, 'authorization-stripped-in-transit': 2 },
      note: 'no authentication was found in the request',
      sample: '{"error":"unauthorized","error_description":"Full authentication is required to access this resource"}',
    },
    {
      id: 'jjwt-signature',
      says: 'JWT signature does not match locally computed signature',
      means: BAD_SIGNATURE,
      sample: 'JWT signature does not match locally computed signature.',
    },
  ],
};
