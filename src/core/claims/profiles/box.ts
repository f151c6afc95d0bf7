import type { Profile } from '../profile.ts';
import { aud, exp, iat, iss, jti, nbf, RSA_BITS, sub, WHOLE_SECONDS } from './usual-claims.ts';

/** Box, server authentication with JWT: "JWT without SDKs", parameters of the claims and of the header. */
export const box: Profile = {
  id: 'box',
  name: 'Box JWT',
  source: 'https://developer.box.com/guides/authentication/jwt/without-sdk/',
  algorithms: ['RS256', 'RS384', 'RS512'],
  header: [
    { name: 'typ', required: false, accepts: ['JWT'] },
    // "Essential when multiple key pairs are defined for an application", and not required else.
    { name: 'kid', required: false },
  ],
  identityClaim: 'iss',
  claims: [
    iss({ means: 'The client id of the app.', misnamedAs: ['issuer', 'client_id', 'clientId', 'clientID'] }),
    sub({ means: 'The id of the enterprise or of the user, as text.', misnamedAs: ['subject', 'enterprise_id'] }),
    {
      name: 'box_sub_type',
      type: 'string',
      required: true,
      means: 'What sub is the id of: enterprise or user.',
      misnamedAs: ['sub_type', 'boxSubType'],
      form: { matches: /^(?:enterprise|user)$/, words: 'enterprise or user' },
    },
    aud('The URL https://api.box.com/oauth2/token.'),
    jti({
      means: 'An identifier of 16 to 128 characters, a new one for each attempt.',
      form: { matches: /^.{16,128}$/s, words: 'text of 16 to 128 characters' },
    }),
    exp('When the assertion expires: at most 60 seconds after it was issued.', { form: WHOLE_SECONDS }),
    iat({ required: false, form: WHOLE_SECONDS }),
    nbf(),
  ],
  lifetime: { maximumSeconds: 60, beyondMaximum: 'reject', measuredFrom: 'iat' },
  acl: false,
  audience: { accepts: ['https://api.box.com/oauth2/token'], takesArray: false },
  grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  carriedIn: { body: 'assertion' },
  hosts: ['api.box.com'],
  marks: [{ claim: 'box_sub_type' }, { claim: 'aud', matches: /^https:\/\/api\.box\.com/i }],
  rsaBits: RSA_BITS,
};
