import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE } from './usual-means.ts';

export const vault: Product = {
  id: 'vault',
  name: 'Vault (jwt auth)',
  source: 'https://developer.hashicorp.com/vault/docs/auth/jwt',
  look: {
    audience:
      'Compare bound_audiences (vault read auth/jwt/role/NAME) with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    issuer: 'Compare bound_issuer (vault read auth/jwt/config) with iss of the token.',
    key: 'vault read auth/jwt/config: jwks_url, oidc_discovery_url or jwt_validation_pubkeys have to be of the issuer.',
    permission: 'Compare bound_claims and bound_subject of the role (vault read auth/jwt/role/NAME) with the claims.',
  },
  messages: [
    {
      id: 'audience',
      says: [
        'invalid audience (aud) claim',
        'audience claim does not match any expected audience',
        'audience claim found in JWT but no audiences bound to the role',
      ],
      means: { 'audience-not-expected': 1 },
      note: 'bound_audiences of the role does not have the aud of the token: Kubernetes gives that of its API server, GitHub the URL of the owner, unless another one is asked for',
      sample:
        'error validating token: invalid audience (aud) claim: audience claim does not match any expected audience',
    },
    {
      id: 'issuer',
      says: 'invalid issuer (iss) claim',
      means: { 'issuer-not-expected': 1 },
      sample: 'error validating token: invalid issuer (iss) claim',
    },
    {
      id: 'kubernetes-issuer',
      says: 'claim "iss" is invalid',
      means: { 'issuer-not-expected': 1 },
      note: 'the Kubernetes auth method compares iss with kubernetes/serviceaccount, which tokens since Kubernetes 1.21 do not have',
      source: 'https://developer.hashicorp.com/vault/docs/auth/kubernetes',
      decides: {
        'issuer-not-expected':
          'vault write auth/kubernetes/config … disable_iss_validation=true (the default since Vault 1.9), or issuer= with the iss of the token.',
      },
      sample: 'Code: 500. Errors: * claim "iss" is invalid',
    },
    {
      id: 'kubernetes-login',
      says: ['v1/auth/…/login…403…permission denied', 'Error making API request…Code: 403…permission denied'],
      means: {
        'audience-not-expected': 4,
        'claim-not-accepted': 3,
        'issuer-not-expected': 2,
        'token-expired': 1,
        'network-or-tls-failure': 1,
      },
      note: 'Vault tells nobody why: with the Kubernetes auth method the API server did not take the token (TokenReview: it is not for its audience), or the role does not name this service account, namespace or audience',
      source: 'https://developer.hashicorp.com/vault/docs/auth/kubernetes',
      decides: {
        'audience-not-expected':
          'Ask the API server itself: kubectl create token SERVICE_ACCOUNT, and a TokenReview of it. A token with another audience than that of the API server cannot be its own reviewer: give Vault token_reviewer_jwt, or bind system:auth-delegator, and set audience of the role to the aud of the token.',
        'claim-not-accepted':
          'vault read auth/kubernetes/role/NAME: bound_service_account_names and bound_service_account_namespaces have to name the pod’s; the server log of Vault (level debug) says which did not.',
      },
      sample: 'URL: PUT https://v.example/v1/auth/kubernetes/login Code: 403. Errors: * permission denied',
    },
    {
      id: 'signature',
      says: ['no known key successfully validated the token signature', 'failed to verify id token signature'],
      means: { ...BAD_SIGNATURE, 'key-not-in-set': 5 },
      sample: 'error validating token: no known key successfully validated the token signature',
    },
    {
      id: 'claim',
      says: ['claim "{claim}" does not match any associated bound claim values', 'error validating claims: claim'],
      means: { 'claim-not-accepted': 4, 'scope-not-granted': 1 },
      note: 'bound_claims of the role',
      sample: 'error validating claims: claim "repository" does not match any associated bound claim values',
    },
    {
      id: 'role',
      says: 'role "{role}" could not be found',
      means: { 'application-unknown': 1 },
      sample: 'role "ci" could not be found',
    },
  ],
};
