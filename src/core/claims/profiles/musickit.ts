import type { Profile } from '../profile.ts';
import { APPLE_HEADER_WITHOUT_TYP, NO_RSA, TEAM_ID } from './apple.ts';
import { exp, iat, iss, optional } from './usual-claims.ts';

/** Apple Music API: "Generating Developer Tokens". */
export const musickit: Profile = {
  id: 'musickit',
  name: 'MusicKit (Apple Music)',
  source: 'https://developer.apple.com/documentation/applemusicapi/generating-developer-tokens',
  algorithms: ['ES256'],
  header: APPLE_HEADER_WITHOUT_TYP,
  identityClaim: 'iss',
  claims: [
    iss({ means: 'The team id of the developer account.', form: TEAM_ID, misnamedAs: ['issuer', 'team_id', 'teamId'] }),
    iat(),
    exp('When the token expires: at most six months (15,777,000 seconds) from now.'),
    optional('origin', 'string-or-array', 'The origins of the pages that may use it.'),
  ],
  lifetime: { maximumSeconds: 15_777_000, beyondMaximum: 'reject', measuredFrom: 'now' },
  acl: false,
  hosts: ['api.music.apple.com'],
  rsaBits: NO_RSA,
};
