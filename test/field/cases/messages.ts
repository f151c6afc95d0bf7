import type { FieldCase } from '../case.ts';
import { said } from '../kit.ts';

/** A message, and nothing else: what most threads begin with. */
export const messages: readonly FieldCase[] = [
  {
    id: 'firebase-admin-got-googles-own-token',
    source: 'firebase/firebase-admin-go#723',
    title: 'firebase-admin got the ID token of Google Sign-In; Firebase makes its own.',
    give: () =>
      said(
        `ID token has invalid 'aud' (audience) claim; expected "lamp-prod" but got "439438934984-k2onb.apps.googleusercontent.com"; make sure the ID token comes from the same Firebase project as the credential used to authenticate this SDK; see https://firebase.google.com/docs/auth/admin/verify-id-tokens for details on how to retrieve a valid ID token`,
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/audience|other kind|another kind|ID token/i],
      says: [/Google/, /getIdToken/],
    },
  },
  {
    id: 'firebase-project-id-has-line-ends',
    source: 'firebase/firebase-admin-python#487',
    title: 'The project id was read from a file together with its line breaks.',
    give: () =>
      said(
        'firebase_admin._auth_utils.InvalidIdTokenError: Firebase ID token has incorrect "aud" (audience) claim. Expected  "\ndev-lamp\n" but got "dev-lamp". Make sure the ID token comes from the same Firebase project as the service account used to authenticate this SDK. See https://firebase.google.com/docs/auth/admin/verify-id-tokens for details on how to retrieve ID token.',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/audience/i],
      says: [/line end|line break|newline|blank/i],
    },
  },
  {
    id: 'firebase-project-id-undefined',
    source: 'awinogrodzki/next-firebase-auth-edge#240',
    title: 'The verifier expects the project "undefined": its project id is not set.',
    give: () =>
      said(
        'Invalid argument: idToken has incorrect "iss" (issuer) claim. Expected https://securetoken.google.com/undefined, but got https://securetoken.google.com/lamp-prod',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/issuer|iss\b/i],
      says: [/undefined/, /not set|unset|variable|project/i],
    },
  },
  {
    id: 'gcloud-key-rotated',
    source: 'google-github-actions/setup-gcloud#76',
    title: 'gcloud: Invalid JWT Signature, since the key was rotated.',
    give: () =>
      said(
        'ERROR: (gcloud.auth.activate-service-account) There was a problem refreshing your current auth tokens: invalid_grant: Invalid JWT Signature.',
      ),
    answer: {
      verdict: ['cannot-tell'],
      root: [/key/i],
      says: [/service account|client_email|private_key_id/i, /delet|rotat|replac/i],
    },
  },
  {
    id: 'kube-oidc-proxy-no-audience',
    source: 'TremoloSecurity/kube-oidc-proxy#23',
    title: 'The token has no aud; the proxy of Kubernetes expects its client id.',
    give: () =>
      said(
        'I0805 15:16:00.243462 1 probe.go:70] OIDC provider initialized, readiness check returned error: oidc: verify token: oidc: expected audience "lamp-dashboard" got []',
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/audience/i], says: [/lamp-dashboard/] },
  },
  {
    id: 'kubernetes-audience-of-the-dashboard',
    source: 'kubernetes-sigs/headlamp#670',
    title: 'The API server knows the client "kubernetes"; Dex made the token for "headlamp".',
    give: () =>
      said(
        String.raw`E0817 09:12:44.118 1 authentication.go:63] "Unable to authenticate the request" err="[invalid bearer token, oidc: verify token: oidc: expected audience \"kubernetes\" got [\"headlamp\"]]"`,
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/audience/i],
      says: [/expected audience: kubernetes|"?kubernetes"?/, /headlamp/, /oidc-client-id/],
    },
  },
  {
    id: 'rust-jsonwebtoken-invalid-audience',
    source: 'Keats/jsonwebtoken#422',
    title: 'Since an update, Rust says InvalidAudience: no audience was set to expect.',
    give: () => said('Failed to validate the JWT token. Error: InvalidAudience'),
    answer: { verdict: ['cannot-tell'], root: [/audience/i], says: [/set_audience|validate_aud/] },
  },
  {
    id: 'vault-kubernetes-issuer',
    source: 'external-secrets/external-secrets#508',
    title: 'Vault compares the issuer of the service account with another one, since Kubernetes 1.21.',
    give: () =>
      said(
        String.raw`{"level":"error","logger":"controllers.ExternalSecret","msg":"could not get provider client","error":"error from Vault request: Error making API request.\n\nURL: POST https://vault.lamp.example/v1/auth/k8s/login\nCode: 500. Errors:\n\n* claim \"iss\" is invalid"}`,
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/issuer|iss\b/i],
      says: [/disable_iss_validation|issuer=|`issuer`/],
    },
  },
  {
    id: 'passport-key-not-readable',
    source: 'sourcentis/mercator#1013',
    title: 'Laravel Passport: Invalid key supplied: the keys were never made, or may not be read.',
    give: () =>
      said(
        `[2024-12-11 10:26:54] production.ERROR: Invalid key supplied {"userId":1,"exception":"[object] (LogicException(code: 0): Invalid key supplied at /var/www/lamp/vendor/league/oauth2-server/src/CryptKey.php:67)`,
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/key/i], says: [/passport:keys|oauth-private\.key/] },
  },
  {
    id: 'php-jwt-key-not-coerced',
    source: 'googleapis/php-jwt#287',
    title: 'PHP cannot make a public key of what it was given: the set of Google’s certificates as one text.',
    give: () =>
      said(
        'ERROR: openssl_verify(): supplied key param cannot be coerced into a public key on line 243 in file /srv/lamp/vendor/firebase/php-jwt/src/JWT.php.',
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/key/i], says: [/public key/i] },
  },
  {
    id: 'ruby-jwt-google-issuer-scheme',
    source: 'lynndylanhurley/devise_token_auth_demo#9',
    title: 'ruby-jwt expects accounts.google.com, and the token says https://accounts.google.com.',
    give: () =>
      said(
        'JWT::InvalidIssuerError: Invalid issuer. Expected accounts.google.com, received https://accounts.google.com',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/issuer|iss\b/i],
      says: [/https:\/\/accounts\.google\.com/, /expected issuer: accounts|Expected[^.]*accounts/i],
    },
  },
  {
    id: 'envoy-keys-rotated',
    source: 'envoyproxy/gateway#4180',
    title: 'The provider rotated its keys; Envoy keeps the set that it fetched.',
    give: () => said("HTTP/1.1 401 Unauthorized\n\nJwks doesn't have key to match kid or alg from Jwt"),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/key|kid/i], says: [/rotat|cache|fetch/i] },
  },
  {
    id: 'twilio-wrong-secret',
    source: 'twilio/video-quickstart-ios#146',
    title: 'Twilio Video: the secret belongs to another API key.',
    give: () => said('TwilioVideo error 20107: Invalid Access Token signature'),
    answer: { verdict: ['cannot-tell'], root: [/secret|key/i], says: [/secret/i] },
  },
  {
    id: 'idx10214-leading-blank',
    source: 'Azure-Samples/active-directory-aspnetcore-webapp-openidconnect-v2#347',
    title: 'The audience in appsettings.json begins with a space.',
    give: () =>
      said(
        "SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: '0d5c1a44-93b7-4b7e-8a1e-7a5f2c9d6e10'. Did not match: validationParameters.ValidAudience: ' 0d5c1a44-93b7-4b7e-8a1e-7a5f2c9d6e10' or validationParameters.ValidAudiences: 'null'.",
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/audience/i], says: [/blank|space/i] },
  },
  {
    id: 'idx10214-no-audience',
    source: 'DuendeArchive/IdentityServer4#4727',
    title: 'IdentityServer gives no aud, since only API scopes were defined.',
    give: () =>
      said(
        "IDX10214: Audience validation failed. Audiences: 'empty'. Did not match: validationParameters.ValidAudience: 'LampAPI' or validationParameters.ValidAudiences: 'null'.",
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/audience/i],
      says: [/LampAPI/, /no aud|without aud|empty/i],
    },
  },
  {
    id: 'idx10214-resources',
    source: 'damienbod/angular-auth-oidc-client#392',
    title: 'The token is for /resources, as the scope of the API was not asked for.',
    give: () =>
      said(
        "[18:04:24 Information] Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerHandler\nFailed to validate the token.\nMicrosoft.IdentityModel.Tokens.SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: 'https://localhost:44340/resources'. Did not match: validationParameters.ValidAudience: 'api1' or validationParameters.ValidAudiences: 'null'.",
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/audience/i], says: [/api1/, /resources/] },
  },
  {
    id: 'jose4j-no-key-for-hs512',
    source: 'quarkusio/quarkus#31731',
    title: 'Quarkus looks for a public key; the token is signed with the client secret.',
    give: () =>
      said(
        `2023-03-09 15:55:06,615 DEBUG [io.qua.oid.run.OidcProvider] (vert.x-eventloop-thread-3) Verification of the token issued to client lamp has failed: Unable to process JOSE object (cause: org.jose4j.lang.UnresolvableKeyException: JWK is not available, neither 'kid' nor 'x5t' token headers are set): JsonWebSignature{"alg":"HS512","typ":"JWT"}->eyJhb....`,
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/kid|key|algorithm|secret/i], says: [/kid/] },
  },
  {
    id: 'jose4j-issuer-of-two-host-names',
    source: 'quarkusio/quarkus#16294',
    title: 'Keycloak has two host names; Quarkus knows the other one.',
    give: () =>
      said(
        `JWT (claims->{"exp":1617787000,"iss":"https://keycloak.lamp.example/auth/realms/quarkus"}) rejected due to invalid claims or other invalid content. Additional details: [[12] Issuer (iss) claim value (https://keycloak.lamp.example/auth/realms/quarkus) doesn't match expected value of https://192.168.49.1:8543/auth/realms/quarkus]`,
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/issuer|iss\b/i],
      says: [/192\.168\.49\.1:8543/, /keycloak\.lamp\.example/],
    },
  },
  {
    id: 'go-illegal-base64-byte-6',
    source: 'dgrijalva/jwt-go#106',
    title: 'The whole header, with "Bearer", was given to the parser.',
    give: () => said('illegal base64 data at input byte 6'),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/Bearer|base64|JWT|token/i], says: [/Bearer/] },
  },
  {
    id: 'go-invalid-character-for-value',
    source: 'golang-jwt/jwt#216',
    title: 'What was cut out of the header is no token.',
    give: () => said(`{"code":401,"message":"invalid character 'È' looking for beginning of value"}`),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/JWT|token|JSON|base64/i], says: [/JWT|token/] },
  },
  {
    id: 'jjwt-signed-claims-not-supported',
    source: 'TechPrimers/jwt-security-example#4',
    title: 'jjwt was told to read an unsigned token.',
    give: () => said('io.jsonwebtoken.UnsupportedJwtException: Signed Claims JWSs are not supported.'),
    answer: { verdict: ['cannot-tell'], root: [/sign|parse|kind/i], says: [/parseClaimsJws|parseSignedClaims/] },
  },
  {
    id: 'github-app-id-of-another-app',
    source: 'actions/create-github-app-token#153',
    title: 'GitHub cannot decode the token: app id and key are of two apps.',
    give: () =>
      said(
        'RequestError [HttpError]: A JSON web token could not be decoded - https://docs.github.com/rest\n  status: 401',
      ),
    answer: { verdict: ['cannot-tell'], root: [/key|app/i], says: [/app/i, /private key|fingerprint/i] },
  },
  {
    id: 'jwks-without-signing-keys',
    source: 'auth0/docs#7483',
    title: 'The URL of the key set and the issuer were swapped.',
    give: () => said('JwksError: The JWKS endpoint did not contain any keys'),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/key/i], says: [/jwks/i] },
  },
  {
    id: 'edge-runtime-key-for-es256',
    source: 'supabase/edge-runtime#654',
    title: 'The runtime verifies an ES256 token with the old shared secret.',
    give: () =>
      said(
        'TypeError: Key for the ES256 algorithm must be of type CryptoKey. Received an instance of Uint8Array\n    at asymmetricTypeCheck (https://deno.land/x/jose@v4.13.1/lib/check_key_type.ts:14:11)\n    at async Object.handler (index.ts:140:34)',
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/key|algorithm/i], says: [/ES256|secret/] },
  },
];
