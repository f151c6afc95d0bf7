import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, KEY_TEXT, NO_JWT, NOT_BEGUN } from './usual-means.ts';

export const pyjwt: Product = {
  id: 'pyjwt',
  name: 'PyJWT, python-jose, PyCA cryptography',
  source: 'https://pyjwt.readthedocs.io/en/stable/api.html#exceptions',
  look: {
    'key-text':
      'Print repr(key)[:40] in the program, or: mintmark keys check env:NAME. It has to begin with -----BEGIN.',
    time: 'Compare the clock of the machine that signed with the one that verifies (date -u on both); `leeway=` of jwt.decode() allows for some seconds.',
    issuer: 'Compare `issuer=` of jwt.decode() with iss of the token, exactly.',
    audience: 'Compare `audience=` of jwt.decode() with aud of the token.',
  },
  messages: [
    {
      id: 'immature',
      says: ['The token is not yet valid (iat)', 'The token is not yet valid (nbf)', 'ImmatureSignatureError'],
      means: NOT_BEGUN,
      note: 'the clock of the machine that signed is ahead of the one that verifies',
      sample: 'jwt.exceptions.ImmatureSignatureError: The token is not yet valid (iat)',
    },
    {
      id: 'expired',
      says: ['Signature has expired', 'ExpiredSignatureError'],
      means: ENDED,
      sample: 'jwt.exceptions.ExpiredSignatureError: Signature has expired',
    },
    {
      id: 'signature',
      says: ['Signature verification failed', 'InvalidSignatureError'],
      means: BAD_SIGNATURE,
      sample: 'jwt.exceptions.InvalidSignatureError: Signature verification failed',
    },
    {
      id: 'audience',
      says: ['InvalidAudienceError', "Audience doesn't match", 'Invalid audience'],
      means: { 'audience-not-expected': 5, 'token-of-other-kind': 3 },
      sample: "jwt.exceptions.InvalidAudienceError: Audience doesn't match",
    },
    {
      id: 'issuer',
      says: ['InvalidIssuerError', 'Invalid issuer'],
      means: { 'issuer-not-expected': 1 },
      sample: 'jwt.exceptions.InvalidIssuerError: Invalid issuer',
    },
    {
      id: 'segments',
      says: ['Not enough segments', 'Wrong number of segments in token'],
      means: { ...NO_JWT, 'token-of-other-kind': 6 },
      note: 'an opaque token, such as an access token of Google (ya29.…), is not a JWT',
      sample: 'jwt.exceptions.DecodeError: Not enough segments',
    },
    {
      id: 'padding',
      says: ['Invalid header padding', 'Invalid payload padding', 'Invalid crypto padding', 'Incorrect padding'],
      means: { 'token-truncated': 4, 'not-a-jwt': 2, 'base64-not-url-safe': 2 },
      sample: 'jwt.exceptions.DecodeError: Invalid header padding',
    },
    {
      id: 'algorithm',
      says: ['The specified alg value is not allowed', 'InvalidAlgorithmError'],
      means: { 'algorithm-not-allowed': 1 },
      sample: 'jwt.exceptions.InvalidAlgorithmError: The specified alg value is not allowed',
    },
    {
      id: 'deserialize',
      says: ['Could not deserialize key data', 'Unable to load PEM file', 'Could not parse the provided public key'],
      means: { ...KEY_TEXT, 'key-text-damaged': 4, 'key-path-in-place-of-key': 3 },
      note: 'the PEM is damaged (\\n as two characters, lines lost), or it is the name of the variable instead of its value',
      sample: 'ValueError: Could not deserialize key data. The data may be in an incorrect format',
    },
    {
      id: 'requests-header',
      says: 'Invalid leading whitespace, reserved character(s), or return character(s) in header value',
      means: { 'credentials-contain-whitespace': 1 },
      note: 'the token has a line break or a space in it, usually at its end: .strip() where it is read',
      sample:
        "InvalidHeader: Invalid leading whitespace, reserved character(s), or return character(s) in header value: 'Bearer '",
    },
    {
      id: 'missing-claim',
      says: 'Token is missing the "{claim}" claim',
      means: { 'claim-missing': 4, 'token-of-other-kind': 2 },
      sample: 'MissingRequiredClaimError: Token is missing the "aud" claim',
    },
  ],
};

export const ruby: Product = {
  id: 'ruby-jwt',
  name: 'ruby-jwt, OpenSSL of Ruby',
  source: 'https://github.com/jwt/ruby-jwt',
  look: { 'key-text': 'Print key.inspect[0, 40] in the program, or: mintmark keys check env:NAME.' },
  messages: [
    {
      id: 'neither-key',
      says: ['Neither PUB key nor PRIV key', 'OpenSSL::PKey::RSAError', 'Could not parse PKey'],
      means: KEY_TEXT,
      sample: 'OpenSSL::PKey::RSAError: Neither PUB key nor PRIV key: nested asn1 error',
    },
    {
      id: 'curve',
      says: 'invalid curve name',
      means: { ...KEY_TEXT, 'key-file-encoding': 4, 'key-wrapped-in-base64': 4 },
      note: 'the text of the .p8 is not PEM: UTF-16, base64 around it, or \\n as two characters',
      sample: 'OpenSSL::PKey::ECError: invalid curve name',
    },
    {
      id: 'expired',
      says: 'JWT::ExpiredSignature',
      means: ENDED,
      sample: 'JWT::ExpiredSignature: Signature has expired',
    },
    {
      id: 'immature',
      says: ['JWT::ImmatureSignature', 'Signature nbf has not been reached'],
      means: NOT_BEGUN,
      sample: 'JWT::ImmatureSignature: Signature nbf has not been reached',
    },
    {
      id: 'signature',
      says: ['JWT::VerificationError', 'Signature verification raised'],
      means: BAD_SIGNATURE,
      sample: 'JWT::VerificationError: Signature verification raised',
    },
    {
      id: 'audience',
      says: 'Invalid audience. Expected {audience}, received {received}',
      means: { 'audience-not-expected': 5, 'token-of-other-kind': 2 },
      sample: 'JWT::InvalidAudError: Invalid audience. Expected api, received web',
    },
    {
      id: 'issuer',
      says: 'Invalid issuer. Expected {issuer}, received {received}',
      means: { 'issuer-not-expected': 1 },
      sample: 'JWT::InvalidIssuerError: Invalid issuer. Expected https://a.example, received https://a.example/',
    },
    {
      id: 'algorithm',
      says: ['JWT::IncorrectAlgorithm', 'Expected a different algorithm'],
      means: { 'algorithm-not-allowed': 1 },
      sample: 'JWT::IncorrectAlgorithm: Expected a different algorithm',
    },
  ],
};

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
      says: 'oidc: expected audience "{audience}" got ["{received}"]',
      means: { 'audience-not-expected': 5, 'token-of-other-kind': 2 },
      sample: 'oidc: expected audience "kubernetes" got ["headlamp"]',
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
