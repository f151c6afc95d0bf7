import type { Profile } from '../profile.ts';
import { aud, exp, iat, iss, jti, nbf, RSA_BITS, sub } from './usual-claims.ts';

/**
 * Kong Gateway, the plugin jwt: "JWT plugin", "Verify registered claims". The key of the credential stands in `iss`, of
 * the payload or of the header; `exp` and `nbf` are checked where the configuration names them, without leeway.
 */
export const kong: Profile = {
  id: 'kong',
  name: 'Kong jwt plugin',
  source: 'https://developer.konghq.com/plugins/jwt/',
  algorithms: [
    'HS256',
    'HS384',
    'HS512',
    'RS256',
    'RS384',
    'RS512',
    'ES256',
    'ES384',
    'ES512',
    'PS256',
    'PS384',
    'PS512',
    'EdDSA',
  ],
  header: [{ name: 'typ', required: false }],
  identityClaim: 'iss',
  claims: [
    iss({
      means: 'The key of the JWT credential of the consumer; key_claim_name of the plugin may name another claim.',
      misnamedAs: ['issuer', 'key'],
      inHeader: true,
    }),
    exp('When the token expires; required where claims_to_verify of the plugin names exp.', { required: false }),
    nbf(),
    iat({ required: false }),
    sub({ required: false }),
    aud('Who the token is meant for; the plugin does not look at it.', { required: false }),
    jti({ required: false }),
  ],
  lifetime: { beyondMaximum: 'reject', measuredFrom: 'now' },
  skewSeconds: 0,
  acl: false,
  hosts: [],
  rsaBits: RSA_BITS,
};
