import type { Profile } from '../profile.ts';
import { exp, iat, iss, RSA_BITS, sub } from './usual-claims.ts';

/**
 * Snowflake key-pair authentication: "Authenticating to the server" of the SQL API, "Using key-pair authentication":
 * the claims, times in seconds or milliseconds, and valid for one hour at most, whatever exp says.
 */
export const snowflake: Profile = {
  id: 'snowflake',
  name: 'Snowflake key pair',
  source: 'https://docs.snowflake.com/en/developer-guide/sql-api/authenticating',
  algorithms: ['RS256'],
  header: [{ name: 'typ', required: false, accepts: ['JWT'] }],
  identityClaim: 'iss',
  // How iss and sub are put together has a cause of its own.
  claims: [
    iss({ means: 'ACCOUNT.USER.SHA256:fingerprint of the public key, account and user in upper case.' }),
    sub({ means: 'ACCOUNT.USER, in upper case.' }),
    iat(),
    exp('When the token expires: an hour after it was issued at the latest.'),
  ],
  lifetime: { maximumSeconds: 3600, beyondMaximum: 'cut', measuredFrom: 'iat', takesMilliseconds: true },
  acl: false,
  hosts: ['snowflakecomputing.com', 'snowflakecomputing.cn'],
  marks: [{ claim: 'iss', matches: /\.SHA256:/i }],
  rsaBits: RSA_BITS,
};
