import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, KEY_LOOK, NOT_BEGUN } from './usual-means.ts';

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
      note: 'it is not a signed JWT: an opaque token, or an encrypted one (Auth0 makes them if no audience was requested)',
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
      note: 'jose reads BEGIN PRIVATE KEY (PKCS#8), not BEGIN RSA PRIVATE KEY: mintmark keys convert',
      sample: 'TypeError: "pkcs8" must be PKCS#8 formatted string',
    },
    {
      id: 'modulus',
      says: 'requires key modulusLength to be',
      means: { 'key-too-weak': 1 },
      note: 'RS256 and PS256 need an RSA key of 2048 bits or more: generate a new key pair',
      sample: 'TypeError: RS256 requires key modulusLength to be 2048 bits or larger',
    },
    {
      id: 'alg',
      says: '"alg" (Algorithm) Header Parameter value not allowed',
      means: { 'algorithm-not-allowed': 1 },
      sample: 'JOSEAlgNotAllowed: "alg" (Algorithm) Header Parameter value not allowed',
    },
  ],
};
