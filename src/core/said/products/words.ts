import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, KEY_TEXT, NO_JWT, NOT_BEGUN, NOTHING_ARRIVED } from './usual-means.ts';

/** The words of the field, whoever uses them: heeded only where no product is recognised. */
export const words: Product = {
  id: 'words',
  name: 'the common words for it',
  isCommonWords: true,
  source: 'https://www.rfc-editor.org/rfc/rfc7519',
  messages: [
    { id: 'expired', says: ['expired', 'expiry'], means: ENDED, sample: 'the token has expired' },
    {
      id: 'not-yet',
      says: [
        'not yet valid',
        'not valid yet',
        'not active yet',
        'used too early',
        'issued in the future',
        'before nbf',
      ],
      means: NOT_BEGUN,
      sample: 'Token used too early',
    },
    {
      id: 'audience',
      says: ['audience', '"aud"', 'aud claim'],
      means: { 'audience-not-expected': 5, 'token-of-other-kind': 2 },
      sample: 'wrong audience',
    },
    {
      id: 'issuer',
      says: ['issuer', '"iss"', 'iss claim'],
      means: { 'issuer-not-expected': 1 },
      sample: 'unknown issuer',
    },
    {
      id: 'kid',
      says: ['kid', 'no matching key', 'key not found', 'signing key'],
      means: { 'key-not-in-set': 4, 'kid-unknown': 3, 'kid-missing': 1 },
      sample: 'no key for this kid',
    },
    { id: 'signature', says: ['signature', 'verification failed'], means: BAD_SIGNATURE, sample: 'bad signature' },
    {
      id: 'algorithm',
      says: ['algorithm', 'unsupported alg'],
      means: { 'algorithm-not-allowed': 3, 'algorithm-key-mismatch': 2 },
      sample: 'algorithm mismatch',
    },
    {
      id: 'private-key',
      says: ['private key', 'PEM', 'key format', 'parse key', 'asn1', 'invalid key'],
      means: KEY_TEXT,
      sample: 'cannot read the private key',
    },
    {
      id: 'short',
      says: ['secret length', 'key size', 'key is too short', 'secret is too short', 'at least 256 bits'],
      means: { 'key-too-weak': 1 },
      sample: 'the secret is too short',
    },
    {
      id: 'revoked',
      says: ['revoked', 'blacklisted', 'denylisted', 'invalidated', 'logged out'],
      means: { 'token-revoked': 4, 'token-expired': 1 },
      sample: 'the token was revoked',
    },
    {
      id: 'type',
      says: ['wrong token type', 'wrong type', 'invalid typ', 'token type', 'refresh token', 'not an access token'],
      means: { 'token-of-other-kind': 1 },
      sample: 'wrong token type',
    },
    {
      id: 'scope',
      says: ['scope', 'permission', 'forbidden', 'access denied', 'privileges'],
      means: { 'scope-not-granted': 4, 'path-not-in-acl': 2, 'consent-missing': 1 },
      sample: '403 Forbidden',
    },
    {
      id: 'malformed',
      says: [
        'malformed',
        'segments',
        'not a jwt',
        'could not be decoded',
        'parse token',
        'missing required parts',
        'invalid JSON',
        'not valid base64url',
        'illegal base64',
      ],
      means: { ...NO_JWT, 'bearer-scheme-malformed': 2 },
      sample: 'malformed token',
    },
    {
      id: 'missing',
      says: [
        'missing token',
        'no token',
        'token is missing',
        'authorization header',
        'not authenticated',
        'Authentication required',
        'authentication is required',
        'unauthenticated',
      ],
      means: NOTHING_ARRIVED,
      sample: 'no token was found',
    },
    {
      id: 'network',
      says: ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'Connection refused', 'certificate', 'getaddrinfo'],
      means: { 'network-or-tls-failure': 1 },
      sample: 'connect ECONNREFUSED 127.0.0.1:8080',
    },
  ],
};
