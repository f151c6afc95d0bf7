import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, TOO_LONG } from './usual-means.ts';

export const github: Product = {
  id: 'github',
  name: 'GitHub',
  profile: 'github',
  source: 'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app',
  look: {
    key: 'Settings → Developer settings → GitHub Apps → your App → Private keys: compare the SHA-256 shown there with `mintmark keys fingerprint private-key.pem`.',
    identity:
      'Compare iss (mintmark inspect TOKEN) with "App ID" and "Client ID" on the App\'s General page: they belong to the same App as the private key.',
    token:
      'Look at what is sent: /app and /app/installations take the JWT of the App (eyJ…), everything else an installation token (ghs_…).',
    time: 'Compare the Date header of the answer with the clock that signed: mintmark doctor TOKEN --server-date DATE.',
    permission: 'Compare the permissions of the App with the endpoint; the installation has to accept changed ones.',
    environment: 'Send the same token to GET https://api.github.com/app.',
  },
  messages: [
    {
      id: 'iat-not-integer',
      says: "'Issued at' claim ('iat') must be an Integer",
      means: {
        'clock-ahead': 5,
        'time-zone-offset': 2,
        'time-in-milliseconds': 2,
        'claim-type-wrong': 2,
        'claim-missing': 1,
      },
      note: 'GitHub also says this when iat is in its future',
      sample:
        '{"message":"\'Issued at\' claim (\'iat\') must be an Integer representing the time that the assertion was issued"}',
    },
    {
      id: 'exp-too-far',
      says: "('exp') is too far in the future",
      means: TOO_LONG,
      sample: '{"message":"\'Expiration time\' claim (\'exp\') is too far in the future"}',
    },
    {
      id: 'exp-not-numeric',
      says: "('exp') must be a numeric value",
      means: { ...ENDED, 'clock-behind': 5, 'claim-type-wrong': 3, 'claim-missing': 2 },
      note: 'GitHub also says this about an expired token',
      sample: '{"message":"\'Expiration time\' claim (\'exp\') must be a numeric value representing the future time"}',
    },
    {
      id: 'not-decoded',
      says: 'A JSON web token could not be decoded',
      means: {
        ...BAD_SIGNATURE,
        'token-of-other-kind': 5,
        'identity-claim-mistaken': 4,
        'token-json-malformed': 1,
        'token-truncated': 2,
        'not-a-jwt': 2,
        'algorithm-not-allowed': 2,
      },
      note: 'the private key belongs to another App, or what was sent is not the JWT of the App',
      sample: '{"message":"A JSON web token could not be decoded","status":"401"}',
    },
    {
      id: 'no-key',
      says: 'Integration must generate a public key',
      means: { 'no-active-key': 1 },
      sample: '{"message":"Integration must generate a public key"}',
    },
    {
      id: 'integration-not-found',
      says: 'Integration not found',
      means: {
        'identity-claim-mistaken': 6,
        'application-unknown': 5,
        'claim-missing': 2,
        'registration-not-propagated': 1,
      },
      note: 'iss has to be the App id or the client id of the App',
      sample: '{"message":"Integration not found"}',
    },
    {
      id: 'bad-credentials',
      says: 'Bad credentials',
      means: {
        'signed-by-unknown-key': 6,
        'identity-claim-mistaken': 4,
        'token-of-other-kind': 3,
        'token-expired': 3,
        'token-revoked': 2,
        'scheme-not-bearer': 1,
        'multiple-credentials': 1,
      },
      note: 'the App id, the private key and the issuer do not belong to the same App, or an installation token has expired (1 h)',
      sample: '{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest"}',
    },
    {
      id: 'requires-authentication',
      says: 'Requires authentication',
      means: {
        'authorization-missing': 4,
        'authorization-stripped-in-transit': 2,
        'authorization-dropped-on-redirect': 2,
      },
      sample: '{"message":"Requires authentication"}',
    },
    {
      id: 'suspended',
      says: 'This installation has been suspended',
      means: { 'refused-after-authentication': 1 },
      sample: '{"message":"This installation has been suspended"}',
      after: {
        what: 'the installation of the App is suspended',
        party: 'nobody',
        step: 'Have the owner of the account or organisation unsuspend it: Settings → Integrations → GitHub Apps → the App → Unsuspend. (The App can undo only its own suspension: DELETE /app/installations/ID/suspended.)',
      },
    },
    {
      id: 'not-accessible',
      says: 'Resource not accessible by integration',
      means: { 'refused-after-authentication': 1 },
      sample: '{"message":"Resource not accessible by integration"}',
      after: {
        what: 'the App or this installation lacks the permission that the endpoint needs',
        party: 'requester',
        step: 'Compare the X-Accepted-GitHub-Permissions header of the answer with the permissions of the App, add what is missing, and have the owner accept it at the installation. In GitHub Actions: the `permissions:` of the job.',
      },
    },
    {
      id: 'repository-not-accessible',
      says: 'at least one repository that does not exist or is not accessible',
      means: { 'refused-after-authentication': 1 },
      sample:
        '{"message":"There is at least one repository that does not exist or is not accessible to the parent installation."}',
      after: {
        what: 'a repository is misspelt, or is not one that the installation may see',
        party: 'requester',
        step: 'List what it may see: GET /installation/repositories. Then correct the name, or have the owner add the repository to the installation.',
      },
    },
    {
      id: 'not-found',
      says: '"message":"Not Found"',
      means: { 'refused-after-authentication': 4, 'identity-claim-mistaken': 1 },
      sample: '{"message":"Not Found","documentation_url":"https://docs.github.com/rest/apps"}',
      isCommon: true,
      after: {
        what: 'nothing is found at this path: usually with another id instead of the installation id',
        party: 'requester',
        step: 'List the installations with the JWT of the App (GET /app/installations), and use the `id` found there in /app/installations/ID/access_tokens: not the App id, the client id or the account id.',
      },
    },
  ],
};
