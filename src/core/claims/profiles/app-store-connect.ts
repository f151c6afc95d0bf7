import type { Profile } from '../profile.ts';
import { APPLE_HEADER, NO_RSA } from './apple.ts';
import { aud, exp, iat, iss, nbf, optional, sub } from './usual-claims.ts';

/**
 * App Store Connect and the App Store Server API: "Generating Tokens for API Requests"; for longer lives, its section
 * "Determine the Appropriate Token Lifetime" and the resources that name it (Xcode Cloud: up to six months).
 */
export const appStoreConnect: Profile = {
  id: 'app-store-connect',
  name: 'App Store Connect',
  source: 'https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests',
  algorithms: ['ES256'],
  header: APPLE_HEADER,
  identityClaim: 'iss',
  claims: [
    iss({
      type: 'uuid',
      unless: 'sub',
      means:
        'The issuer id of the team, from the page of its API keys; a token of an individual key has "sub": "user" instead.',
    }),
    sub({ required: false, means: 'The word user, in a token of an individual key, which has no issuer id.' }),
    iat({ required: false }),
    nbf(),
    exp('When the token expires: at most 20 minutes from now.'),
    aud('The word appstoreconnect-v1.'),
    optional('scope', 'string-or-array', 'The requests that the token is limited to.'),
    optional('bid', 'string', 'The bundle id of the app, for the App Store Server API.'),
    optional('nonce', 'string', 'A value that is used only once.'),
  ],
  // A token whose scope is GET requests may live up to six months, for the resources that say so.
  lifetime: { maximumSeconds: 1200, beyondMaximum: 'reject', measuredFrom: 'now', liftedBy: 'scope' },
  acl: false,
  audience: { accepts: ['appstoreconnect-v1'], takesArray: false },
  environments: [
    { name: 'production', hosts: ['api.storekit.itunes.apple.com'] },
    { name: 'sandbox', hosts: ['api.storekit-sandbox.itunes.apple.com'] },
  ],
  hosts: ['api.appstoreconnect.apple.com', 'api.storekit.itunes.apple.com', 'api.storekit-sandbox.itunes.apple.com'],
  marks: [{ claim: 'aud', matches: /^appstoreconnect-v1$/i }],
  rsaBits: NO_RSA,
};
