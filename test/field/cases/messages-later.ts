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
    title: 'Token is invalid or expired; behind it the key set could not be fetched without certificates.',
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
];
