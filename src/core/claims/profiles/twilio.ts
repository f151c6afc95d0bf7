import type { Profile } from '../profile.ts';
import { exp, iat, iss, jti, nbf, RSA_BITS, sub } from './usual-claims.ts';

/** Twilio: "Access Tokens", which a client SDK presents. */
export const twilio: Profile = {
  id: 'twilio',
  name: 'Twilio access token',
  source: 'https://www.twilio.com/docs/iam/access-tokens',
  algorithms: ['HS256'],
  header: [
    { name: 'typ', required: true, accepts: ['JWT'] },
    { name: 'cty', required: true, accepts: ['twilio-fpa;v=1'] },
  ],
  identityClaim: 'iss',
  claims: [
    jti(),
    iss({
      means: 'The SID of the API key whose secret signs.',
      form: { matches: /^SK[0-9a-f]{32}$/, words: 'the SID of an API key: SK and 32 hexadecimal digits' },
    }),
    sub({
      means: 'The SID of the account.',
      form: { matches: /^AC[0-9a-f]{32}$/, words: 'the SID of an account: AC and 32 hexadecimal digits' },
    }),
    iat({ required: false }),
    nbf(),
    exp('When the token expires: at most 24 hours after it was issued.'),
    {
      name: 'grants',
      type: 'object',
      required: true,
      means: 'What the client may use: identity, voice, video, chat.',
      misnamedAs: ['grant'],
    },
  ],
  lifetime: { maximumSeconds: 86_400, beyondMaximum: 'reject', measuredFrom: 'iat' },
  acl: false,
  otherCredentials: [
    { claim: 'iss', matches: /^AC[0-9a-f]{32}$/, words: 'the account SID, which goes with the auth token' },
  ],
  carriedIn: 'nowhere',
  hosts: ['twilio.com'],
  marks: [{ claim: 'iss', matches: /^SK[0-9a-f]{32}$/ }, { claim: 'grants' }],
  rsaBits: RSA_BITS,
};
