import type { Profile } from '../profile.ts';
import { RSA_BITS, WHOLE_SECONDS } from './usual-claims.ts';

/** GitHub Apps: "Generating a JSON Web Token (JWT) for a GitHub App". */
export const github: Profile = {
  id: 'github',
  name: 'GitHub App',
  source:
    'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app',
  algorithms: ['RS256'],
  header: [{ name: 'typ', required: false, accepts: ['JWT'] }],
  identityClaim: 'iss',
  claims: [
    {
      name: 'iss',
      type: 'string-or-number',
      required: true,
      means: 'The client ID or the application ID of the GitHub App.',
      form: { matches: /^(?:\d+|Iv[\w.]+)$/, words: 'the client ID (Iv…) or the application ID (a number) of the App' },
      misnamedAs: ['issuer', 'app_id', 'appId', 'client_id', 'clientId', 'sub'],
    },
    {
      name: 'iat',
      type: 'numeric-date',
      required: true,
      means: 'When the token was issued; GitHub advises 60 seconds in the past, in case clocks differ.',
      misnamedAs: ['issued_at', 'issuedAt'],
      form: WHOLE_SECONDS,
    },
    {
      name: 'exp',
      type: 'numeric-date',
      required: true,
      means: 'When the token expires: at most 10 minutes from now.',
      misnamedAs: ['expires_at', 'expiresAt', 'expires', 'expiration'],
    },
  ],
  lifetime: { maximumSeconds: 600, beyondMaximum: 'reject', measuredFrom: 'now' },
  // A time of issue that lies milliseconds ahead was refused.
  skewSeconds: 0,
  acl: false,
  hosts: ['api.github.com'],
  marks: 'nothing-else',
  rsaBits: RSA_BITS,
};
