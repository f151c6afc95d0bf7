import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, KEY_TEXT, NO_JWT, NOT_BEGUN } from './usual-means.ts';

export const rust: Product = {
  id: 'rust-jsonwebtoken',
  name: 'jsonwebtoken (Rust)',
  source: 'https://docs.rs/jsonwebtoken/latest/jsonwebtoken/errors/enum.ErrorKind.html',
  look: {
    audience:
      'Since version 9 aud is checked whenever the token has one: validation.set_audience(&[…]) or validate_aud = false.',
    time: 'validation.leeway is 60 seconds unless set; compare the clocks.',
    'key-text':
      'EncodingKey::from_rsa_pem and DecodingKey::from_rsa_pem want PEM with line breaks: mintmark keys check FILE.',
  },
  messages: [
    {
      id: 'signature',
      says: ['Error(InvalidSignature)', 'Error: InvalidSignature'],
      means: BAD_SIGNATURE,
      sample: 'called `Result::unwrap()` on an `Err` value: Error(InvalidSignature)',
    },
    {
      id: 'expired',
      says: ['Error(ExpiredSignature)', 'ExpiredSignature'],
      means: ENDED,
      sample: 'Error(ExpiredSignature)',
    },
    {
      id: 'immature',
      says: ['Error(ImmatureSignature)', 'ImmatureSignature'],
      means: NOT_BEGUN,
      sample: 'Error(ImmatureSignature)',
    },
    {
      id: 'audience',
      says: ['Error(InvalidAudience)', 'Error: InvalidAudience', 'ErrorKind::InvalidAudience'],
      means: { 'audience-not-expected': 1 },
      note: 'since version 9 a token with aud is refused unless set_audience() names it',
      sample: 'Error(InvalidAudience)',
    },
    {
      id: 'issuer',
      says: ['Error(InvalidIssuer)', 'Error: InvalidIssuer'],
      means: { 'issuer-not-expected': 1 },
      sample: 'Error(InvalidIssuer)',
    },
    {
      id: 'algorithm',
      says: ['Error(InvalidAlgorithm)', 'Error(InvalidAlgorithmName)'],
      means: { 'algorithm-not-allowed': 4, 'algorithm-key-mismatch': 2 },
      sample: 'Error(InvalidAlgorithm)',
    },
    {
      id: 'claim',
      says: 'Error(MissingRequiredClaim("{claim}"))',
      means: { 'claim-missing': 1 },
      note: 'exp is required unless required_spec_claims says otherwise',
      sample: 'Error(MissingRequiredClaim("exp"))',
    },
    {
      id: 'key',
      says: ['Error(InvalidKeyFormat)', 'Error(InvalidRsaKey', 'Error(InvalidEcdsaKey)'],
      means: KEY_TEXT,
      sample: 'Error(InvalidKeyFormat)',
    },
    { id: 'token', says: 'Error(InvalidToken)', means: NO_JWT, sample: 'Error(InvalidToken)' },
  ],
};

export const elixir: Product = {
  id: 'guardian',
  name: 'Guardian, Joken (Elixir)',
  source: 'https://hexdocs.pm/guardian/Guardian.Token.Jwt.html',
  look: {
    key: 'Compare secret_key of Guardian (or the signer of Joken) on both sides: mintmark doctor TOKEN --secret env:NAME.',
    issuer: 'Compare issuer: of the Guardian module with iss of the token: mintmark inspect TOKEN.',
  },
  messages: [
    {
      id: 'invalid',
      says: ['{:error, :invalid_token}', '{:invalid_token, :invalid_token}'],
      means: { ...BAD_SIGNATURE, 'issuer-not-expected': 3 },
      sample: '** (MatchError) no match of right hand side value: {:error, :invalid_token}',
    },
    {
      id: 'expired',
      says: ['{:error, :token_expired}', '{:invalid_token, :token_expired}'],
      means: ENDED,
      sample: '{:error, :token_expired}',
    },
    { id: 'signature', says: '{:error, :signature_error}', means: BAD_SIGNATURE, sample: '{:error, :signature_error}' },
    {
      id: 'no-secret',
      says: ':secret_not_found',
      means: { 'stale-key-in-process': 1 },
      note: 'secret_key is not configured here',
      sample: '{:error, :secret_not_found}',
    },
    {
      id: 'type',
      says: ':typ',
      means: { 'token-of-other-kind': 1 },
      note: 'typ of the claims is another one (access, refresh)',
      sample: '{:error, :typ}',
      isCommon: true,
    },
  ],
};

export const swiftAndDart: Product = {
  id: 'swift-dart',
  name: 'JWTKit (Swift), dart_jsonwebtoken',
  source: 'https://github.com/vapor/jwt-kit',
  messages: [
    {
      id: 'vapor-signature',
      says: ['JWTKit error: signature verification failed', 'errorType: signatureVerificationFailed'],
      means: BAD_SIGNATURE,
      sample: 'JWTKit error: signature verification failed',
    },
    {
      id: 'vapor-claim',
      says: 'claim verification failed: {reason}',
      means: { 'token-expired': 3, 'issuer-not-expected': 2, 'audience-not-expected': 2 },
      sample: 'JWTKit error: exp claim verification failed: expired',
    },
    {
      id: 'vapor-kid',
      says: 'unknown kid',
      means: { 'key-not-in-set': 4, 'kid-unknown': 3 },
      sample: 'JWTKit error: unknown kid',
    },
    { id: 'dart-expired', says: 'JWTExpiredException', means: ENDED, sample: 'JWTExpiredException: jwt expired' },
    {
      id: 'dart-before',
      says: 'JWTNotActiveException',
      means: NOT_BEGUN,
      sample: 'JWTNotActiveException: jwt not active',
    },
    {
      id: 'dart',
      says: 'JWTInvalidException: invalid signature',
      means: BAD_SIGNATURE,
      sample: 'JWTInvalidException: invalid signature',
    },
  ],
};
