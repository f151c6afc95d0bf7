import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, KEY_TEXT, NO_JWT, NO_KEY, NOT_BEGUN } from './usual-means.ts';

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
      id: 'subject',
      says: ['Subject must be a string', 'InvalidSubjectError'],
      means: { 'claim-type-wrong': 4, 'subject-invalid': 2 },
      since: 'PyJWT 2.10',
      note: 'sub is a number or an object, and has to be a string (RFC 7519 section 4.1.2)',
      sample: 'jwt.exceptions.InvalidSubjectError: Subject must be a string',
      decides: {
        'claim-type-wrong':
          'Read sub: mintmark inspect TOKEN. Whoever makes the token writes str(user.id) there, and puts other data into claims of their own (additional_claims).',
      },
    },
    {
      id: 'at-hash',
      says: ['No access_token provided to compare against at_hash', 'at_hash claim does not match access_token'],
      means: { 'token-of-other-kind': 1 },
      note: 'at_hash stands in an ID token alone: an ID token was sent, or the access token that came with it has to be given too',
      decides: {
        'token-of-other-kind':
          'Send the access token. Or, where the ID token is meant: jwt.decode(…, access_token=ACCESS_TOKEN), or options={"verify_at_hash": False}.',
      },
      sample: 'JWTClaimsError: No access_token provided to compare against at_hash claim.',
    },
    {
      id: 'short',
      says: ['bytes long, which is below the minimum recommended length of', 'InsecureKeyLengthWarning'],
      means: { 'key-too-weak': 1 },
      note: 'the secret is shorter than the hash: HS256 needs 32 bytes, HS384 48, HS512 64 (RFC 7518 §3.2); PyJWT warns, and refuses it where enforce_minimum_key_length is set',
      sample:
        'InsecureKeyLengthWarning: The HMAC key is 6 bytes long, which is below the minimum recommended length of 32 bytes for SHA256.',
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
  mark: /\bJWT::[A-Z]\w+/,
  look: { 'key-text': 'Print key.inspect[0, 40] in the program, or: mintmark keys check env:NAME.' },
  messages: [
    {
      id: 'rails-filter',
      says: ['Filter chain halted as :authenticate', 'Filter chain halted as :authorize'],
      means: {
        'signed-by-unknown-key': 4,
        'secret-form-mismatch': 3,
        'token-expired': 3,
        'authorization-missing': 3,
        'token-revoked': 1,
      },
      note: 'knock and devise-jwt keep the reason to themselves',
      decides: {
        'signed-by-unknown-key':
          'Ask ruby-jwt itself, in rails console: JWT.decode(TOKEN, SECRET, true, algorithm: "HS256"). Its exception is the reason; give it to mintmark doctor, with --secret.',
      },
      sample: 'Filter chain halted as :authenticate_user rendered or redirected',
    },
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
      id: 'no-key',
      says: ['No verification key available', 'JWT::DecodeError (HMAC key expected to be a String'],
      means: NO_KEY,
      note: 'the key or secret is nil here: the variable or the credentials are not set in this environment',
      sample: 'JWT::DecodeError (No verification key available)',
      decides: {
        'verifier-holds-wrong-key':
          'Print the secret in this environment: Rails.application.credentials and ENV differ between development and production (RAILS_MASTER_KEY).',
      },
    },
    {
      id: 'revoked',
      says: ['{"error":"revoked token"}', 'Warden::JWTAuth::Errors::RevokedToken', '"revoked token"'],
      means: { 'token-revoked': 1 },
      note: 'devise-jwt: jti of the token is not the one of the user, or is in the denylist',
      sample: '{"error":"revoked token"}',
      decides: {
        'token-revoked':
          'Compare jti (mintmark inspect TOKEN) with the user (JTIMatcher) or the denylist; sign in again, and send the new token.',
      },
    },
    {
      id: 'segments',
      says: ['Not enough or too many segments', 'Nil JSON web token', 'Invalid segment encoding'],
      means: NO_JWT,
      sample: 'JWT::DecodeError: Not enough or too many segments',
    },
    {
      id: 'algorithm',
      says: ['JWT::IncorrectAlgorithm', 'Expected a different algorithm'],
      means: { 'algorithm-not-allowed': 1 },
      sample: 'JWT::IncorrectAlgorithm: Expected a different algorithm',
    },
  ],
};
