import type { FieldCase } from '../case.ts';
import { doctor, encrypted, jwks, response, rs256, said } from '../kit.ts';

const KIDS = ['8Jq2vXcB-one', 'kT0pLm4Z-two'] as const;
const set = jwks({ kid: KIDS[0] }, { kid: KIDS[1], key: 'other' });

export const platforms: readonly FieldCase[] = [
  {
    id: 'github-oidc-trust-policy-audience',
    source: 'aws-actions/configure-aws-credentials#317',
    title: 'The trust policy has the URL of the organisation as audience; the action asks for sts.amazonaws.com.',
    give: () => {
      const token = rs256(
        {
          iss: 'https://token.actions.githubusercontent.com',
          aud: 'sts.amazonaws.com',
          sub: 'repo:lamp/shop:ref:refs/heads/main',
          repository: 'lamp/shop',
        },
        { kid: KIDS[0] },
      );
      return doctor(['@token', '--jwks', 'jwks.json', '--audience', 'https://github.com/lamp'], {
        token,
        'jwks.json': set,
      });
    },
    answer: {
      verdict: ['rejected'],
      root: [/\baud(ience)?\b/i, /sts\.amazonaws\.com/],
      next: [/audience/i],
      neverProved: ['claim-missing', 'issuer-not-expected'],
    },
  },
  {
    id: 'eks-audience-misspelled',
    source: 'awslabs/amazon-eks-irsa-cfn#18',
    title: 'STS: Incorrect token audience; the provider was made with sts.amazon.com.',
    give: () => {
      const iss = 'https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9';
      const token = rs256(
        {
          iss,
          aud: ['sts.amazonaws.com'],
          sub: 'system:serviceaccount:shop:web',
          'kubernetes.io': { namespace: 'shop' },
        },
        { kid: KIDS[0] },
      );
      return doctor(
        [
          '@token',
          '--audience',
          'sts.amazon.com',
          '--said',
          'An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience',
        ],
        { token },
      );
    },
    answer: {
      verdict: ['rejected'],
      root: [/\baud(ience)?\b/i, /sts\.amazonaws\.com/, /sts\.amazon\.com/],
      never: [/mintmark mint/],
    },
  },
  {
    id: 'spiffe-wrong-audience',
    source: 'spiffe/go-spiffe#127',
    title: 'A server of SPIFFE logs that the JWT-SVID has another audience.',
    give: () =>
      said(
        '2026/11/30 08:00:00 Invalid token: jwtsvid: expected audience in ["spiffe://lamp.example/server"] (audience=["spiffe://lamp.example/web"])',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/audience/i],
      says: [/spiffe:\/\/lamp\.example\/server/],
      next: [/audience/i],
    },
  },
  {
    id: 'kubernetes-other-signing-key',
    source: 'kubernetes/kubernetes#110035',
    title: 'One API server of three has another service account key and refuses every pod.',
    give: () =>
      said(
        'E1130 07:59:49.432822    7867 authentication.go:63] "Unable to authenticate the request" err="[invalid bearer token, square/go-jose: error in cryptographic primitive]"',
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/key|sign/i], next: [/key/i], never: [/mintmark mint/] },
  },
  {
    id: 'kubernetes-token-invalidated',
    source: 'kubernetes/kubernetes#124204',
    title: 'The service account or its pod was deleted; the token is still sent.',
    give: () =>
      said(
        'E0405 10:11:12.131415       1 authentication.go:63] "Unable to authenticate the request" err="[invalid bearer token, service account token has been invalidated]"',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/revoked|invalidated|deleted|withdrawn/i],
      never: [/mintmark mint/],
    },
  },
  {
    id: 'firebase-custom-token-in-the-url',
    source: 'googleapis/php-jwt#128',
    title: 'A custom token is sent where Firebase takes an ID token.',
    give: () => {
      const email = 'firebase-adminsdk-k4x@lamp-shop.iam.gserviceaccount.com';
      const token = rs256({
        iss: email,
        sub: email,
        uid: 'u-1',
        aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
      });
      return doctor(['@token', '--said', '{"error": "Expected an ID token, but was given a custom token."}'], {
        token,
      });
    },
    answer: {
      verdict: ['rejected'],
      root: [/custom token/i],
      next: [/exchange|signIn|ID token/i],
      neverProved: ['kid-missing', 'claim-missing'],
    },
  },
  {
    id: 'auth0-opaque-without-audience',
    source: 'auth0/nextjs-auth0#12',
    title: 'Auth0 gave a short opaque token, and a Go API cannot take it apart.',
    give: () =>
      doctor(['--header', 'Bearer 6RlampJb3Tu9bxGOUIRV7tsiT7bnB0lV', '--response', 'response.txt'], {
        'response.txt': response('401 Unauthorized', { message: 'token contains an invalid number of segments' }),
      }),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/opaque|not a JWT|no JWT/i],
      says: [/audience|introspect/i],
      never: [/mintmark mint/],
    },
  },
  {
    id: 'auth0-encrypted-without-audience',
    source: 'itpropro/nuxt-oidc-auth#117',
    title: 'Without an audience Auth0 gives an encrypted access token that only its own userinfo can read.',
    give: () =>
      doctor(['@token', '--said', 'Token parsing failed: Error: Invalid token'], {
        token: encrypted({ alg: 'dir', enc: 'A256GCM', iss: 'https://lamp.eu.auth0.com/' }),
      }),
    answer: {
      verdict: ['rejected'],
      root: [/encrypted|JWE/i],
      next: [/audience/i],
      neverProved: ['crit-unsupported', 'token-truncated', 'signed-by-unknown-key'],
    },
  },
  {
    id: 'hasura-secrets-of-two-services',
    source: 'nhost/hasura-backend-plus#646',
    title: 'Hasura cannot verify: the service that signs has another key in its environment.',
    give: () =>
      said(
        '{"errors":[{"extensions":{"path":"$","code":"invalid-jwt"},"message":"Could not verify JWT: JWSError JWSInvalidSignature"}]}',
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/sign|key|secret/i], next: [/secret|key/i] },
  },
  {
    id: 'supabase-user-endpoint-algorithm',
    source: 'supabase-community/supabase-kt#706',
    title: "Supabase Auth refuses Google's RS256 token where it expects its own.",
    give: () =>
      said(
        'AuthRestException: invalid JWT: unable to parse or verify signature, token signature is invalid: signing method RS256 is invalid',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/algorithm|another kind|wrong kind|alg\b/i],
      says: [/RS256|HS256|alg/],
    },
  },
  {
    id: 'supabase-token-is-no-jwt',
    source: 'supabase/supabase#11873',
    title: 'Supabase Auth finds no JSON in the token that was sent.',
    give: () =>
      said(
        JSON.stringify({
          code: 401,
          msg: "invalid JWT: unable to parse or verify signature, invalid character '(' looking for beginning of object key string",
        }),
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/JSON|not a JWT|malformed|truncated|kind/i],
      next: [/token|inspect/i],
      neverProved: ['signed-by-unknown-key'],
    },
  },
];
