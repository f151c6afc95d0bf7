import type { Profile } from '../profile.ts';
import { exp, iat, iss, jti, RSA_BITS } from './usual-claims.ts';

/** OpenTok, the older Video platform of Vonage: "OpenTok REST API, authentication". */
export const opentok: Profile = {
  id: 'opentok',
  name: 'OpenTok project',
  source: 'https://tokbox.com/developer/rest/#authentication',
  algorithms: ['HS256'],
  header: [{ name: 'typ', required: false, accepts: ['JWT'] }],
  identityClaim: 'iss',
  claims: [
    iss({
      type: 'string-or-number',
      means: 'The API key of the project.',
      form: { matches: /^\d{4,12}$/, words: 'an API key of digits' },
      misnamedAs: ['issuer', 'api_key', 'apiKey'],
    }),
    {
      name: 'ist',
      type: 'string',
      required: true,
      means: 'The kind of issuer: project, or account.',
      misnamedAs: ['issuer_type'],
      form: { matches: /^(?:project|account)$/, words: 'project or account' },
    },
    iat(),
    exp('When the token expires.'),
    jti({ required: false }),
  ],
  lifetime: { beyondMaximum: 'reject', measuredFrom: 'iat' },
  acl: false,
  carriedIn: { field: 'X-OPENTOK-AUTH' },
  hosts: ['opentok.com'],
  marks: [{ claim: 'ist' }],
  rsaBits: RSA_BITS,
};
