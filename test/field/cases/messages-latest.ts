import type { FieldCase } from '../case.ts';
import { said } from '../kit.ts';

/** The other half of the messages of a third hunt, on 2026-11-30: nothing of these was known when they were written down. */
export const messagesLatest: readonly FieldCase[] = [
  {
    id: 'spring-malformed-token',
    source: 'spring-projects/spring-security#14788',
    title: 'Spring: Malformed token; what one service hands on to the next is not a JWT.',
    give: () =>
      said(
        'org.springframework.security.oauth2.server.resource.InvalidBearerTokenException: An error occurred while attempting to decode the Jwt: Malformed token',
      ),
    answer: {
      verdict: ['cannot-tell'],
      root: [/JWT|kind|bearer|token/i],
      says: [/not a JWT|opaque|three parts|twice/i],
    },
  },
  {
    id: 'nimbus-missing-dots',
    source: 'publicdevop2019/mt-auth#135',
    title: 'Spring: Missing dot delimiter(s); an opaque token where a JWT is expected.',
    give: () =>
      said(
        'WWW-Authenticate: Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Invalid JWT serialization: Missing dot delimiter(s)", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
      ),
    answer: { verdict: ['cannot-tell'], root: [/JWT|kind/i], says: [/opaque|another kind|not a JWT/i] },
  },
  {
    id: 'twilio-issuer-subject-environment',
    source: 'twilio/twilio-video-app-react#749',
    title: 'Twilio 20103: the SDK asks another environment, which does not know the account.',
    give: () => said('TwilioError 20103: Invalid Access Token issuer/subject'),
    answer: {
      verdict: ['cannot-tell'],
      root: [/issuer|identity|host|environment|account|application/i],
      says: [/SID|API key/i, /environment|region|edge|subaccount/i],
    },
  },
  {
    id: 'appauth-invalid-id-token',
    source: 'FormidableLabs/react-native-app-auth#721',
    title: 'AppAuth: Invalid ID Token; the time of the device was set by hand.',
    give: () =>
      said(
        'Error: Invalid ID Token\n    at Object.promiseMethodWrapper [as authorize] (react-native/Libraries/BatchedBridge/NativeModules.js)',
      ),
    answer: { verdict: ['cannot-tell'], root: [/./], says: [/clock|time of the device/i] },
  },
  {
    id: 'twilio-signature-does-not-match',
    source: 'TwilioDevEd/video-access-token-server-python#11',
    title: 'Twilio: the token is signed with another secret than that of its API key.',
    give: () =>
      said(
        '{"message":"com.twilio.domain.auth.jwt.JwtAuthorizationException: Signature does not match the content of the request","code":9401,"user_error":true}',
      ),
    answer: { verdict: ['cannot-tell'], root: [/sign|secret/i], says: [/API key|secret/i] },
  },
  {
    id: 'python-jose-at-hash-needs-access-token',
    source: 'tokusumi/fastapi-cloudauth#53',
    title: 'No access_token provided to compare against at_hash: it is an ID token.',
    give: () => said('jose.exceptions.JWTClaimsError: No access_token provided to compare against at_hash claim.'),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/kind|ID token/i], says: [/ID token/] },
  },
  {
    id: 'dotnet-two-schemes-symmetric-key',
    source: 'AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet#1603',
    title: 'Two bearer schemes: a token of Entra is tried by the one that has a shared secret.',
    give: () =>
      said(
        "Microsoft.IdentityModel.Tokens.SecurityTokenInvalidSignatureException: IDX10511: Signature validation failed. Keys tried: 'Microsoft.IdentityModel.Tokens.SymmetricSecurityKey, KeyId: 'x', InternalId: 'x'.'.\nkid: 'x'.\nExceptions caught:\n 'System.NotSupportedException: IDX10634: Unable to create the SignatureProvider.\nAlgorithm: 'RS256', SecurityKey: 'Microsoft.IdentityModel.Tokens.SymmetricSecurityKey, KeyId: 'x', InternalId: 'x'.'\n is not supported.",
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/algorithm|key of another|kind of key|secret/i],
      says: [/secret|symmetric/i, /RS256/],
      never: [/Graph, and no other/],
    },
  },
  {
    id: 'dotnet-no-keys-in-configuration',
    source: 'AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet#2484',
    title: 'IDX10501 with no key in the configuration: the kid is of another endpoint.',
    give: () =>
      said(
        "IDX10501: Signature validation failed. Unable to match key: kid: 'kWbkaa6qs8wsTnBwiiNYOhHbnAw'. Number of keys in TokenValidationParameters: '10'. Number of keys in Configuration: '0'. Exceptions caught: ''. token: '{\"alg\":\"RS256\"}'",
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/kid|key/i],
      says: [/kid/, /Authority|discovery|metadata|tenant|configuration/i],
    },
  },
  {
    id: 'dotnet-packages-of-two-versions',
    source: 'AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet#2469',
    title: 'IDX10503 with an empty list of keys tried: two packages of the family have different versions.',
    give: () =>
      said(
        "IDX10503: Signature validation failed. Token does not have a kid. Keys tried: ''. Number of keys in TokenValidationParameters: '8'. Number of keys in Configuration: '0'. Exceptions caught: ''.",
      ),
    answer: { verdict: ['cannot-tell'], root: [/key|sign/i], says: [/version/i, /package|Microsoft\.IdentityModel/i] },
  },
  {
    id: 'cognito-verifier-token-use',
    source: 'awslabs/aws-jwt-verify#98',
    title: 'aws-jwt-verify expects an access token and got the ID token.',
    give: () => said('CognitoJwtInvalidTokenUseError: Token use not allowed: id. Expected: access'),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/kind|ID token/i], says: [/ID token/, /access token/i] },
  },
  {
    id: 'cognito-generic-verifier-missing-audience',
    source: 'awslabs/aws-jwt-verify#46',
    title: 'The generic verifier asks an access token of Cognito for an audience that it never has.',
    give: () => said('JwtInvalidClaimError: Missing Audience. Expected: 1irae6vkl1v4f8so6o09h787ev'),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/audience/i], says: [/client_id|Cognito/] },
  },
  {
    id: 'laravel-jwt-string-two-dots',
    source: 'laravel/passport#251',
    title: 'Laravel Passport: the access token that arrives is not a JWT.',
    give: () =>
      said(
        "local.ERROR: League\\OAuth2\\Server\\Exception\\OAuthServerException: The resource owner or authorization server denied the request. in /home/vagrant/Code/vendor/league/oauth2-server/src/Exception/OAuthServerException.php:165\nStack trace:\n#0 BearerTokenValidator.php(77): League\\OAuth2\\Server\\Exception\\OAuthServerException::accessDenied('The JWT string ...')",
      ),
    answer: { verdict: ['cannot-tell'], root: [/JWT|kind|parts|sign/i], says: [/dots|not a JWT|three parts/i] },
  },
  {
    id: 'keycloak-connect-wrong-iss',
    source: 'ferrerojosh/nest-keycloak-connect#176',
    title: 'invalid token (wrong ISS): the backend knows Keycloak by another name.',
    give: () =>
      said(
        'WARN [Keycloak] Cannot validate access token: Error: Grant validation failed. Reason: invalid token (wrong ISS)',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/issuer/i],
      says: [/authServerUrl|auth-server-url|host|hostname|realm/i],
    },
  },
  {
    id: 'keycloak-no-public-key-for-kid',
    source: 'ivangfr/springboot-keycloak-openldap#3',
    title: "Didn't find publicKey for specified kid: the token is of another realm or another Keycloak.",
    give: () =>
      said(
        'HTTP/1.1 401 \r\nWWW-Authenticate: Bearer realm="company-services", error="invalid_token", error_description="Didn\'t find publicKey for specified kid"\r\n\r\n',
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/kid|key/i], says: [/realm|certs|key set/i] },
  },
  {
    id: 'django-keycloak-invalid-or-expired',
    source: 'marcelo225/django-keycloak-auth#19',
    title: 'Invalid or expired token. Verify your Keycloak configuration: two host names for one Keycloak.',
    give: () => said('{"detail":"Invalid or expired token. Verify your Keycloak configuration."}'),
    answer: { verdict: ['cannot-tell'], root: [/issuer|expired|sign|key/i], says: [/issuer|host/i] },
  },
  {
    id: 'supabase-legacy-jwt',
    source: 'supabase/supabase#47747',
    title: 'Edge Functions refuse tokens of the legacy secret: UNAUTHORIZED_LEGACY_JWT.',
    give: () => said('{"code":"UNAUTHORIZED_LEGACY_JWT","message":"Invalid JWT"}'),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/algorithm|key|secret|credential/i],
      says: [/HS256|legacy|secret/i],
    },
  },
  {
    id: 'app-store-not-authorized-wrong-key',
    source: 'egodigital/node-appstore-connect#3',
    title: 'App Store Connect: NOT_AUTHORIZED; the environment had the id of another key.',
    give: () =>
      said(
        'Error: Unexpected Response: [401] \'{"errors":[{"status":"401","code":"NOT_AUTHORIZED","title":"Authentication credentials are missing or invalid.","detail":"Provide a properly configured and signed bearer token, and make sure that it has not expired."}]}\'',
      ),
    answer: { verdict: ['cannot-tell'], root: [/key|kid|sign/i], says: [/kid|key id/i, /issuer|iss\b/i] },
  },
  {
    id: 'docusign-issuer-is-client-id',
    source: 'docusign/docusign-esign-php-client#187',
    title: 'DocuSign: issuer_not_found, for an integration key that is not whole or of the other environment.',
    give: () => said('Error: invalid_grant error_description issuer_not_found'),
    answer: {
      verdict: ['cannot-tell'],
      root: [/application|identity|issuer|environment|account/i],
      says: [/integration key/i],
    },
  },
  {
    id: 'docusign-host-with-scheme-twice',
    source: 'docusign/docusign-esign-python-client#57',
    title: "DocuSign SDK: host='https', because the base path was given with its scheme.",
    give: () =>
      said(
        "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='https', port=443): Max retries exceeded with url: //account-d.docusign.com/oauth/token (Caused by NewConnectionError('<urllib3.connection.VerifiedHTTPSConnection object at 0x7fa77f6c8dd8>: Failed to establish a new connection: [Errno -2] Name or service not known',))",
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/network|host/i],
      says: [/https:\/\/|scheme|without https/i],
    },
  },
];
