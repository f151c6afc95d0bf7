export * from './claims/acl.ts';
export * from './claims/numeric-date.ts';
export type * from './claims/profile.ts';
export { PROFILES, profileById, recogniseProfile } from './claims/profiles/index.ts';
export type * from './diagnosis/report.ts';
export { decodeBase64url, encodeBase64url } from './encoding/base64url.ts';
export * from './encoding/json.ts';
export { decodeUtf8, encodeUtf8 } from './encoding/utf8.ts';
export { hmacSha256 } from './hash/hmac.ts';
export { sha224, sha256 } from './hash/sha256.ts';
export { sha384, sha512 } from './hash/sha512.ts';
export { algorithmByName, type JwsAlgorithm, takesKey } from './jws/algorithms.ts';
export { openSignature, verifyRs256 } from './jws/open-signature.ts';
export { readToken, signingInput } from './jws/read-token.ts';
export type * from './jws/reading.ts';
export { recogniseSignedBytes } from './jws/signed-bytes.ts';
export { spanOf, spanOfBytes, type TokenSpan } from './jws/span.ts';
export * from './jws/verification-keys.ts';
export * from './jws/verify-compact.ts';
export { fingerprint, publicKeyOf, thumbprint } from './keys/fingerprint.ts';
export { type Jwk, toJwk } from './keys/jwk.ts';
export type * from './keys/key.ts';
export { pkcs1Pem, pkcs8Pem, spkiPem } from './keys/key-text.ts';
export { parseKey } from './keys/parse-key.ts';
export type * from './keys/reading.ts';
export { repairKey } from './keys/repair-key.ts';
export { rsaInconsistencies } from './keys/rsa-consistency.ts';
export { type KeyWeakness, weaknesses } from './keys/weaknesses.ts';
export { ansiOf, type TerminalOptions } from './prose/ansi.ts';
export { articleDoc, articleMarkdown } from './prose/article.ts';
export type * from './prose/doc.ts';
export { renderFinding } from './prose/finding.ts';
export { escapeHtml, htmlOf } from './prose/html.ts';
export { markdownOf } from './prose/markdown.ts';
export { missingEvidence, renderReport } from './prose/report.ts';
export { textOf } from './prose/text.ts';
export { visible } from './prose/visible.ts';
export {
  type CredentialsReading,
  credentialsElsewhere,
  readAuthorization,
  readCredentials,
} from './request/authorization.ts';
export * from './request/challenge.ts';
export type * from './request/field.ts';
export { findJwt } from './request/find-jwt.ts';
export { formatHttpDate, parseHttpDate } from './request/http-date.ts';
export { readTarget, type TargetAmbiguity, type TargetReading } from './request/target.ts';
