import type { Profile, TextForm } from '../profile.ts';
import { aud, exp, iat, iss, jti, nbf, RSA_BITS, sub } from './usual-claims.ts';

const SHORT: TextForm = { matches: /^.{1,64}$/s, words: 'text of no more than 64 characters' };

/**
 * Auth0: "Authenticate with Private Key JWT". The algorithms are those of a credential in its own client library:
 * https://auth0.github.io/node-auth0/variables/management.ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInnerAlgEnum-1.html
 */
export const auth0: Profile = {
  id: 'auth0',
  name: 'Auth0 private_key_jwt',
  source: 'https://auth0.com/docs/get-started/authentication-and-authorization-flow/authenticate-with-private-key-jwt',
  algorithms: ['RS256', 'RS384', 'PS256'],
  header: [
    { name: 'typ', required: false, accepts: ['JWT'] },
    { name: 'kid', required: false },
  ],
  identityClaim: 'iss',
  claims: [
    iss({ means: 'The client id of the app.', form: SHORT, misnamedAs: ['issuer', 'client_id', 'clientId'] }),
    sub({ means: 'The client id again.', form: SHORT, sameAs: 'iss' }),
    aud('The URL of the tenant or of its custom domain, with a trailing slash.'),
    exp('When the assertion expires: at most 5 minutes after it was issued.'),
    jti({ form: SHORT }),
    iat({ required: false }),
    nbf(),
  ],
  lifetime: { maximumSeconds: 300, beyondMaximum: 'reject', measuredFrom: 'iat' },
  skewSeconds: 10,
  acl: false,
  audience: {
    accepts: [],
    form: { matches: /^https:\/\/[\w.-]+\/$/, words: 'the URL of the tenant, with a trailing slash' },
    takesArray: false,
  },
  carriedIn: { body: 'client_assertion' },
  hosts: ['auth0.com'],
  marks: [{ claim: 'aud', matches: /^(?:https?:\/\/)?[\w.-]+\.auth0\.com/i }],
  rsaBits: RSA_BITS,
};
