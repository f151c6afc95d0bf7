import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, KEY_TEXT, NO_JWT, NOT_BEGUN } from './usual-means.ts';

export const rust: Product = {
  id: 'rust-jsonwebtoken',
  name: 'jsonwebtoken (Rust)',
  source: 'https://docs.rs/jsonwebtoken/latest/jsonwebtoken/errors/enum.ErrorKind.html',
  mark: /\bError\((?:Invalid|Expired|Immature|Missing)\w+[()]/,
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
      says: ['Error(InvalidKeyFormat)', 'Error(InvalidEcdsaKey)'],
      means: { ...KEY_TEXT, 'key-container-unsupported': 3, 'key-passphrase-wrong': 2 },
      note: 'from_rsa_pem and from_ec_pem read BEGIN PUBLIC KEY, BEGIN RSA … KEY and BEGIN PRIVATE KEY: no certificate, and no key with a passphrase',
      sample: 'Error(InvalidKeyFormat)',
    },
    {
      id: 'rsa-key',
      says: 'Error(InvalidRsaKey',
      means: { ...KEY_TEXT, 'key-too-weak': 8 },
      note: 'ring, which signs here, takes RSA keys of 2048 bits or more, though other languages take shorter ones',
      decides: {
        'key-too-weak': 'Count the bits: mintmark keys check FILE. A key with fewer than 2048 has to be replaced.',
      },
      sample: 'called `Result::unwrap()` on an `Err` value: Error(InvalidRsaKey("InvalidEncoding"))',
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
      id: 'no-signer',
      says: "Couldn't recognize the signer algorithm",
      means: { 'stale-key-in-process': 4, 'algorithm-not-allowed': 2, 'key-path-in-place-of-key': 1 },
      note: 'the secret or the key was empty or nil when the signer was made: the variable was not set at compile time or here',
      decides: {
        'stale-key-in-process':
          'IO.inspect what Joken.Signer.create is given: config/config.exs is read when the program is compiled, config/runtime.exs where it runs.',
      },
      source: 'https://hexdocs.pm/joken/signers.html',
      sample: "** (Joken.Error) Couldn't recognize the signer algorithm.",
    },
    {
      id: 'no-key-of-jose',
      says: ['src/jose_jwt.erl…Joken.Signer.sign', 'ArgumentError…jose_jws_alg'],
      means: { ...KEY_TEXT, 'key-line-breaks-lost': 4, 'key-text-damaged': 5, 'public-key-in-place-of-private': 3 },
      note: 'jose found no key in the text: an indented PEM is none (use """ … """, aligned with its end), and a public key signs nothing',
      decides: {
        'key-text-damaged':
          'JOSE.JWK.from_pem(text) has to give a key, and not []: each line of the PEM begins without a space.',
      },
      source: 'https://hexdocs.pm/joken/asymmetric_cryptography_signers.html',
      sample: '(jose) src/jose_jwt.erl:184: :jose_jwt.sign/3 (joken) lib/joken/signer.ex:119: Joken.Signer.sign/2',
    },
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
