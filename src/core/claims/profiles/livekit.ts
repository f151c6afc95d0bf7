import type { Profile } from '../profile.ts';
import { exp, iat, iss, jti, nbf, optional, RSA_BITS, sub } from './usual-claims.ts';

/** LiveKit: "Authentication", "Generating tokens". */
export const livekit: Profile = {
  id: 'livekit',
  name: 'LiveKit',
  source: 'https://docs.livekit.io/home/server/generating-tokens/',
  algorithms: ['HS256'],
  header: [{ name: 'typ', required: false }],
  identityClaim: 'iss',
  claims: [
    iss({ means: 'The API key whose secret signs.', misnamedAs: ['issuer', 'api_key', 'apiKey'] }),
    sub({ required: false, means: 'The identity of the participant.', misnamedAs: ['subject', 'identity'] }),
    nbf(),
    iat({ required: false }),
    exp('When the token expires; it matters for the first connection.'),
    optional('video', 'object', 'What the participant may do: room, roomJoin, canPublish.'),
    optional('sip', 'object', 'What it may do with telephone calls.'),
    optional('name', 'string', 'The name that others see.'),
    optional('metadata', 'string', 'Text that goes with the participant.'),
    jti({ required: false }),
  ],
  lifetime: { beyondMaximum: 'reject', measuredFrom: 'iat' },
  acl: false,
  hosts: ['livekit.cloud'],
  marks: [{ claim: 'video' }],
  rsaBits: RSA_BITS,
};
