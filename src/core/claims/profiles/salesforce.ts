import type { Profile } from '../profile.ts';
import { aud, exp, iat, iss, jti, nbf, optional, RSA_BITS, sub } from './usual-claims.ts';

/** Salesforce: "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration". */
export const salesforce: Profile = {
  id: 'salesforce',
  name: 'Salesforce JWT bearer',
  source: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm',
  algorithms: ['RS256'],
  header: [{ name: 'typ', required: false, accepts: ['JWT'] }],
  identityClaim: 'iss',
  claims: [
    iss({ means: 'The consumer key of the app.', misnamedAs: ['issuer', 'client_id', 'consumer_key'] }),
    sub({ unless: 'prn', means: 'The username of the Salesforce user.', misnamedAs: ['subject', 'username'] }),
    optional('prn', 'string', 'The username, under its older name.'),
    aud('https://login.salesforce.com, https://test.salesforce.com for a sandbox, or the URL of the site.'),
    exp('When the assertion expires.'),
    iat({ required: false }),
    nbf(),
    jti({ required: false }),
  ],
  lifetime: { beyondMaximum: 'reject', measuredFrom: 'now' },
  acl: false,
  audience: {
    accepts: [],
    form: {
      matches: /^https:\/\/[\w.-]+(?:\/[\w/-]*[\w-])?$/,
      words: 'the URL of a site, without a trailing slash',
    },
    takesArray: false,
  },
  environments: [
    { name: 'production', audience: 'https://login.salesforce.com', hosts: ['login.salesforce.com'] },
    { name: 'sandbox', audience: 'https://test.salesforce.com', hosts: ['test.salesforce.com'] },
  ],
  grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  carriedIn: { body: 'assertion' },
  hosts: ['salesforce.com'],
  marks: [{ claim: 'aud', matches: /^(?:https?:\/\/)?(?:[\w.-]+\.)?salesforce\.com/i }, { claim: 'prn' }],
  rsaBits: RSA_BITS,
};
