import type { Product } from '../../evidence/said.ts';
import {
  BAD_SIGNATURE,
  ENDED,
  KEY_TEXT,
  NO_JWT,
  NOT_BEGUN,
  NOTHING_ARRIVED,
  OTHER_SECRET,
  SECRET_LOOK,
} from './usual-means.ts';

const APACHE =
  'Apache keeps Authorization from PHP: CGIPassAuth On, or SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1 (RewriteRule .* - [E=HTTP_AUTHORIZATION:%{HTTP:Authorization}]).';

export const lcobucci: Product = {
  id: 'lcobucci-jwt',
  name: 'lcobucci/jwt',
  source: 'https://lcobucci-jwt.readthedocs.io/en/stable/validating-tokens/',
  look: {
    issuer: 'Compare the IssuedBy constraint with iss of the token: mintmark doctor TOKEN --issuer VALUE.',
    audience: 'Compare the PermittedFor constraint with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    time: 'StrictValidAt and LooseValidAt take a leeway; compare the clocks.',
  },
  messages: [
    {
      id: 'signature',
      says: ['Token signature mismatch', 'Token signer mismatch'],
      means: { ...BAD_SIGNATURE, 'algorithm-not-allowed': 1 },
      sample: 'The token violates some mandatory constraints, details:\n- Token signature mismatch',
    },
    {
      id: 'issuer',
      says: 'The token was not issued by the given issuers',
      means: { 'issuer-not-expected': 1 },
      sample: '- The token was not issued by the given issuers',
    },
    {
      id: 'audience',
      says: 'The token is not allowed to be used by this audience',
      means: { 'audience-not-expected': 4, 'token-of-other-kind': 1 },
      sample: '- The token is not allowed to be used by this audience',
    },
    { id: 'expired', says: 'The token is expired', means: ENDED, sample: '- The token is expired' },
    {
      id: 'future',
      says: ['The token was issued in the future', 'The token cannot be used yet'],
      means: NOT_BEGUN,
      sample: '- The token was issued in the future',
    },
    {
      id: 'key',
      says: 'It was not possible to parse your key',
      means: KEY_TEXT,
      sample: 'It was not possible to parse your key, reason: error:0909006C',
    },
    {
      id: 'short',
      says: 'Key provided is shorter than {bits} bits',
      means: { 'key-too-weak': 1 },
      note: 'HS256 needs a secret of 256 bits (32 bytes) or more',
      sample: 'Key provided is shorter than 256 bits, only 48 bits provided',
    },
    {
      id: 'dots',
      says: 'The JWT string must have two dots',
      means: NO_JWT,
      sample: 'The JWT string must have two dots',
    },
  ],
};

export const phpJwt: Product = {
  id: 'php-jwt',
  name: 'firebase/php-jwt',
  source: 'https://github.com/firebase/php-jwt#exception-handling',
  messages: [
    {
      id: 'expired',
      says: ['ExpiredException: Expired token', '"message":"Expired token"'],
      means: ENDED,
      sample: 'Firebase\\JWT\\ExpiredException: Expired token',
    },
    {
      id: 'before',
      says: [
        'Cannot handle token prior to',
        'Cannot handle token with nbf prior to',
        'Cannot handle token with iat prior to',
      ],
      means: NOT_BEGUN,
      note: 'the clock of this server is behind; JWT::$leeway allows for some seconds',
      sample: 'Firebase\\JWT\\BeforeValidException: Cannot handle token with iat prior to 2026-11-30T08:00:03+0000',
    },
    {
      id: 'kid',
      says: ['"kid" empty, unable to lookup correct key', '"kid" invalid, unable to lookup correct key'],
      means: { 'key-not-in-set': 4, 'kid-missing': 3, 'kid-unknown': 2 },
      sample: 'UnexpectedValueException: "kid" invalid, unable to lookup correct key',
    },
    {
      id: 'algorithm',
      says: ['Incorrect key for this algorithm', 'SignatureInvalidException: Algorithm not supported'],
      means: { 'algorithm-not-allowed': 3, 'algorithm-key-mismatch': 3 },
      sample: 'UnexpectedValueException: Incorrect key for this algorithm',
    },
    {
      id: 'empty',
      says: ['Key material must not be empty', 'Key may not be empty'],
      means: { ...KEY_TEXT, 'stale-key-in-process': 4 },
      note: 'the variable that should hold the key is empty here',
      sample: 'InvalidArgumentException: Key material must not be empty',
    },
    {
      id: 'short',
      says: 'Provided key is too short',
      means: { 'key-too-weak': 1 },
      note: 'HS256 needs 32 bytes, HS512 needs 64',
      sample: 'DomainException: Provided key is too short',
    },
    {
      id: 'not-coerced-public',
      says: ['cannot be coerced into a public key', 'must be a valid public key'],
      means: { 'verifier-holds-wrong-key': 5, 'verifier-key-damaged': 4 },
      note: 'what was given as the public key is none: a set of certificates as one text, the token, a path, or a PEM without its line breaks',
      sample: 'openssl_verify(): supplied key param cannot be coerced into a public key',
      decides: {
        'verifier-holds-wrong-key':
          'Check what the program gives as public key: mintmark keys check FILE. Of a set (a JSON object of certificates by kid), give JWT::decode() the whole array of Key objects, or JWK::parseKeySet().',
      },
    },
    {
      id: 'not-coerced-private',
      says: ['cannot be coerced into a private key', 'must be a valid private key'],
      means: KEY_TEXT,
      sample: 'openssl_sign(): supplied key param cannot be coerced into a private key',
    },
    {
      id: 'openssl',
      says: ['OpenSSL unable to validate key', 'OpenSSL unable to sign data'],
      means: KEY_TEXT,
      sample: 'DomainException: OpenSSL unable to validate key',
    },
  ],
};

export const lexik: Product = {
  id: 'lexik-jwt',
  name: 'LexikJWTAuthenticationBundle of Symfony',
  source: 'https://symfony.com/bundles/LexikJWTAuthenticationBundle/current/index.html',
  look: {
    header: APACHE,
    key: 'Compare JWT_PUBLIC_KEY (config/jwt/public.pem) with the private key that signs: mintmark doctor TOKEN --public FILE.',
  },
  messages: [
    {
      id: 'not-found',
      says: 'JWT Token not found',
      means: { 'authorization-stripped-in-transit': 4, 'authorization-missing': 3, 'scheme-not-bearer': 1 },
      sample: '{"code":401,"message":"JWT Token not found"}',
    },
    {
      id: 'invalid',
      says: 'Invalid JWT Token',
      means: { ...BAD_SIGNATURE, 'claim-missing': 2, 'token-of-other-kind': 1 },
      sample: '{"code":401,"message":"Invalid JWT Token"}',
    },
    { id: 'expired', says: 'Expired JWT Token', means: ENDED, sample: '{"code":401,"message":"Expired JWT Token"}' },
    {
      id: 'sign',
      says: 'Unable to create a signed JWT from the given configuration',
      means: { ...KEY_TEXT, 'key-passphrase-wrong': 6 },
      note: 'JWT_PASSPHRASE does not open JWT_SECRET_KEY, or the file cannot be read',
      sample: 'Unable to create a signed JWT from the given configuration.',
    },
  ],
};

export const wordpress: Product = {
  id: 'wordpress-jwt',
  name: 'JWT Authentication for WP REST API',
  source: 'https://wordpress.org/plugins/jwt-authentication-for-wp-rest-api/',
  look: { header: APACHE, key: `Compare JWT_AUTH_SECRET_KEY in wp-config.php. ${SECRET_LOOK}` },
  messages: [
    {
      id: 'no-header',
      says: 'jwt_auth_no_auth_header',
      means: NOTHING_ARRIVED,
      sample: '{"code":"jwt_auth_no_auth_header","message":"Authorization header not found."}',
    },
    {
      id: 'bad-header',
      says: 'jwt_auth_bad_auth_header',
      means: { 'bearer-scheme-malformed': 3, 'scheme-not-bearer': 2 },
      sample: '{"code":"jwt_auth_bad_auth_header"}',
    },
    {
      id: 'issuer',
      says: 'jwt_auth_bad_iss',
      means: { 'issuer-not-expected': 1 },
      note: 'iss is not the address of this site (get_bloginfo url)',
      sample: '{"code":"jwt_auth_bad_iss"}',
    },
    {
      id: 'config',
      says: 'jwt_auth_bad_config',
      means: { 'verifier-holds-wrong-key': 1 },
      note: 'JWT_AUTH_SECRET_KEY is not set in wp-config.php',
      sample: '{"code":"jwt_auth_bad_config"}',
    },
    {
      id: 'invalid',
      says: 'jwt_auth_invalid_token',
      means: { ...OTHER_SECRET, ...ENDED },
      sample: '{"code":"jwt_auth_invalid_token","message":"x"}',
    },
  ],
};
