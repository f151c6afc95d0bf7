import type { Profile } from '../profile.ts';
import { RSA_BITS } from './usual-claims.ts';

/** Any JWT, by RFC 7519 and RFC 8725 alone: no provider's rules. What it must carry is the caller's to say. */
export const jwt: Profile = {
  id: 'jwt',
  name: 'JSON Web Token',
  source: 'https://www.rfc-editor.org/rfc/rfc7519',
  algorithms: [
    'RS256',
    'PS256',
    'ES256',
    'EdDSA',
    'HS256',
    'RS384',
    'RS512',
    'PS384',
    'PS512',
    'ES384',
    'ES512',
    'HS384',
    'HS512',
  ],
  header: [
    { name: 'typ', required: false },
    { name: 'kid', required: false },
  ],
  identityClaim: 'iss',
  claims: [
    { name: 'iss', type: 'string', required: false, means: 'Who issued the token.' },
    { name: 'sub', type: 'string', required: false, means: 'Who the token is about.' },
    { name: 'aud', type: 'string-or-array', required: false, means: 'Who the token is meant for.' },
    {
      name: 'exp',
      type: 'numeric-date',
      required: false,
      means: 'When the token expires, in seconds since 1970-01-01 UTC.',
    },
    { name: 'nbf', type: 'numeric-date', required: false, means: 'When the token becomes valid, in the same unit.' },
    { name: 'iat', type: 'numeric-date', required: false, means: 'When the token was issued, in the same unit.' },
    { name: 'jti', type: 'string', required: false, means: 'An identifier that no other token of the issuer has.' },
  ],
  lifetime: { beyondMaximum: 'reject', measuredFrom: 'iat' },
  acl: false,
  isGeneral: true,
  hosts: [],
  rsaBits: RSA_BITS,
};
