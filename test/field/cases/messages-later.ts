import type { FieldCase } from '../case.ts';
import { said } from '../kit.ts';

/** Messages of a third hunt, on 2026-11-30: nothing of these was known when they were written down. */
export const messagesLater: readonly FieldCase[] = [
  {
    id: 'istio-rbac-denied-after-upgrade',
    source: 'istio/istio#49913',
    title: 'RBAC: access denied, since Istio 1.21: the policy about audiences, not the token.',
    give: () => said('HTTP/1.1 403 Forbidden\r\ncontent-type: text/plain\r\nserver: envoy\r\n\r\nRBAC: access denied'),
    answer: {
      verdict: ['cannot-tell'],
      root: [/authenticat|permission|polic/i],
      says: [/AuthorizationPolicy|RBAC/],
      neverProved: ['token-expired'],
    },
  },
  {
    id: 'istiod-token-audience-istio-ca',
    source: 'istio/istio#34293',
    title: 'istiod refuses a service account token: its audience is the API server, not istio-ca.',
    give: () =>
      said(
        'Failed to authenticate client from 10.4.7.31:53276: Authenticator KubeJWTAuthenticator: failed to validate the JWT from cluster "Kubernetes": the service account authentication returns an error: [invalid bearer token, token audiences ["https://kubernetes.default.svc.cluster.local"] is invalid for the target audiences ["istio-ca"]]',
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/audience/i], says: [/istio-ca/, /projected|audience/i] },
  },
  {
    id: 'vault-k8s-lookup-failed-audience',
    source: 'hashicorp/vault-plugin-auth-kubernetes#73',
    title: 'Vault: lookup failed, the projected token has the audience vault and the API server wants api.',
    give: () =>
      said(
        '{"errors":["lookup failed: [invalid bearer token, token audiences [\\"vault\\"] is invalid for the target audiences [\\"api\\"]]"]}',
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/audience/i], says: [/\bvault\b/, /\bapi\b/] },
  },
  {
    id: 'vault-permission-denied-at-login',
    source: 'hashicorp/vault-secrets-operator#379',
    title: 'Vault answers permission denied at the Kubernetes login: the token has no audience of the API server.',
    give: () =>
      said(
        'Failed to get Vault client: Error making API request.\n\nURL: PUT https://vault.lamp.example/v1/auth/kubernetes/login\nCode: 403. Errors:\n\n* permission denied, lease_id=',
      ),
    answer: {
      verdict: ['cannot-tell'],
      root: [/audience|kind|permission|signature|identity|issuer|authenticat/i],
      says: [/audience/i, /service account|TokenReview|role/i],
    },
  },
  {
    id: 'kong-public-key-not-taken',
    source: 'Kong/kubernetes-ingress-controller#1865',
    title: 'No credentials found for iss, and the controller logs that the public key is invalid.',
    give: () =>
      said(
        'level=error msg="failed to update kong configuration: posting new config to /config: HTTP status 400 (message: \\"declarative config is invalid: {consumers={[2]={jwt_secrets={{[\\\\\\"@entity\\\\\\"]={\\\\\\"failed conditional validation given value of field \'algorithm\'\\\\\\"},rsa_public_key=\\\\\\"invalid key\\\\\\"}}}}}\\")"\n{"message":"No credentials found for given \'iss\'"}',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/key/i],
      says: [/public key/i, /invalid key|PEM|rsa_public_key/i],
    },
  },
  {
    id: 'drf-sso-unauthorized-signing-key',
    source: 'namespace-ee/django-rest-framework-sso#19',
    title: 'Unauthorized token signing key: the issuer is not among PUBLIC_KEYS under its name.',
    give: () => said('{"detail":"Unauthorized token signing key."}'),
    answer: { verdict: ['cannot-tell'], root: [/key/i], says: [/issuer|iss\b|kid/i] },
  },
  {
    id: 'simplejwt-cannot-fetch-the-keys',
    source: 'jazzband/djangorestframework-simplejwt#773',
    title: 'Token is invalid or expired; behind it the key set could not be fetched for want of certificates.',
    give: () =>
      said(
        'jwt.exceptions.PyJWKClientConnectionError: Fail to fetch data from the url, err: "<urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)>"',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/network|TLS|certificate|fetch/i],
      says: [/certificate/i],
      neverProved: ['token-expired'],
    },
  },
  {
    id: 'salesforce-grant-type-not-supported',
    source: 'aaronhuggins/sf-jwt-token#1',
    title: 'Salesforce: grant type not supported; the form did not arrive as one.',
    give: () => said('{"error":"unsupported_grant_type","error_description":"grant type not supported"}'),
    answer: { verdict: ['cannot-tell'], root: [/grant/i], says: [/grant_type|x-www-form-urlencoded/] },
  },
  {
    id: 'salesforce-invalid-assertion',
    source: 'frankkessler/salesforce-laravel-oauth2-rest#68',
    title: 'Salesforce: invalid assertion, with a certificate that is not that of the private key.',
    give: () =>
      said(
        'Client error: `POST https://login.salesforce.com/services/oauth2/token` resulted in a `400 Bad Request` response:\n{"error":"invalid_grant","error_description":"invalid assertion"}',
      ),
    answer: { verdict: ['cannot-tell'], root: [/sign|key|certificate/i], says: [/certificate/i] },
  },
  {
    id: 'uport-issued-in-the-future',
    source: 'uport-project/uport-mobile-issues#28',
    title: 'JWT not valid yet (issued in the future): the clock of the telephone is two minutes ahead.',
    give: () => said('Error: JWT not valid yet (issued in the future): iat: 1796025730 > now: 1796025600.449'),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/clock/i],
      says: [/130|2 min|minutes/i],
      neverProved: ['token-expired'],
    },
  },
  {
    id: 'appauth-issued-at-ten-minutes',
    source: 'MaikuB/flutter_appauth#408',
    title: 'Issued at time is more than 10 minutes before or after the current time: the device has another time.',
    give: () =>
      said(
        'PlatformException(token_failed, Failed to get token: Issued at time is more than 10 minutes before or after the current time, null, null)',
      ),
    answer: { verdict: ['cannot-tell'], root: [/clock/i], says: [/device|telephone|phone|machine/i] },
  },
  {
    id: 'stream-used-before-iat',
    source: 'GetStream/stream-node#64',
    title: 'Stream: token used before issue at (iat); a library rounded iat up.',
    give: () =>
      said(
        '{type: connection.error, connection_id: , error: {code: 42, message: JWTAuth error: token used before issue at (iat), StatusCode: 401, duration: , more_info: , details: []}}',
      ),
    answer: { verdict: ['cannot-tell'], root: [/clock|not yet|iat/i], says: [/iat/] },
  },
  {
    id: 'oauth2client-used-too-late',
    source: 'googleapis/oauth2client#568',
    title: 'Token used too late: an app sends the ID token that it kept.',
    give: () =>
      said(
        "logger:  Invalid token. Token used too late, 1796025600 > 1796025092: {u'aud': u'', u'iss': u'accounts.google.com', u'email_verified': True, u'exp': 1796024792, u'azp': u'', u'iat': 1796021192, u'sub': u''}",
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/expired/i], says: [/refresh|new token|again|kept|cache/i] },
  },
  {
    id: 'traefik-plugin-claims-missing',
    source: 'sevensolutions/traefik-oidc-auth#35',
    title: 'A Traefik plugin wants aud and iss in an access token that has none.',
    give: () =>
      said(
        'token has invalid claims: token is missing required claim: aud claim is required, token is missing required claim: iss claim is required',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/claim/i],
      says: [/\baud\b/, /\biss\b/, /kind|access token|ID token/i],
    },
  },
  {
    id: 'oauth2-proxy-audience-claims-empty',
    source: 'oauth2-proxy/oauth2-proxy#3280',
    title: 'oauth2-proxy with the alpha configuration: the list of audience claims is empty.',
    give: () =>
      said(
        '[oauthproxy.go:898] Error redeeming code during OAuth2 callback: could not verify id_token: audience claims [] do not exist in claims: map[acr:1 aud:lamp-proxy azp:lamp-proxy exp:1.796029e+09 iss:https://id.lamp.example/realms/lamp]',
      ),
    answer: { verdict: ['cannot-tell'], root: [/audience/i], says: [/audienceClaims|audience[- ]claim/i] },
  },
  {
    id: 'spring-malformed-token',
    source: 'spring-projects/spring-security#14788',
    title: 'Spring: Malformed token; what one service hands on to the next is no JWT.',
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
    title: 'Laravel Passport: the access token that arrives is no JWT.',
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
