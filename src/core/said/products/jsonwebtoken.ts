import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, KEY_LOOK, KEY_TEXT, NO_JWT, NOT_BEGUN } from './usual-means.ts';

export const jsonwebtoken: Product = {
  id: 'jsonwebtoken',
  name: 'jsonwebtoken (Node.js), express-jwt',
  source: 'https://github.com/auth0/node-jsonwebtoken#errors--codes',
  look: {
    'key-text': KEY_LOOK,
    issuer: 'Compare `issuer` of jwt.verify() with iss of the token, exactly: mintmark doctor TOKEN --issuer VALUE.',
    audience: 'Compare `audience` of jwt.verify() with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    key: 'Give the key that jwt.verify() is given: mintmark doctor TOKEN --public FILE or --jwks URL.',
  },
  messages: [
    {
      id: 'modulus',
      says: 'secretOrPrivateKey has a minimum key size of',
      means: { 'key-too-weak': 1 },
      note: 'RS256 and PS256 need an RSA key of 2048 bits or more (since version 9): generate a new key pair',
      sample: 'secretOrPrivateKey has a minimum key size of 2048 bits for RS256',
    },
    {
      id: 'asymmetric',
      says: 'secretOrPrivateKey must be an asymmetric key',
      means: KEY_TEXT,
      note: 'the text is not PEM: usually it has \\n as two characters, quotes around it, or lines that YAML folded',
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
          'Check whether the environment variable is set in this process: mintmark keys check env:NAME.',
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
      note: 'the issuer differs, usually by a trailing slash',
      sample: 'JsonWebTokenError: jwt issuer invalid. expected: https://acme.eu.auth0.com',
    },
    {
      id: 'audience',
      says: 'jwt audience invalid. expected: {audience}',
      means: { 'audience-not-expected': 4, 'token-of-other-kind': 3 },
      note: 'the token was requested for another API, or an ID token was sent',
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
