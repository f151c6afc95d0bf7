import type { Profile } from '../profile.ts';
import { aud, exp, iat, iss, nbf, optional, RSA_BITS, sub } from './usual-claims.ts';

const ROOM = {
  name: 'room',
  type: 'string',
  required: true,
  means: 'The room that the token is for, by its name alone; * for all rooms.',
  misnamedAs: ['roomName', 'room_name'],
} as const;

/** Jitsi Meet on a server of one's own: "Token Authentication" of its handbook, and tokens.md of lib-jitsi-meet. */
export const jitsi: Profile = {
  id: 'jitsi',
  name: 'Jitsi Meet',
  source: 'https://jitsi.github.io/handbook/docs/devops-guide/token-authentication',
  algorithms: ['HS256', 'RS256', 'HS384', 'HS512', 'RS384', 'RS512'],
  header: [
    { name: 'typ', required: false },
    // With public keys the key server is asked for the key by its id.
    { name: 'kid', required: false },
  ],
  identityClaim: 'iss',
  claims: [
    iss({ means: 'The application id: app_id of the server.', misnamedAs: ['issuer', 'app_id', 'appId'] }),
    aud('The application id, jitsi, or what the server is configured to accept.'),
    sub({ required: false, means: 'The domain of the server, or the tenant; * for any.' }),
    ROOM,
    exp('When the token expires.'),
    nbf(),
    iat({ required: false }),
    optional('context', 'object', 'The user and the features: shown to others, and not verified.'),
  ],
  lifetime: { beyondMaximum: 'reject', measuredFrom: 'now' },
  acl: false,
  carriedIn: { query: 'jwt' },
  hosts: ['meet.jit.si'],
  marks: [{ claim: 'aud', matches: /^jitsi$/ }],
  rsaBits: RSA_BITS,
};

/** Jitsi as a Service (8x8): "The Jitsi JSON Web Token (JWT)". */
export const jaas: Profile = {
  id: 'jaas',
  name: 'Jitsi as a Service (JaaS)',
  source: 'https://developer.8x8.com/jaas/docs/api-keys-jwt',
  algorithms: ['RS256'],
  header: [
    { name: 'typ', required: false, accepts: ['JWT'] },
    {
      name: 'kid',
      required: true,
      form: {
        matches: /^vpaas-magic-cookie-[0-9a-f]{1,64}\/[\w-]{1,64}$/,
        words: 'the id of the API key, as the JaaS console lists it: vpaas-magic-cookie-…/…',
      },
    },
  ],
  identityClaim: 'sub',
  claims: [
    sub({
      means: 'The AppID of the tenant: the part of the key id before the slash.',
      misnamedAs: ['subject', 'tenant', 'appId'],
      form: { matches: /^vpaas-magic-cookie-[0-9a-f]{1,64}$/, words: 'the AppID of the tenant: vpaas-magic-cookie-…' },
    }),
    iss({ means: 'The word chat.', form: { matches: /^chat$/, words: 'chat' } }),
    aud('The word jitsi.'),
    ROOM,
    exp('When the token expires.'),
    nbf(),
    iat({ required: false }),
    optional('context', 'object', 'The user, with moderator as "true" or "false", and the features.'),
  ],
  lifetime: { beyondMaximum: 'reject', measuredFrom: 'now' },
  acl: false,
  audience: { accepts: ['jitsi'], takesArray: true },
  carriedIn: { query: 'jwt' },
  hosts: ['8x8.vc'],
  marks: [{ claim: 'sub', matches: /^vpaas-magic-cookie-/ }],
  rsaBits: RSA_BITS,
};
