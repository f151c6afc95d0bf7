import type { Issuer } from './issuer.ts';

/** Issuers whose tokens name a job, a pod or a service instead of a person. */
export const WORKLOADS: readonly Issuer[] = [
  {
    id: 'github-actions',
    name: 'GitHub Actions',
    source: 'https://docs.github.com/en/actions/reference/security/oidc',
    iss: /^https:\/\/token\.actions\.githubusercontent\.com(?:\/[\w-]+)?$/,
    kinds: [{ name: 'OIDC token of a workflow', fits: () => true }],
    keys: '{iss}/.well-known/jwks',
    isHosted: true,
  },
  {
    id: 'gitlab-ci',
    name: 'GitLab CI',
    source: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
    iss: /^https:\/\/gitlab\.[\w.-]+$/,
    kinds: [{ name: 'ID token of a job', fits: (claims) => Object.hasOwn(claims, 'project_path') }],
    keys: '{iss}/oauth/discovery/keys',
  },
  {
    id: 'kubernetes',
    name: 'Kubernetes',
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
    iss: /^(?:kubernetes\/serviceaccount|https:\/\/kubernetes\.default\.svc(?:\.[\w.-]+)?\/?|https:\/\/oidc\.eks\.[\w-]+\.amazonaws\.com\/id\/\w+|https:\/\/container\.googleapis\.com\/v1\/[\w/.-]+)$/,
    marks: ['kubernetes.io'],
    kinds: [{ name: 'service account token', fits: () => true }],
    keysInWords:
      'at /openid/v1/jwks of the API server (kubectl get --raw /openid/v1/jwks); EKS and GKE: iss with /.well-known/openid-configuration behind it',
  },
  {
    id: 'firebase-custom',
    name: 'Firebase',
    source: 'https://firebase.google.com/docs/auth/admin/create-custom-tokens',
    // Any service account of the project may sign them.
    iss: /^[\w.-]+@[\w.-]+\.gserviceaccount\.com$/,
    aud: /^https:\/\/identitytoolkit\.googleapis\.com\//,
    kinds: [{ name: 'custom token', fits: () => true }],
    keysInWords:
      'those of the service account: https://www.googleapis.com/service_accounts/v1/jwk/ACCOUNT@PROJECT.iam.gserviceaccount.com',
  },
  {
    id: 'spiffe',
    name: 'SPIFFE',
    source: 'https://spiffe.io/docs/latest/spiffe-specs/jwt-svid/',
    iss: /^spiffe:\/\/[\w./-]+$/,
    // JWT-SVID, section 3: the SPIFFE ID is the sub; no iss is asked for.
    sub: /^spiffe:\/\/[\w./-]+$/,
    kinds: [{ name: 'JWT-SVID', fits: () => true }],
    keysInWords:
      'in the trust bundle: spire-server bundle show -format spiffe, or the bundle endpoint of the trust domain',
  },
];
