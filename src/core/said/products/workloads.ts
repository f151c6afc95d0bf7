import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NOT_BEGUN } from './usual-means.ts';

export const kubernetes: Product = {
  id: 'kubernetes',
  name: 'Kubernetes',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens',
  look: {
    key: 'Compare --service-account-key-file and --service-account-signing-key-file of every kube-apiserver, or ask the API: kubectl get --raw /openid/v1/jwks > jwks.json, then mintmark doctor TOKEN --jwks jwks.json.',
    audience:
      'Compare --api-audiences of the kube-apiserver with aud of the token; kubectl create token NAME --audience VALUE asks for another one.',
    issuer: 'Compare --service-account-issuer of the kube-apiserver with iss of the token.',
    token:
      'Read kubernetes.io in the claims: mintmark inspect TOKEN. The pod and the service account that it names have to exist still, with the same uid.',
  },
  messages: [
    {
      id: 'invalidated',
      says: ['service account token has been invalidated', 'serviceaccount token has been invalidated'],
      means: { 'token-revoked': 1 },
      note: 'the service account, its secret or the pod was deleted, or made again with another uid: the program has to read the token file again',
      sample: 'err="[invalid bearer token, service account token has been invalidated]"',
      decides: {
        'token-revoked':
          'Read kubernetes.io in the claims (mintmark inspect TOKEN), and compare the uid with kubectl get serviceaccount NAME -o yaml; let the program read the token file again.',
      },
    },
    {
      id: 'expired',
      says: 'service account token has expired',
      means: ENDED,
      note: 'projected tokens are renewed in the file: the program has to read it again',
      sample: '[invalid bearer token, service account token has expired]',
    },
    {
      id: 'audience',
      says: 'token audiences ["{received}"] is invalid for the target audiences ["{audience}"]',
      means: { 'audience-not-expected': 1 },
      sample: 'token audiences ["vault"] is invalid for the target audiences ["https://kubernetes.default.svc"]',
    },
    {
      id: 'signature',
      says: 'invalid bearer token, {library}: error in cryptographic primitive',
      means: { 'verifier-holds-wrong-key': 5, ...BAD_SIGNATURE, 'key-not-in-set': 4 },
      note: 'another key signed it: a token of another cluster, or an API server that has another service account key than its peers',
      sample: '[invalid bearer token, square/go-jose: error in cryptographic primitive]',
    },
  ],
};

export const spiffe: Product = {
  id: 'spiffe',
  name: 'SPIFFE, SPIRE',
  source: 'https://spiffe.io/docs/latest/spiffe-specs/jwt-svid/',
  look: {
    audience:
      'Ask for the JWT-SVID with the audience that the server expects: spire-agent api fetch jwt -audience VALUE.',
    key: 'Compare kid with the JWT bundle of the trust domain: spire-server bundle show -format spiffe > bundle.json, then mintmark doctor TOKEN --jwks bundle.json.',
  },
  messages: [
    {
      id: 'audience',
      says: 'jwtsvid: expected audience in ["{audience}"] (audience=["{received}"])',
      means: { 'audience-not-expected': 1 },
      note: 'the JWT-SVID was fetched for another audience',
      sample: 'jwtsvid: expected audience in ["spiffe://lamp.example/server"] (audience=["spiffe://lamp.example/web"])',
    },
    { id: 'expired', says: 'jwtsvid: token has expired', means: ENDED, sample: 'jwtsvid: token has expired' },
    {
      id: 'bundle',
      says: ['no bundle found for trust domain', 'jwtsvid: no JWT authority'],
      means: { 'key-not-in-set': 4, 'issuer-not-expected': 2 },
      note: 'the bundle of the trust domain is missing or old',
      sample: 'jwtsvid: no bundle found for trust domain "lamp.example"',
    },
    {
      id: 'subject',
      says: 'jwtsvid: token has an invalid subject claim',
      means: { 'subject-invalid': 1 },
      sample: 'jwtsvid: token has an invalid subject claim: scheme is missing or invalid',
    },
  ],
};

/** Clouds that take the token of a workload in exchange for their own. */
export const federation: Product = {
  id: 'workload-federation',
  name: 'workload identity of AWS, Google Cloud, Entra',
  source: 'https://docs.github.com/en/actions/reference/security/oidc',
  look: {
    audience:
      'Compare aud of the token with the audience of the provider (IAM: client id list; Google: allowed audiences; Entra: api://AzureADTokenExchange): mintmark doctor TOKEN --audience VALUE.',
    issuer:
      'Compare iss of the token with the URL of the provider, slash included: mintmark doctor TOKEN --issuer VALUE.',
    token:
      'Compare sub (and the other claims) of the token with the condition of the trust policy: mintmark inspect TOKEN.',
    permission:
      'Compare sub (and the other claims) of the token with the condition of the trust policy: mintmark inspect TOKEN.',
    time: 'Compare the clocks, and ask for a new token right before it is sent.',
  },
  messages: [
    {
      id: 'aws-provider',
      says: 'No OpenIDConnect provider found in your account for {issuer}',
      means: { 'issuer-not-expected': 1 },
      note: 'IAM has no identity provider with exactly this URL',
      sample: 'No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
    },
    {
      id: 'aws-condition',
      says: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      means: { 'claim-not-accepted': 5, 'audience-not-expected': 2 },
      note: 'the condition of the trust policy does not fit sub (or aud) of the token',
      sample: 'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    },
    {
      id: 'aws-keys',
      says: "Couldn't retrieve verification key from your identity provider",
      means: { 'network-or-tls-failure': 3, 'key-not-in-set': 3 },
      sample: "InvalidIdentityToken: Couldn't retrieve verification key from your identity provider",
    },
    {
      id: 'google-audience',
      says: 'The audience in ID Token [{received}] does not match the expected audience',
      means: { 'audience-not-expected': 1 },
      sample:
        'The audience in ID Token [https://github.com/lamp] does not match the expected audience //iam.googleapis.com/x.',
    },
    {
      id: 'google-condition',
      says: 'The given credential is rejected by the attribute condition',
      means: { 'claim-not-accepted': 1 },
      sample:
        '{"error":"unauthorized_client","error_description":"The given credential is rejected by the attribute condition."}',
    },
    {
      id: 'entra-subject',
      says: ['AADSTS700213', 'AADSTS70021'],
      means: { 'claim-not-accepted': 4, 'issuer-not-expected': 2 },
      note: 'no federated credential has exactly this subject and issuer',
      sample: 'AADSTS70021: No matching federated identity record found for presented assertion.',
    },
    {
      id: 'entra-audience',
      says: 'AADSTS700212',
      means: { 'audience-not-expected': 1 },
      sample: 'AADSTS700212: No matching federated identity record found for presented assertion audience',
    },
    {
      id: 'entra-time',
      says: 'AADSTS700024',
      means: { ...ENDED, ...NOT_BEGUN },
      sample: 'AADSTS700024: Client assertion is not within its valid time range.',
    },
    {
      id: 'entra-signature',
      says: ['AADSTS700027', 'AADSTS50013'],
      means: { ...BAD_SIGNATURE, 'kid-unknown': 4 },
      note: 'the certificate of the assertion (x5t) is not registered with the application',
      sample: 'AADSTS700027: Client assertion failed signature validation.',
    },
  ],
};

export const jitsi: Product = {
  id: 'jitsi',
  name: 'Jitsi (Prosody)',
  profile: 'jitsi',
  source: 'https://github.com/jitsi/lib-jitsi-meet/blob/master/doc/tokens.md',
  look: {
    issuer:
      'iss has to be app_id of Prosody (docker: JWT_APP_ID), or one of asap_accepted_issuers (JWT_ACCEPTED_ISSUERS): mintmark inspect TOKEN.',
    audience:
      'aud has to be app_id of Prosody, or one of asap_accepted_audiences (docker: JWT_ACCEPTED_AUDIENCES): mintmark inspect TOKEN.',
    key: 'HS256 is signed with app_secret (docker: JWT_APP_SECRET); signature_algorithm (JWT_SIGN_TYPE) names another algorithm: mintmark doctor TOKEN --secret env:NAME.',
    identity:
      'sub is the domain (or the tenant) and room the name of the room, in lower case; the claims stand at the top, not below context.',
  },
  messages: [
    {
      id: 'issuer',
      says: ["Invalid issuer ('iss' claim)", 'Issuer field is missing'],
      means: { 'issuer-not-expected': 4, 'identity-claim-mistaken': 2, 'claim-missing': 1 },
      note: 'iss is not the app_id',
      sample: "Error verifying token err:not-allowed, reason:Invalid issuer ('iss' claim)",
    },
    {
      id: 'audience',
      says: ["Invalid audience ('aud' claim)", 'aud field is missing'],
      means: { 'audience-not-expected': 4, 'claim-missing': 1 },
      sample: "reason:Invalid audience ('aud' claim)",
    },
    {
      id: 'algorithm',
      says: 'Invalid or incorrect alg',
      means: { 'algorithm-not-allowed': 1 },
      note: 'Prosody expects HS256 with app_secret, RS256 with a key server; signature_algorithm (JWT_SIGN_TYPE) changes it',
      sample: 'Error verifying token err:not-allowed, reason:Invalid or incorrect alg tenant: room:test',
    },
    { id: 'expired', says: 'Not acceptable by exp', means: ENDED, sample: 'reason:Not acceptable by exp' },
    { id: 'before', says: 'Not acceptable by nbf', means: NOT_BEGUN, sample: 'reason:Not acceptable by nbf' },
    {
      id: 'required',
      says: 'token required',
      means: { 'authorization-missing': 3, 'token-of-other-kind': 1 },
      note: 'no token came with the connection: the URL carries it as ?jwt=',
      sample: '<failure><not-allowed/><text>token required</text></failure>',
    },
  ],
};
