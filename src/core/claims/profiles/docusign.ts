import type { Profile } from '../profile.ts';
import { aud, exp, iat, iss, RSA_BITS, sub } from './usual-claims.ts';

/** DocuSign JWT grant: "How to get an access token with JWT Grant". */
export const docusign: Profile = {
  id: 'docusign',
  name: 'DocuSign JWT grant',
  source: 'https://developers.docusign.com/platform/auth/jwt-grant/jwt-get-token/',
  algorithms: ['RS256'],
  header: [{ name: 'typ', required: false, accepts: ['JWT'] }],
  identityClaim: 'iss',
  claims: [
    iss({
      type: 'uuid',
      means: 'The integration key of the app.',
      misnamedAs: ['issuer', 'integration_key', 'client_id', 'clientId'],
    }),
    sub({ type: 'uuid', means: 'The id of the user that the app acts for.', misnamedAs: ['subject', 'user_id'] }),
    aud('account-d.docusign.com for demo accounts, account.docusign.com for the others: the bare host.'),
    iat(),
    exp('When the assertion expires.'),
    {
      name: 'scope',
      type: 'string',
      required: true,
      means: 'The permissions asked for, separated by spaces: signature impersonation.',
      misnamedAs: ['scopes'],
    },
  ],
  lifetime: { beyondMaximum: 'reject', measuredFrom: 'iat' },
  acl: false,
  audience: { accepts: [], takesArray: false },
  environments: [
    { name: 'production', audience: 'account.docusign.com', hosts: ['account.docusign.com'] },
    { name: 'demo', audience: 'account-d.docusign.com', hosts: ['account-d.docusign.com'] },
  ],
  scopes: ['impersonation'],
  grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  carriedIn: { body: 'assertion' },
  hosts: ['docusign.com'],
  marks: [{ claim: 'aud', matches: /^(?:https?:\/\/)?account(?:-[ds])?\.docusign\.com/i }],
  rsaBits: RSA_BITS,
};
