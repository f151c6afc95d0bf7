import type { Profile } from '../profile.ts';
import { APPLE_KID, NO_RSA, TEAM_ID } from './apple.ts';
import { iat, iss } from './usual-claims.ts';

/** Apple Push Notification service: "Establishing a token-based connection to APNs". */
export const apns: Profile = {
  id: 'apns',
  name: 'Apple Push Notification service',
  source: 'https://developer.apple.com/documentation/usernotifications/establishing-a-token-based-connection-to-apns',
  algorithms: ['ES256'],
  header: [APPLE_KID],
  identityClaim: 'iss',
  claims: [
    iss({ means: 'The team id of the developer account.', form: TEAM_ID, misnamedAs: ['issuer', 'team_id', 'teamId'] }),
    iat({ means: 'When the token was issued; it expires an hour later.' }),
  ],
  // No exp: the age of iat decides. Renewed within the hour, and no more than once in 20 minutes.
  lifetime: {
    defaultSeconds: 3600,
    maximumSeconds: 3600,
    beyondMaximum: 'cut',
    measuredFrom: 'iat',
    renewalSeconds: 1200,
  },
  acl: false,
  environments: [
    { name: 'production', hosts: ['api.push.apple.com'] },
    { name: 'sandbox', hosts: ['api.sandbox.push.apple.com', 'api.development.push.apple.com'] },
  ],
  hosts: ['push.apple.com'],
  marks: 'nothing-else',
  rsaBits: NO_RSA,
};
