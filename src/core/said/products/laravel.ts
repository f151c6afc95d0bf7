import type { Product } from '../../evidence/said.ts';
import { ENDED, NO_JWT, OTHER_SECRET, SECRET_LOOK } from './usual-means.ts';

const APACHE =
  'Apache keeps Authorization from PHP: CGIPassAuth On, or SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1 (RewriteRule .* - [E=HTTP_AUTHORIZATION:%{HTTP:Authorization}]).';

export const laravel: Product = {
  id: 'laravel-jwt',
  name: 'jwt-auth of Laravel',
  source: 'https://jwt-auth.readthedocs.io/en/develop/laravel-installation/',
  look: {
    key: `Compare JWT_SECRET in .env with the one that signed, then php artisan config:clear; php artisan jwt:secret sets a new one. ${SECRET_LOOK}`,
    header: APACHE,
  },
  messages: [
    {
      id: 'signature',
      says: 'Token Signature could not be verified',
      means: { ...OTHER_SECRET, 'bearer-scheme-malformed': 1 },
      note: 'JWT_SECRET is not set, is cached (config:cache), or is another one than the token was signed with',
      sample: '{"message":"Token Signature could not be verified.","status_code":401}',
    },
    {
      id: 'blacklisted',
      says: ['The token has been blacklisted', 'token_blacklisted'],
      means: { 'token-revoked': 1 },
      note: 'it was refreshed or signed out: send the latest token',
      sample: '{"message":"The token has been blacklisted"}',
    },
    {
      id: 'not-provided',
      says: ['Token not provided', 'The token could not be parsed from the request', 'token_not_provided'],
      means: { 'authorization-stripped-in-transit': 4, 'authorization-missing': 4, 'scheme-not-bearer': 1 },
      sample: '{"message":"Token not provided"}',
    },
    {
      id: 'expired',
      says: ['"error":"token_expired"', 'TokenExpiredException: Token has expired'],
      means: ENDED,
      sample: '{"error":"token_expired"}',
    },
    {
      id: 'decode',
      says: ['Could not decode token', 'token_invalid'],
      means: { ...NO_JWT, ...OTHER_SECRET },
      sample: 'Could not decode token: Error while decoding to JSON: Malformed UTF-8 characters',
    },
    {
      id: 'no-secret',
      says: 'Secret is not set.',
      means: { 'secret-in-place-of-private-key': 1, 'stale-key-in-process': 3 },
      note: 'JWT_SECRET is empty here: php artisan jwt:secret, then php artisan config:clear',
      sample: 'Tymon\\JWTAuth\\Exceptions\\SecretMissingException: Secret is not set.',
    },
  ],
};

export const league: Product = {
  id: 'league-oauth2-server',
  name: 'Laravel Passport, league/oauth2-server',
  source: 'https://laravel.com/docs/passport#deploying-passport',
  look: {
    'key-text':
      'Look at storage/oauth-private.key and oauth-public.key, or PASSPORT_PRIVATE_KEY: php artisan passport:keys makes them, and the user of PHP has to be able to read them (mode 600).',
    key: 'Tokens are verified with storage/oauth-public.key: php artisan passport:keys replaced both keys, and older tokens no longer verify.',
    token: 'Send access_token of the response of /oauth/token, not the id in the table oauth_access_tokens.',
  },
  messages: [
    {
      id: 'key',
      says: ['Invalid key supplied', 'League\\OAuth2\\Server\\CryptKey'],
      means: { 'key-file-unreadable': 6, 'key-text-damaged': 3, 'key-newlines-escaped': 2, 'key-line-breaks-lost': 2 },
      note: 'the keys were never made (php artisan passport:keys), PHP may not read them, or the variable holds them without line breaks',
      sample: 'production.ERROR: Invalid key supplied (LogicException at league/oauth2-server/src/CryptKey.php:67)',
    },
    {
      id: 'key-path',
      says: 'Key path "{path}" does not exist or is not readable',
      means: { 'key-file-unreadable': 1 },
      note: 'php artisan passport:keys was not run here, or PHP may not read what it made',
      sample: 'Key path "file:///srv/storage/oauth-public.key" does not exist or is not readable',
    },
    {
      id: 'denied',
      says: 'The resource owner or authorization server denied the request',
      means: {
        'signed-by-unknown-key': 4,
        'token-expired': 3,
        'token-revoked': 3,
        'not-a-jwt': 2,
        'authorization-missing': 2,
      },
      note: 'the hint beside it in the log says what was wrong',
      sample: 'The resource owner or authorization server denied the request.',
    },
  ],
};
