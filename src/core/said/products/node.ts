import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, KEY_TEXT, NO_JWT, NOT_BEGUN } from './usual-means.ts';

const KEY_LOOK =
  'Look at the key as the program receives it: mintmark keys check env:NAME (or the file). Its first line has to be -----BEGIN … KEY-----, with real line breaks.';

export const openssl: Product = {
  id: 'openssl',
  name: 'OpenSSL, Node.js',
  source: 'https://docs.openssl.org/master/man3/ERR_get_error/',
  look: { 'key-text': KEY_LOOK },
  messages: [
    {
      id: 'decoder-unsupported',
      says: ['DECODER routines::unsupported', 'error:1E08010C'],
      means: KEY_TEXT,
      since: 'OpenSSL 3',
      note: 'the text is no PEM: most often \\n stands in it as two characters, or it is in quotes, or empty',
      sample: 'Error: error:1E08010C:DECODER routines::unsupported',
    },
    {
      id: 'no-start-line',
      says: ['no start line', 'error:0909006C', 'error:0480006C'],
      means: { ...KEY_TEXT, 'key-path-in-place-of-key': 4 },
      note: 'no -----BEGIN line is found: \\n as two characters, a path in place of the key, or an encrypted or empty file',
      sample: 'error:0909006C:PEM routines:get_name:no start line',
    },
    {
      id: 'bad-decrypt',
      says: ['bad decrypt', 'Cipher functions:maybe_wrong_password', 'maybe wrong password'],
      means: { 'key-passphrase-wrong': 5, 'key-text-damaged': 1 },
      sample: 'error:1C800064:Provider routines::bad decrypt',
    },
    {
      id: 'interrupted',
      says: ['interrupted or cancelled', 'Passphrase required for encrypted key'],
      means: { 'key-passphrase-wrong': 4, 'key-container-unsupported': 1 },
      note: 'the key is encrypted, and no passphrase was given',
      sample: 'error:07880109:common libcrypto routines::interrupted or cancelled',
    },
    {
      id: 'bad-end-line',
      says: ['bad end line', 'bad base64 decode'],
      means: { 'key-line-breaks-lost': 4, 'key-text-damaged': 4, 'key-newlines-escaped': 2 },
      sample: 'error:0480006A:PEM routines::bad end line',
    },
    {
      id: 'invalid-character',
      says: [
        'Invalid character in header content ["authorization"]',
        "Invalid character in header content ['authorization']",
      ],
      means: { 'credentials-contain-whitespace': 6, 'key-file-encoding': 1 },
      note: 'a line break (mostly at its end), a blank or a byte order mark stands in the token',
      sample: 'TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["Authorization"]',
      decides: {
        'credentials-contain-whitespace':
          'Print the value with its ends (JSON.stringify(token)): cut off the newline where it is read (.trim(); printf %s instead of echo).',
      },
    },
    {
      id: 'key-data',
      says: ['Invalid keyData', 'DataError: Invalid key'],
      means: { 'key-container-unsupported': 6, 'key-newlines-escaped': 1, 'algorithm-key-mismatch': 2 },
      note: 'WebCrypto reads PKCS#8 (BEGIN PRIVATE KEY) and no PKCS#1 (BEGIN RSA PRIVATE KEY)',
      sample: 'DOMException [DataError]: Invalid keyData',
    },
    {
      id: 'wrong-key-type',
      says: ['ERR_OSSL_EVP_UNSUPPORTED', 'operation not supported for this keytype', 'Invalid key type'],
      means: { 'algorithm-key-mismatch': 4, 'public-key-in-place-of-private': 2, 'key-container-unsupported': 1 },
      sample: 'error:03000096:digital envelope routines::operation not supported for this keytype',
    },
  ],
};

export const jsonwebtoken: Product = {
  id: 'jsonwebtoken',
  name: 'jsonwebtoken (Node.js), express-jwt',
  source: 'https://github.com/auth0/node-jsonwebtoken#errors--codes',
  look: {
    'key-text': KEY_LOOK,
    issuer:
      'Compare `issuer` of jwt.verify() with iss of the token, to the letter: mintmark doctor TOKEN --issuer VALUE.',
    audience: 'Compare `audience` of jwt.verify() with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    key: 'Give the key that jwt.verify() is given: mintmark doctor TOKEN --public FILE or --jwks URL.',
  },
  messages: [
    {
      id: 'asymmetric',
      says: 'secretOrPrivateKey must be an asymmetric key',
      means: KEY_TEXT,
      note: 'the text is no PEM: most often \\n stands in it as two characters, quotes are round it, or YAML folded its lines',
      sample: 'Error: secretOrPrivateKey must be an asymmetric key when using RS256',
    },
    {
      id: 'no-private-key',
      says: 'secretOrPrivateKey must have a value',
      means: { 'key-path-in-place-of-key': 3, 'key-newlines-escaped': 1, 'stale-key-in-process': 1 },
      note: 'the variable that should hold the key is empty or not set here',
      sample: 'Error: secretOrPrivateKey must have a value',
      decides: {
        'key-path-in-place-of-key':
          'Look whether the environment variable is set in this process: mintmark keys check env:NAME.',
      },
    },
    {
      id: 'no-public-key',
      says: 'secret or public key must be provided',
      means: { 'verifier-holds-wrong-key': 3, 'key-not-in-set': 3 },
      note: 'the verifier has no key: the variable is empty, or the key set has none of this kid',
      sample: 'JsonWebTokenError: secret or public key must be provided',
    },
    {
      id: 'issuer',
      says: 'jwt issuer invalid. expected: {issuer}',
      means: { 'issuer-not-expected': 1 },
      note: 'the issuer differs, most often by the slash at its end',
      sample: 'JsonWebTokenError: jwt issuer invalid. expected: https://acme.eu.auth0.com',
    },
    {
      id: 'audience',
      says: 'jwt audience invalid. expected: {audience}',
      means: { 'audience-not-expected': 4, 'token-of-other-kind': 3 },
      note: 'the token was asked for another API, or an ID token was sent',
      sample: 'JsonWebTokenError: jwt audience invalid. expected: https://api.acme.example',
    },
    { id: 'expired', says: 'jwt expired', means: ENDED, sample: 'TokenExpiredError: jwt expired' },
    { id: 'not-active', says: 'jwt not active', means: NOT_BEGUN, sample: 'NotBeforeError: jwt not active' },
    {
      id: 'malformed',
      says: 'jwt malformed',
      means: { ...NO_JWT, 'bearer-scheme-malformed': 3, 'token-of-other-kind': 2 },
      sample: 'JsonWebTokenError: jwt malformed',
    },
    {
      id: 'no-token',
      says: ['jwt must be provided', 'No authorization token was found'],
      means: { 'authorization-missing': 4, 'authorization-stripped-in-transit': 3, 'scheme-not-bearer': 2 },
      sample: 'UnauthorizedError: No authorization token was found',
    },
    {
      id: 'signature',
      says: 'JsonWebTokenError: invalid signature',
      means: BAD_SIGNATURE,
      sample: 'JsonWebTokenError: invalid signature',
    },
    {
      id: 'algorithm',
      says: [
        'JsonWebTokenError: invalid algorithm',
        '"message":"invalid algorithm"',
        'UnauthorizedError: invalid algorithm',
      ],
      means: { 'algorithm-not-allowed': 5, 'algorithm-key-mismatch': 3 },
      note: '`algorithms` of the verifier does not have the alg of the token, or its key is of another type',
      sample: 'JsonWebTokenError: invalid algorithm',
    },
    {
      id: 'jwks-kid',
      says: ['Unable to find a signing key that matches', 'SigningKeyNotFoundError'],
      means: { 'key-not-in-set': 5, 'kid-unknown': 2 },
      note: 'the set is another one than that of the issuer, or it was cached before a rotation',
      sample: "SigningKeyNotFoundError: Unable to find a signing key that matches 'kid-1'",
    },
  ],
};

export const jose: Product = {
  id: 'jose',
  name: 'jose (JavaScript)',
  source: 'https://github.com/panva/jose/blob/main/docs/util/errors/README.md',
  look: { 'key-text': KEY_LOOK },
  messages: [
    {
      id: 'audience',
      says: 'unexpected "aud" claim value',
      means: { 'audience-not-expected': 4, 'token-of-other-kind': 3 },
      sample: 'JWTClaimValidationFailed: unexpected "aud" claim value',
    },
    {
      id: 'audience-short',
      says: 'unexpected "aud" value',
      means: { 'audience-not-expected': 4, 'token-of-other-kind': 3 },
      sample: 'unexpected "aud" value',
    },
    {
      id: 'issuer',
      says: ['unexpected "iss" claim value', 'unexpected "iss" value'],
      means: { 'issuer-not-expected': 1 },
      sample: 'JWTClaimValidationFailed: unexpected "iss" claim value',
    },
    {
      id: 'expired',
      says: '"exp" claim timestamp check failed',
      means: ENDED,
      sample: 'JWTExpired: "exp" claim timestamp check failed',
    },
    {
      id: 'not-before',
      says: ['"nbf" claim timestamp check failed', '"iat" claim timestamp check failed'],
      means: NOT_BEGUN,
      sample: 'JWTClaimValidationFailed: "nbf" claim timestamp check failed',
    },
    {
      id: 'missing-claim',
      says: 'missing required "{claim}" claim',
      means: { 'claim-missing': 4, 'token-of-other-kind': 2 },
      sample: 'JWTClaimValidationFailed: missing required "exp" claim',
    },
    {
      id: 'compact',
      says: ['Invalid Compact JWS', 'Invalid Compact JWE'],
      means: { 'token-of-other-kind': 5, 'not-a-jwt': 3, 'bearer-scheme-malformed': 1 },
      note: 'it is no signed JWT: an opaque token, or an encrypted one (Auth0 makes them where no audience was asked for)',
      sample: 'JWSInvalid: Invalid Compact JWS',
    },
    {
      id: 'signature',
      says: 'JWSSignatureVerificationFailed',
      means: BAD_SIGNATURE,
      sample: 'JWSSignatureVerificationFailed: signature verification failed',
    },
    {
      id: 'jwks',
      says: ['no applicable key found in the JSON Web Key Set', 'JWKSNoMatchingKey'],
      means: { 'key-not-in-set': 5, 'kid-unknown': 2, 'algorithm-key-mismatch': 1 },
      sample: 'JWKSNoMatchingKey: no applicable key found in the JSON Web Key Set',
    },
    {
      id: 'pkcs8',
      says: ['"pkcs8" must be PKCS#8 formatted string', '"pkcs8" must be PKCS8 formatted string'],
      means: { 'key-container-unsupported': 5, 'key-newlines-escaped': 2, 'key-in-quotes': 1 },
      note: 'jose reads BEGIN PRIVATE KEY (PKCS#8) and no BEGIN RSA PRIVATE KEY: mintmark keys convert',
      sample: 'TypeError: "pkcs8" must be PKCS#8 formatted string',
    },
    {
      id: 'alg',
      says: '"alg" (Algorithm) Header Parameter value not allowed',
      means: { 'algorithm-not-allowed': 1 },
      sample: 'JOSEAlgNotAllowed: "alg" (Algorithm) Header Parameter value not allowed',
    },
  ],
};

export const octokit: Product = {
  id: 'octokit',
  name: 'Octokit',
  source: 'https://github.com/octokit/auth-app.js',
  look: { 'key-text': KEY_LOOK },
  messages: [
    {
      id: 'private-key',
      says: [
        'privateKey option is required',
        'Input required and not supplied: private-key',
        "'privateKey' option is required",
      ],
      means: { 'key-path-in-place-of-key': 3, 'stale-key-in-process': 1, 'key-newlines-escaped': 1 },
      note: 'the secret is empty here: workflows of forks and of Dependabot get no secrets, and reusable workflows only with `secrets:`; or the variable is not set',
      sample: 'Error: [@octokit/auth-app] privateKey option is required',
      decides: {
        'key-path-in-place-of-key':
          'Print in that step whether the environment variable is empty (test -n "$PRIVATE_KEY" && echo set), and where the secret is defined: repository, organisation or environment.',
      },
    },
    {
      id: 'app-id',
      says: ['appId option is required', 'Input required and not supplied: app-id'],
      means: { 'identity-claim-mistaken': 3, 'claim-missing': 2 },
      sample: 'Error: [@octokit/auth-app] appId option is required',
    },
  ],
};

export const firebase: Product = {
  id: 'firebase-admin',
  name: 'Firebase Admin SDK',
  source: 'https://firebase.google.com/docs/auth/admin/verify-id-tokens',
  look: {
    'key-text': KEY_LOOK,
    audience: 'Compare the project id of initializeApp() with aud of the token: mintmark inspect TOKEN.',
  },
  messages: [
    {
      id: 'pem',
      says: ['Failed to parse private key', 'Invalid PEM formatted message'],
      means: { ...KEY_TEXT, 'key-newlines-escaped': 8 },
      note: 'FIREBASE_PRIVATE_KEY holds \\n as two characters, or the quotes of the JSON file: .replace(/\\\\n/g, "\\n") makes line breaks of them',
      sample: 'FirebaseAppError: Failed to parse private key: Error: Invalid PEM formatted message.',
    },
    {
      id: 'audience',
      says: 'incorrect "aud" (audience) claim. Expected "{audience}" but got "{received}"',
      means: { 'audience-not-expected': 3, 'token-of-other-kind': 4 },
      note: 'a custom token (its aud ends in IdentityToolkit) or a token of another project was sent',
      sample: 'Firebase ID token has incorrect "aud" (audience) claim. Expected "acme" but got "other".',
    },
    {
      id: 'issuer',
      says: 'incorrect "iss" (issuer) claim. Expected "{issuer}" but got "{received}"',
      means: { 'issuer-not-expected': 4, 'token-of-other-kind': 3 },
      sample:
        'Firebase ID token has incorrect "iss" (issuer) claim. Expected "https://securetoken.google.com/acme" but got "x".',
    },
    {
      id: 'custom-token',
      says: ['expects an ID token, but was given a custom token', 'Firebase ID token has no "kid" claim'],
      means: { 'token-of-other-kind': 1 },
      note: 'a custom token was sent: exchange it first (signInWithCustomToken), and send the ID token',
      sample: 'verifyIdToken() expects an ID token, but was given a custom token.',
    },
    {
      id: 'expired',
      says: ['Firebase ID token has expired', 'auth/id-token-expired'],
      means: ENDED,
      sample: 'Firebase ID token has expired. Get a fresh ID token (auth/id-token-expired).',
    },
  ],
};
