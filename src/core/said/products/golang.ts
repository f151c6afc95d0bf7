import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, KEY_TEXT, NO_JWT, NOT_BEGUN } from './usual-means.ts';

export const golang: Product = {
  id: 'golang-jwt',
  name: 'golang-jwt, go-jose, net/http of Go',
  source: 'https://pkg.go.dev/github.com/golang-jwt/jwt/v5#pkg-variables',
  messages: [
    {
      id: 'header-value',
      says: 'invalid header field value',
      means: { 'credentials-contain-whitespace': 1 },
      note: 'the token has a line break or a space in it, usually at its end: strings.TrimSpace where it is read, printf %s instead of echo',
      sample: 'net/http: invalid header field value "Bearer x\\n" for key Authorization',
    },
    {
      id: 'expired',
      says: ['token is expired', 'token has invalid claims: token is expired'],
      means: ENDED,
      sample: 'token has invalid claims: token is expired',
    },
    {
      id: 'not-valid-yet',
      says: ['token is not valid yet', 'Token used before issued'],
      means: NOT_BEGUN,
      sample: 'Token used before issued',
    },
    {
      id: 'signature',
      says: ['token signature is invalid', 'crypto/rsa: verification error', 'signature is invalid: crypto'],
      means: BAD_SIGNATURE,
      sample: 'token signature is invalid: crypto/rsa: verification error',
    },
    {
      id: 'required-claim',
      says: [
        'token is missing required claim: {claim} claim is required, token is missing required claim: {also} claim is required',
        'token is missing required claim: {claim} claim is required',
        'token is missing required claim',
      ],
      means: { 'claim-missing': 5, 'token-of-other-kind': 4 },
      note: 'the token lacks a claim that the verifier requires: an access token of another form, where the ID token is meant, or the other way round',
      sample: 'token has invalid claims: token is missing required claim: aud claim is required',
    },
    {
      id: 'issuer',
      says: 'token has invalid issuer',
      means: { 'issuer-not-expected': 1 },
      sample: 'token has invalid claims: token has invalid issuer',
    },
    {
      id: 'audience',
      says: 'token has invalid audience',
      means: { 'audience-not-expected': 5, 'token-of-other-kind': 2 },
      sample: 'token has invalid claims: token has invalid audience',
    },
    {
      id: 'oidc-issuer',
      says: 'oidc: id token issued by a different provider, expected "{issuer}" got "{received}"',
      means: { 'issuer-not-expected': 1 },
      sample: 'oidc: id token issued by a different provider, expected "https://a.example" got "https://b.example"',
    },
    {
      id: 'oidc-audience',
      says: [
        'oidc: expected audience "{audience}" got ["{received}"]',
        'oidc: expected audience "{audience}" got [{received}]',
      ],
      means: { 'audience-not-expected': 5, 'token-of-other-kind': 2 },
      sample: 'oidc: expected audience "kubernetes" got ["headlamp"]',
      decides: {
        'audience-not-expected':
          'Compare aud of the token (mintmark inspect TOKEN) with the client id of the verifier (Kubernetes: --oidc-client-id of the API server).',
      },
    },
    {
      id: 'segments',
      says: [
        'token contains an invalid number of segments',
        'compact JWS format must have three parts',
        'malformed jwt, expected 3 parts',
      ],
      means: NO_JWT,
      sample: 'token contains an invalid number of segments',
    },
    {
      id: 'keyfunc',
      says: ['token is unverifiable: error while executing keyfunc', 'could not find matching cert keyId'],
      means: { 'key-not-in-set': 5, 'kid-missing': 2, 'kid-unknown': 2, 'algorithm-not-allowed': 2 },
      note: 'the Keyfunc gave no key: no key of the set has this kid, or alg is another one than it expects',
      sample: 'token is unverifiable: error while executing keyfunc: unable to find key "k1"',
    },
    {
      id: 'alg',
      says: ['signing method (alg) is unavailable', 'unexpected signing method'],
      means: { 'algorithm-not-allowed': 1 },
      sample: 'token is unverifiable: signing method (alg) is unavailable.',
    },
    {
      id: 'malformed',
      says: ['token is malformed:', 'oidc: malformed jwt'],
      means: NO_JWT,
      sample: 'token is malformed: could not base64 decode header: illegal base64 data at input byte 5',
    },
    {
      id: 'json',
      says: 'invalid character …looking for beginning of value',
      means: NO_JWT,
      note: 'what is in place of the header or the claims of a token is not JSON: not a token, or one that was cut in the wrong place',
      sample: "invalid character 'È' looking for beginning of value",
    },
    {
      id: 'base64',
      says: 'illegal base64 data at input byte 6',
      means: { 'bearer-scheme-malformed': 5, 'not-a-jwt': 3 },
      note: 'byte 6 is the space after "Bearer": the whole header was parsed in place of the token alone',
      sample: 'illegal base64 data at input byte 6',
      decides: {
        'bearer-scheme-malformed': 'Give Parse the token alone: strings.TrimPrefix(header, "Bearer ").',
      },
    },
    {
      id: 'ecdsa',
      says: 'crypto/ecdsa: verification error',
      means: BAD_SIGNATURE,
      sample: 'could not verify token: crypto/ecdsa: verification error',
    },
    {
      id: 'x509-container',
      says: [
        'use ParsePKCS1PrivateKey instead for this key type',
        'use ParsePKCS8PrivateKey instead for this key type',
        'use ParseECPrivateKey instead for this key type',
        'use ParsePKIXPublicKey instead for this key type',
      ],
      means: { 'key-container-unsupported': 1 },
      note: 'the key is sound, in another container than this function reads: mintmark keys convert, or the function that the message names',
      sample: 'x509: failed to parse private key (use ParsePKCS1PrivateKey instead for this key type)',
    },
    {
      id: 'key-type',
      says: ['key is of invalid type', 'key is invalid or of invalid type'],
      means: { 'algorithm-key-mismatch': 5, 'key-text-damaged': 1 },
      note: 'HS256 takes []byte, RS256 *rsa.PrivateKey (to verify *rsa.PublicKey), ES256 *ecdsa.PrivateKey: the algorithm and the key are of two types',
      sample: 'key is of invalid type: ECDSA sign expects *ecdsa.PrivateKey',
      decides: {
        'algorithm-key-mismatch':
          'Use jwt.SigningMethodHS256 with a []byte secret, or parse the key: jwt.ParseECPrivateKeyFromPEM for ES256, jwt.ParseRSAPrivateKeyFromPEM for RS256.',
      },
    },
    {
      id: 'go-jose-signature',
      says: 'go-jose: error in cryptographic primitive',
      means: BAD_SIGNATURE,
      sample: 'square/go-jose: error in cryptographic primitive',
    },
    {
      id: 'go-jose-time',
      says: ['token not valid yet (nbf)', 'token issued in the future (iat)'],
      means: NOT_BEGUN,
      note: 'the clock of the machine that signed is ahead of the one that verifies',
      sample: 'go-jose/go-jose/jwt: validation failed, token not valid yet (nbf)',
    },
    {
      id: 'go-jose-issuer',
      says: 'invalid issuer claim (iss)',
      means: { 'issuer-not-expected': 1 },
      sample: 'go-jose/go-jose/jwt: validation failed, invalid issuer claim (iss)',
    },
    {
      id: 'go-jose-audience',
      says: 'invalid audience claim (aud)',
      means: { 'audience-not-expected': 1 },
      sample: 'go-jose/go-jose/jwt: validation failed, invalid audience claim (aud)',
    },
    {
      id: 'asn1',
      says: "asn1: structure error: tags don't match",
      means: { 'key-container-unsupported': 5, 'key-text-damaged': 2, 'public-key-in-place-of-private': 2 },
      note: 'the key is in a container that the program does not read: an OpenSSH key, or PKCS#1 instead of PKCS#8',
      sample: "asn1: structure error: tags don't match (16 vs {class:1 tag:15 length:112 isCompound:true})",
    },
    {
      id: 'pem',
      says: ['failed to decode PEM', 'failed to parse PEM block', 'key must be a PEM encoded', 'must be PEM encoded'],
      means: KEY_TEXT,
      sample: 'invalid key: Key must be a PEM encoded PKCS1 or PKCS8 key',
    },
  ],
};
