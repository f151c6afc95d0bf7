import type { Profile } from '../profile.ts';
import { APPLE_HEADER_WITHOUT_TYP, NO_RSA, TEAM_ID } from './apple.ts';
import { aud, exp, iat, iss, sub } from './usual-claims.ts';

/**
 * The client secret of Sign in with Apple: "Creating a client secret", and before it the section of that name in
 * https://developer.apple.com/documentation/signinwithapplerestapi/generate_and_validate_tokens: iss is the team id, sub
 * the client_id, aud https://appleid.apple.com, exp no more than 15,777,000 s from now.
 */
export const signInWithApple: Profile = {
  id: 'sign-in-with-apple',
  name: 'Sign in with Apple',
  source: 'https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret',
  algorithms: ['ES256'],
  header: APPLE_HEADER_WITHOUT_TYP,
  identityClaim: 'iss',
  claims: [
    iss({ means: 'The team id of the developer account.', form: TEAM_ID, misnamedAs: ['issuer', 'team_id', 'teamId'] }),
    sub({
      means: 'The bundle id, for codes from an app; the Services ID, for codes from a web page.',
      misnamedAs: ['subject', 'client_id', 'clientId'],
    }),
    aud('The URL https://appleid.apple.com.'),
    iat(),
    exp('When the client secret expires: at most six months (15,777,000 s) from now.'),
  ],
  lifetime: { maximumSeconds: 15_777_000, beyondMaximum: 'reject', measuredFrom: 'now' },
  acl: false,
  audience: { accepts: ['https://appleid.apple.com'], takesArray: false },
  carriedIn: { body: 'client_secret' },
  hosts: ['appleid.apple.com'],
  marks: [{ claim: 'aud', matches: /^(?:https?:\/\/)?appleid\.apple\.com\/?$/i }],
  rsaBits: NO_RSA,
};
