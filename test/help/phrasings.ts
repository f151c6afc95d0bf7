import type { CauseId } from '../../src/core/evidence/cause-id.ts';

/** What somebody typed into a search box or the title of a ticket, and the article that answers it. */
export interface Phrasing {
  readonly words: string;
  /** The right article; several where the words leave open which, and each of them begins with telling them apart. */
  readonly right: CauseId | readonly CauseId[];
  /** Where it was said: `owner/repo#n`, an address, or a case of `test/field`. */
  readonly from: string;
}

/** Written before the search was tuned: it may have been made to fit them. */
export const PHRASINGS: readonly Phrasing[] = [
  {
    words: '401 Unauthorized Invalid token vonage',
    right: ['key-pair-not-saved', 'signed-by-unknown-key'],
    from: 'https://api.support.vonage.com/hc/en-us/articles/360000958367',
  },
  {
    words: 'invalid token',
    right: ['key-pair-not-saved', 'signed-by-unknown-key'],
    from: 'Vonage/vonage-php-sdk-core#369',
  },
  { words: 'how long does a token live', right: ['token-expired', 'lifetime-too-long'], from: 'hypothesis/lms#814' },
  {
    words: 'jwt.io says invalid signature',
    right: 'signed-by-unknown-key',
    from: 'lexik/LexikJWTAuthenticationBundle#68',
  },
  {
    words: 'JsonWebTokenError: invalid signature',
    right: 'signed-by-unknown-key',
    from: 'auth0/node-jsonwebtoken#533',
  },
  { words: 'jwt malformed', right: 'not-a-jwt', from: 'bcgov/issuer-kit#326' },
  { words: 'authorization: Bearer null', right: 'not-a-jwt', from: 'bcgov/issuer-kit#326' },
  { words: 'Bearer undefined in the header', right: 'not-a-jwt', from: 'auth0/jwt-decode#66' },
  { words: 'token expired', right: 'token-expired', from: 'livekit/livekit#2470' },
  {
    words: 'jwt expired after 15 minutes',
    right: ['token-expired', 'token-cached-past-expiry'],
    from: 'Vonage/vonage-python-sdk#303',
  },
  {
    words: 'ExpiredSignatureError: Signature has expired',
    right: 'token-expired',
    from: 'mozilla/addons-server#20575',
  },
  {
    words: 'works for a while then 401 until the service is restarted',
    right: 'token-cached-past-expiry',
    from: 'iayti/CleanArchitecture#49',
  },
  { words: 'issued at is in the future', right: 'clock-ahead', from: 'lexik/LexikJWTAuthenticationBundle#286' },
  { words: 'JWTIssuedAtFuture', right: 'clock-ahead', from: 'hasura/graphql-engine#4025' },
  { words: 'The token is not yet valid (iat)', right: 'clock-ahead', from: 'hashicorp/vault-action#548' },
  { words: 'clock skew', right: ['clock-ahead', 'clock-behind'], from: 'szerhusenBC/jwt-spring-security-demo#93' },
  { words: 'my computer time is wrong, ntp', right: ['clock-ahead', 'clock-behind'], from: 'mozilla/web-ext#2228' },
  {
    words: "'Expiration time' claim ('exp') is too far in the future",
    right: ['lifetime-too-long', 'lifetime-at-limit'],
    from: 'rocq-prover/bot#204',
  },
  {
    words: 'error:0909006C:PEM routines:get_name:no start line',
    right: 'key-newlines-escaped',
    from: 'auth0/node-jsonwebtoken#642',
  },
  {
    words: 'private key in environment variable newline',
    right: ['key-newlines-escaped', 'key-line-breaks-lost'],
    from: 'box/box-node-sdk#259',
  },
  {
    words: 'Failed to parse private key: Error: Invalid PEM formatted message.',
    right: 'key-newlines-escaped',
    from: 'tutorbookapp/tutorbook#29',
  },
  {
    words: 'secretOrPrivateKey must be an asymmetric key when using RS256',
    right: 'key-newlines-escaped',
    from: 'probot/probot#1834',
  },
  {
    words: 'error:1E08010C:DECODER routines::unsupported',
    right: ['key-newlines-escaped', 'key-line-breaks-lost'],
    from: 'octokit/auth-app.js#332',
  },
  { words: 'private key all on one line', right: 'key-line-breaks-lost', from: 'adobe/jwt-auth#5' },
  {
    words: 'Authorization header is stripped',
    right: 'authorization-stripped-in-transit',
    from: 'engintron/engintron#930',
  },
  {
    words: 'nginx removes the bearer token',
    right: 'authorization-stripped-in-transit',
    from: 'kubernetes/ingress-nginx#7373',
  },
  {
    words: 'apache php authorization header missing htaccess',
    right: 'authorization-stripped-in-transit',
    from: 'jasny/sso#129',
  },
  { words: 'no authorization token was found', right: 'authorization-missing', from: 'tuupola/slim-jwt-auth#146' },
  {
    words: 'CORS preflight OPTIONS request returns 401',
    right: 'preflight-rejected',
    from: 'jeremyben/json-server-auth#15',
  },
  {
    words: 'Response for preflight has invalid HTTP status code 401',
    right: 'preflight-rejected',
    from: 'tuupola/slim-jwt-auth#108',
  },
  {
    words: 'axios loses authorization header after redirect',
    right: 'authorization-dropped-on-redirect',
    from: 'follow-redirects/follow-redirects#174',
  },
  { words: 'wrong audience', right: 'audience-not-expected', from: 'benbaran/adal-angular4#60' },
  {
    words: 'IDX10214: Audience validation failed',
    right: 'audience-not-expected',
    from: 'AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet#1401',
  },
  {
    words: 'jwt issuer invalid. expected: https://acme.eu.auth0.com',
    right: 'issuer-not-expected',
    from: 'auth0-blog/vuejs2-authentication-tutorial#4',
  },
  {
    words: 'iss trailing slash auth0',
    right: 'issuer-not-expected',
    from: 'auth0-blog/vuejs2-authentication-tutorial#4',
  },
  {
    words: 'id_token returned does not authenticate with API calls',
    right: 'token-of-other-kind',
    from: 'Azure-Samples/active-directory-b2c-dotnetcore-webapi#26',
  },
  {
    words: 'refresh token used as access token',
    right: 'token-of-other-kind',
    from: 'jazzband/djangorestframework-simplejwt',
  },
  { words: "Unable to find a signing key that matches 'kid'", right: 'key-not-in-set', from: 'auth0/node-jwks-rsa' },
  {
    words: "Jwks doesn't have key to match kid or alg from Jwt",
    right: 'key-not-in-set',
    from: 'envoyproxy/gateway#4180',
  },
  {
    words: 'tokens rejected after key rotation JWKS cache',
    right: 'key-not-in-set',
    from: 'mckinsey/agents-at-scale-ark#2457',
  },
  {
    words: 'insufficient scope 403',
    right: 'scope-not-granted',
    from: 'manjeshpv/node-oauth2-server-implementation#34',
  },
  { words: '403 from the voice API with acl', right: 'path-not-in-acl', from: 'Vonage/vonage-cli#42' },
  { words: 'invalid algorithm', right: 'algorithm-not-allowed', from: 'auth0/node-jsonwebtoken#308' },
  {
    words: 'exp in milliseconds Date.now()',
    right: ['time-in-milliseconds', 'time-units-mixed'],
    from: 'auth0/angular2-jwt#272',
  },
  { words: 'key path instead of key contents', right: 'key-path-in-place-of-key', from: 'Vonage/vonage-dotnet-sdk#88' },
  {
    words: 'application_id does not belong to the private key',
    right: 'signed-by-other-application',
    from: 'Vonage/vonage-python-sdk#50',
  },
  {
    words: 'generated new keys in the dashboard now everything is 401',
    right: ['key-pair-not-saved', 'signed-by-replaced-key'],
    from: 'https://api.support.vonage.com/hc/en-us/articles/360000958367',
  },
  {
    words: 'old private key stopped working after rotating',
    right: 'signed-by-replaced-key',
    from: 'stytchauth/stytch-java#2',
  },
  { words: 'missing application_id in token', right: 'claim-missing', from: 'Vonage/vonage-ruby-sdk#240' },
  { words: 'kid missing from header', right: 'kid-missing', from: 'okta/okta-sdk-python#289' },
  {
    words: 'secret is base64 encoded signature does not match',
    right: 'secret-form-mismatch',
    from: 'https://tooldock.org/jwt-signature-invalid',
  },
  { words: 'ES256 signature DER wrong length 71 72', right: 'ecdsa-signature-encoding', from: 'auth0/java-jwt#187' },
  {
    words: 'space after Bearer token newline in header',
    right: 'credentials-contain-whitespace',
    from: 'postmanlabs/postman-app-support#7106',
  },
  {
    words: 'request header fields too large 431 jwt with groups',
    right: 'token-too-large',
    from: 'dotnet/aspnetcore#25271',
  },
  { words: 'jti already used', right: 'token-replayed', from: 'trustknots/vcknots#281' },
  { words: 'consent_required', right: 'consent-missing', from: 'docusign/docusign-esign-python-client#5' },
  {
    words: 'The specified key byte array is 160 bits which is not secure enough',
    right: 'key-too-weak',
    from: 'Vonage/vonage-php-sdk-core#386',
  },
  { words: 'token has been revoked', right: 'token-revoked', from: 'test/field/cases/messages.ts' },
  {
    words: 'ECONNREFUSED self signed certificate when sending request',
    right: 'network-or-tls-failure',
    from: 'Vonage/vonage-php-sdk-core#101',
  },
  {
    words: 'JWT token is invalid snowflake 390144',
    right: 'snowflake-issuer-malformed',
    from: 'snowflakedb/snowflake-connector-nodejs#1282',
  },
];
