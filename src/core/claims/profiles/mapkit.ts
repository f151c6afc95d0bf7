import type { Profile } from '../profile.ts';
import { APPLE_HEADER, NO_RSA, TEAM_ID } from './apple.ts';
import { exp, iat, iss, optional } from './usual-claims.ts';

/** MapKit JS and the Apple Maps Server API: "Creating and using tokens with MapKit JS". */
export const mapkit: Profile = {
  id: 'mapkit',
  name: 'MapKit JS',
  source: 'https://developer.apple.com/documentation/mapkitjs/creating-and-using-tokens-with-mapkit-js',
  algorithms: ['ES256'],
  header: APPLE_HEADER,
  identityClaim: 'iss',
  claims: [
    iss({ means: 'The team id of the developer account.', form: TEAM_ID, misnamedAs: ['issuer', 'team_id', 'teamId'] }),
    iat(),
    exp('When the token expires.'),
    optional('origin', 'string', 'The origin of the pages that may use it, exactly: scheme, host and port.'),
    optional('scope', 'string', 'The word server_api, for the Maps Server API.'),
  ],
  lifetime: { beyondMaximum: 'reject', measuredFrom: 'iat' },
  acl: false,
  hosts: ['maps-api.apple.com', 'cdn.apple-mapkit.com'],
  marks: [{ claim: 'origin' }, { claim: 'scope', matches: /^server_api$/ }],
  rsaBits: NO_RSA,
};
