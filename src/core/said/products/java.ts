import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NO_JWT, NOT_BEGUN } from './usual-means.ts';

export const jjwt: Product = {
  id: 'jjwt',
  name: 'JJWT',
  source: 'https://github.com/jwtk/jjwt#jwt-claims',
  look: {
    time: 'Compare the clocks (date -u on both machines); clockSkewSeconds() of the parser allows for some seconds.',
    key: 'signWith(String) and setSigningKey(String) read the secret as base64; other libraries take its letters: mintmark doctor TOKEN --secret VALUE tries both.',
  },
  messages: [
    {
      id: 'expired',
      says: ['JWT expired at {time} Current time', 'JWT expired {time} ago at'],
      means: ENDED,
      note: 'it has expired; where it is some seconds, a clock skew was not allowed for',
      sample: 'ExpiredJwtException: JWT expired at 2026-11-30T07:59:53Z. Current time: 2026-11-30T08:00:00Z',
    },
    {
      id: 'before',
      says: ['JWT must not be accepted before', 'JWT early by'],
      means: NOT_BEGUN,
      note: 'the clock of the verifier is behind that of the issuer, and no skew is allowed (clockSkewSeconds)',
      sample: 'JWT must not be accepted before 2026-11-30T08:00:03Z. Current time: 2026-11-30T08:00:00Z',
    },
    {
      id: 'no-key',
      says: [
        'A signing key must be specified if the specified JWT is digitally signed',
        'Cannot verify JWS signature: unable to locate signature verification key',
      ],
      means: { 'key-not-in-set': 4, 'verifier-holds-wrong-key': 3 },
      note: 'the parser found no key: the SigningKeyResolver (keyLocator) knows no key of this kid',
      sample: 'IllegalArgumentException: A signing key must be specified if the specified JWT is digitally signed.',
    },
    {
      id: 'base64url',
      says: 'Illegal base64url character',
      means: { ...NO_JWT, 'bearer-scheme-malformed': 4, 'credentials-contain-whitespace': 3 },
      note: 'a space is what is left of "Bearer ": cut the scheme off before the token is parsed',
      sample: "io.jsonwebtoken.io.DecodingException: Illegal base64url character: ' '",
    },
    {
      id: 'periods',
      says: 'JWT strings must contain exactly 2 period characters',
      means: NO_JWT,
      sample: 'MalformedJwtException: JWT strings must contain exactly 2 period characters. Found: 0',
    },
    {
      id: 'unsigned',
      says: ['Unsigned Claims JWTs are not supported', 'Signed Claims JWSs are not supported'],
      means: { 'algorithm-not-allowed': 3, 'sdk-defect': 1 },
      note: 'the parser method does not fit: parseSignedClaims() is for signed tokens',
      sample: 'UnsupportedJwtException: Unsigned Claims JWTs are not supported.',
    },
    {
      id: 'short',
      says: [
        'which is not secure enough for the',
        'WeakKeyException',
        'larger MUST be used with the HMAC SHA algorithms but',
      ],
      means: { 'key-too-weak': 1 },
      note: 'the secret is too short: HS256 needs 256 bits (32 bytes), HS384 48 bytes, HS512 64 bytes',
      decides: {
        'key-too-weak':
          'Make a key that fits: Jwts.SIG.HS256.key().build(), and keep Encoders.BASE64.encode(key.getEncoded()). The bytes are counted after decoding.',
      },
      sample: "The signing key's size is 48 bits which is not secure enough for the HS256 algorithm.",
    },
    {
      id: 'expected-claim',
      says: ['Expected iss claim to be: {issuer}, but was: {received}.'],
      means: { 'issuer-not-expected': 1 },
      sample: 'IncorrectClaimException: Expected iss claim to be: lamp, but was: other.',
    },
    {
      id: 'expected-audience',
      says: 'Expected aud claim to be: {audience}, but was: {received}.',
      means: { 'audience-not-expected': 1 },
      sample: 'IncorrectClaimException: Expected aud claim to be: shop, but was: other.',
    },
  ],
};

export const javaJwt: Product = {
  id: 'auth0-java-jwt',
  name: 'java-jwt of Auth0, Ktor',
  source: 'https://github.com/auth0/java-jwt#verify-a-jwt',
  look: {
    issuer: 'Compare withIssuer() with iss of the token, slash included: mintmark doctor TOKEN --issuer VALUE.',
    audience: 'Compare withAudience() with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    time: 'acceptLeeway() allows for some seconds; compare the clocks.',
  },
  messages: [
    {
      id: 'expired',
      says: 'The Token has expired on',
      means: ENDED,
      sample: 'TokenExpiredException: The Token has expired on 2026-11-30T07:00:00Z.',
    },
    {
      id: 'before',
      says: "The Token can't be used before",
      means: NOT_BEGUN,
      sample: "IncorrectClaimException: The Token can't be used before 2026-11-30T09:00:00Z.",
    },
    {
      id: 'signature',
      says: "The Token's Signature resulted invalid when verified using the Algorithm",
      means: BAD_SIGNATURE,
      sample:
        "SignatureVerificationException: The Token's Signature resulted invalid when verified using the Algorithm: SHA256withRSA",
    },
    {
      id: 'audience',
      says: "The Claim 'aud' value doesn't contain the required audience",
      means: { 'audience-not-expected': 4, 'token-of-other-kind': 2 },
      sample: "The Claim 'aud' value doesn't contain the required audience.",
    },
    {
      id: 'issuer',
      says: "The Claim 'iss' value doesn't match the required issuer",
      means: { 'issuer-not-expected': 1 },
      sample: "The Claim 'iss' value doesn't match the required issuer.",
    },
    {
      id: 'algorithm',
      says: "The provided Algorithm doesn't match the one defined in the JWT's Header",
      means: { 'algorithm-not-allowed': 1 },
      sample: "AlgorithmMismatchException: The provided Algorithm doesn't match the one defined in the JWT's Header.",
    },
    {
      id: 'parts',
      says: 'The token was expected to have 3 parts, but got',
      means: NO_JWT,
      sample: 'JWTDecodeException: The token was expected to have 3 parts, but got 1.',
    },
    {
      id: 'jwks',
      says: ['No key found in {url} with kid {kid}', 'SigningKeyNotFoundException'],
      means: { 'key-not-in-set': 4, 'kid-unknown': 2, 'issuer-not-expected': 1 },
      sample: 'No key found in https://lamp.eu.auth0.com/.well-known/jwks.json with kid k1',
    },
  ],
};

export const smallrye: Product = {
  id: 'smallrye-jwt',
  name: 'SmallRye JWT, Quarkus, jose4j',
  source: 'https://quarkus.io/guides/security-jwt#configuration-reference',
  look: {
    issuer:
      'Compare mp.jwt.verify.issuer (quarkus.oidc.token.issuer) with iss of the token, http:// and slash included: mintmark doctor TOKEN --issuer VALUE.',
    audience:
      'Compare mp.jwt.verify.audiences (quarkus.oidc.token.audience) with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    key: 'Compare mp.jwt.verify.publickey.location with the key that signs: mintmark doctor TOKEN --public FILE (or --jwks URL). Logs: quarkus.log.category."io.smallrye.jwt".level=TRACE.',
    time: 'expiresAt() takes seconds; mp.jwt.verify.clock.skew allows for some.',
  },
  messages: [
    {
      id: 'issuer',
      says: [
        "Issuer (iss) claim value ({received}) doesn't match expected value of {issuer}",
        'No Issuer (iss) claim present',
      ],
      means: { 'issuer-not-expected': 1 },
      sample: "Issuer (iss) claim value (https://a.example) doesn't match expected value of https://quarkus.io/issuer",
    },
    {
      id: 'audience',
      says: [
        "Audience (aud) claim {received} doesn't contain an acceptable identifier",
        'No Audience (aud) claim present',
      ],
      means: { 'audience-not-expected': 1 },
      sample: "Audience (aud) claim [account] doesn't contain an acceptable identifier. Expected shop as an aud value.",
    },
    {
      id: 'expired',
      says: 'The JWT is no longer valid',
      means: ENDED,
      sample:
        'The JWT is no longer valid - the evaluation time NumericDate{1796025600} is on or after the Expiration Time',
    },
    {
      id: 'before',
      says: 'The JWT is not yet valid as the evaluation time',
      means: NOT_BEGUN,
      sample: 'The JWT is not yet valid as the evaluation time NumericDate{1796025600} is before the Not Before',
    },
    {
      id: 'signature',
      says: ['JWT rejected due to invalid signature', 'JWS signature is invalid'],
      means: BAD_SIGNATURE,
      sample: 'JWT rejected due to invalid signature. Additional details: [[9] Invalid JWS Signature',
    },
    {
      id: 'key',
      says: ['Unable to find a suitable verification key for JWS', 'UnresolvableKeyException'],
      means: { 'key-not-in-set': 5, 'issuer-not-expected': 2, 'algorithm-not-allowed': 2 },
      sample: 'Unable to find a suitable verification key for JWS w/ header {"alg":"RS256","kid":"k1"}',
    },
    {
      id: 'failed',
      says: ['SRJWT07000', 'SRJWT07001', 'Failed to verify a token'],
      means: { 'issuer-not-expected': 4, ...BAD_SIGNATURE, 'claim-missing': 2, 'token-expired': 2 },
      note: 'the line below tells why, with the category io.smallrye.jwt at level TRACE',
      sample: 'SRJWT07000: Failed to verify a token',
    },
  ],
};
