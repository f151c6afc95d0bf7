import type { Profile } from '../profile.ts';
import { aud, exp, iat, iss, optional, RSA_BITS, sub } from './usual-claims.ts';

/** Google service accounts: "Using OAuth 2.0 for server to server applications". */
export const google: Profile = {
  id: 'google',
  name: 'Google service account',
  source: 'https://developers.google.com/identity/protocols/oauth2/service-account',
  algorithms: ['RS256'],
  header: [
    { name: 'typ', required: false, accepts: ['JWT'] },
    { name: 'kid', required: false },
  ],
  identityClaim: 'iss',
  claims: [
    iss({
      means: 'The e-mail address of the service account: client_email of its key file.',
      form: { matches: /@[\w.-]*gserviceaccount\.com$/, words: 'the e-mail address of a service account' },
      misnamedAs: ['issuer', 'client_email', 'clientEmail'],
    }),
    {
      name: 'scope',
      type: 'string',
      required: true,
      unless: 'target_audience',
      means: 'The permissions asked for, separated by spaces.',
      misnamedAs: ['scopes'],
    },
    aud('The URL https://oauth2.googleapis.com/token.'),
    iat(),
    exp('When the token expires: at most an hour after it was issued.'),
    sub({ required: false, means: 'The user that the service account acts for.' }),
    optional('target_audience', 'string', 'The audience of the ID token that is asked for instead of an access token.'),
  ],
  lifetime: { maximumSeconds: 3600, beyondMaximum: 'reject', measuredFrom: 'iat' },
  acl: false,
  audience: {
    accepts: [
      'https://oauth2.googleapis.com/token',
      'https://www.googleapis.com/oauth2/v4/token',
      'https://accounts.google.com/o/oauth2/token',
    ],
    takesArray: false,
  },
  grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  carriedIn: { body: 'assertion' },
  hosts: ['oauth2.googleapis.com', 'accounts.google.com'],
  marks: [
    { claim: 'iss', matches: /gserviceaccount\.com$/ },
    { claim: 'aud', matches: /\bgoogleapis\.com\/.*token$/ },
  ],
  rsaBits: RSA_BITS,
};
