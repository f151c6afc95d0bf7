import type { Profile } from '../profile.ts';
import { NO_RSA } from './apple.ts';
import { exp, iat, iss, jti, nbf, optional, sub } from './usual-claims.ts';

const KEY_NAME = {
  matches:
    /^(?:organizations\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/apiKeys\/)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  words: 'the name of the API key: organizations/…/apiKeys/…, or its id',
};

/** Coinbase Developer Platform: "JWT Authentication", and "API Key Authentication" of the Coinbase App. */
export const coinbase: Profile = {
  id: 'coinbase',
  name: 'Coinbase API key (CDP)',
  source: 'https://docs.cdp.coinbase.com/get-started/authentication/jwt-authentication',
  algorithms: ['ES256', 'EdDSA'],
  header: [
    { name: 'typ', required: false, accepts: ['JWT'] },
    { name: 'kid', required: true, form: KEY_NAME },
    // Every sample sends a random one; what is said of tokens without it differs.
    { name: 'nonce', required: false },
  ],
  identityClaim: 'sub',
  claims: [
    iss({ means: 'The word cdp.', form: { matches: /^(?:cdp|coinbase-cloud)$/, words: 'cdp' } }),
    sub({ means: 'The name of the API key.', form: KEY_NAME, misnamedAs: ['subject', 'key_name', 'keyName'] }),
    nbf(),
    exp('When the token expires: 2 minutes after it was made.'),
    iat({ required: false }),
    {
      ...optional('uri', 'string', 'The one request that the token is for; none for a WebSocket.'),
      form: {
        matches: /^(?:GET|POST|PUT|PATCH|DELETE|HEAD) [a-z0-9.-]+(?::\d+)?\/[^\s?#]*$/i,
        words: 'METHOD host/path, without https:// and without the query',
      },
      isFormRequired: true,
    },
    optional('uris', 'any', 'The requests that the token is for, where there are several.'),
    optional('aud', 'string-or-array', 'The service, where one is named.'),
    jti({ required: false }),
  ],
  lifetime: { maximumSeconds: 120, beyondMaximum: 'cut', measuredFrom: 'iat' },
  acl: false,
  hosts: ['api.coinbase.com', 'api.cdp.coinbase.com', 'api.developer.coinbase.com'],
  marks: [{ claim: 'iss', matches: /^cdp$/ }],
  rsaBits: NO_RSA,
};
