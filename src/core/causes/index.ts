import type { Cause } from '../evidence/cause.ts';
import type { CauseId } from '../evidence/cause-id.ts';
import { aclMalformed } from './acl-malformed.ts';
import { aclMissing } from './acl-missing.ts';
import { aclVersionMismatch } from './acl-version-mismatch.ts';
import { algorithmKeyMismatch } from './algorithm-key-mismatch.ts';
import { algorithmNotAllowed } from './algorithm-not-allowed.ts';
import { applicationOfOtherAccount } from './application-of-other-account.ts';
import { applicationSuspended } from './application-suspended.ts';
import { applicationUnknown } from './application-unknown.ts';
import { audienceFormMismatch } from './audience-form-mismatch.ts';
import { audienceNotExpected } from './audience-not-expected.ts';
import { audienceOfOtherEnvironment } from './audience-of-other-environment.ts';
import { authorizationDroppedOnRedirect } from './authorization-dropped-on-redirect.ts';
import { authorizationMissing } from './authorization-missing.ts';
import { authorizationStrippedInTransit } from './authorization-stripped-in-transit.ts';
import { base64NotUrlSafe } from './base64-not-url-safe.ts';
import { basicCredentialsOnJwtEndpoint } from './basic-credentials-on-jwt-endpoint.ts';
import { bearerSchemeMalformed } from './bearer-scheme-malformed.ts';
import { capabilityDisabled } from './capability-disabled.ts';
import { characterMisread } from './character-misread.ts';
import { claimMisnamed } from './claim-misnamed.ts';
import { claimMissing } from './claim-missing.ts';
import { claimNotAccepted } from './claim-not-accepted.ts';
import { claimTypeWrong } from './claim-type-wrong.ts';
import { clockAhead } from './clock-ahead.ts';
import { clockBehind } from './clock-behind.ts';
import { consentMissing } from './consent-missing.ts';
import { credentialTypeNotAllowed } from './credential-type-not-allowed.ts';
import { credentialTypeRetired } from './credential-type-retired.ts';
import { credentialsContainWhitespace } from './credentials-contain-whitespace.ts';
import { critUnsupported } from './crit-unsupported.ts';
import { duplicateMember } from './duplicate-member.ts';
import { durationInPlaceOfTime } from './duration-in-place-of-time.ts';
import { ecdsaSignatureEncoding } from './ecdsa-signature-encoding.ts';
import { grantTypeWrong } from './grant-type-wrong.ts';
import { headerParameterMissing } from './header-parameter-missing.ts';
import { identityClaimMistaken } from './identity-claim-mistaken.ts';
import { issuerNotExpected } from './issuer-not-expected.ts';
import { keyContainerUnsupported } from './key-container-unsupported.ts';
import { keyFileEncoding } from './key-file-encoding.ts';
import { keyFileUnreadable } from './key-file-unreadable.ts';
import { keyInQuotes } from './key-in-quotes.ts';
import { keyLineBreaksLost } from './key-line-breaks-lost.ts';
import { keyNewlinesEscaped } from './key-newlines-escaped.ts';
import { keyNotInSet } from './key-not-in-set.ts';
import { keyPairNotSaved } from './key-pair-not-saved.ts';
import { keyPassphraseWrong } from './key-passphrase-wrong.ts';
import { keyPathInPlaceOfKey } from './key-path-in-place-of-key.ts';
import { keyReferenceUnresolved } from './key-reference-unresolved.ts';
import { keyTextDamaged } from './key-text-damaged.ts';
import { keyTooWeak } from './key-too-weak.ts';
import { keyWrappedInBase64 } from './key-wrapped-in-base64.ts';
import { kidMissing } from './kid-missing.ts';
import { kidUnknown } from './kid-unknown.ts';
import { lifetimeAtLimit } from './lifetime-at-limit.ts';
import { lifetimeImpossible } from './lifetime-impossible.ts';
import { lifetimeTooLong } from './lifetime-too-long.ts';
import { mapkitOriginMismatch } from './mapkit-origin-mismatch.ts';
import { multipleCredentials } from './multiple-credentials.ts';
import { networkOrTlsFailure } from './network-or-tls-failure.ts';
import { noActiveKey } from './no-active-key.ts';
import { notAJwt } from './not-a-jwt.ts';
import { pathAmbiguous } from './path-ambiguous.ts';
import { pathNotInAcl } from './path-not-in-acl.ts';
import { preflightRejected } from './preflight-rejected.ts';
import { privacySettingUnset } from './privacy-setting-unset.ts';
import { privateKeyDamaged } from './private-key-damaged.ts';
import { providerTransientFault } from './provider-transient-fault.ts';
import { publicKeyInPlaceOfPrivate } from './public-key-in-place-of-private.ts';
import { refusedAfterAuthentication } from './refused-after-authentication.ts';
import { registrationNotPropagated } from './registration-not-propagated.ts';
import { requestNotClaimed } from './request-not-claimed.ts';
import { schemeNotBearer } from './scheme-not-bearer.ts';
import { scopeNotGranted } from './scope-not-granted.ts';
import { sdkDefect } from './sdk-defect.ts';
import { secretFormMismatch } from './secret-form-mismatch.ts';
import { secretInPlaceOfPrivateKey } from './secret-in-place-of-private-key.ts';
import { signedByOtherApplication } from './signed-by-other-application.ts';
import { signedByReplacedKey } from './signed-by-replaced-key.ts';
import { signedByUnknownKey } from './signed-by-unknown-key.ts';
import { signedBytesDiffer } from './signed-bytes-differ.ts';
import { snowflakeIssuerMalformed } from './snowflake-issuer-malformed.ts';
import { staleKeyInProcess } from './stale-key-in-process.ts';
import { subjectInvalid } from './subject-invalid.ts';
import { timeInMilliseconds } from './time-in-milliseconds.ts';
import { timeUnitsMixed } from './time-units-mixed.ts';
import { timeZoneOffset } from './time-zone-offset.ts';
import { tokenCachedPastExpiry } from './token-cached-past-expiry.ts';
import { tokenEncodedTwice } from './token-encoded-twice.ts';
import { tokenExpired } from './token-expired.ts';
import { tokenJsonMalformed } from './token-json-malformed.ts';
import { tokenNotYetValid } from './token-not-yet-valid.ts';
import { tokenOfOtherKind } from './token-of-other-kind.ts';
import { tokenRefreshedTooOften } from './token-refreshed-too-often.ts';
import { tokenReplayed } from './token-replayed.ts';
import { tokenRevoked } from './token-revoked.ts';
import { tokenTooLarge } from './token-too-large.ts';
import { tokenTruncated } from './token-truncated.ts';
import { verifierHoldsWrongKey } from './verifier-holds-wrong-key.ts';
import { verifierKeyDamaged } from './verifier-key-damaged.ts';
import { wrongHostOrRegion } from './wrong-host-or-region.ts';

/** Title of a cause. @throws TypeError for an id that the list lacks: a law keeps list and ids equal */
export function titleOf(id: CauseId): string {
  const found = CAUSES.find((cause) => cause.id === id);
  if (!found) throw new TypeError(`There is no cause ${id}`);
  return found.title;
}

/**
 * Every cause, in order of precedence: the root of a diagnosis is the first one found. Stages come in the order of
 * `STAGES`; within a stage a specific cause stands before the general one that it explains.
 */
export const CAUSES: readonly Cause[] = [
  // transport
  authorizationDroppedOnRedirect,
  preflightRejected,
  authorizationMissing,
  multipleCredentials,
  basicCredentialsOnJwtEndpoint,
  schemeNotBearer,
  credentialsContainWhitespace,
  bearerSchemeMalformed,
  authorizationStrippedInTransit,
  pathAmbiguous,
  // shape
  characterMisread,
  tokenTooLarge,
  tokenEncodedTwice,
  duplicateMember,
  tokenOfOtherKind,
  secretInPlaceOfPrivateKey,
  algorithmNotAllowed,
  tokenTruncated,
  notAJwt,
  base64NotUrlSafe,
  tokenJsonMalformed,
  // header
  critUnsupported,
  kidMissing,
  kidUnknown,
  headerParameterMissing,
  // claims
  claimMisnamed,
  claimMissing,
  snowflakeIssuerMalformed,
  credentialTypeNotAllowed,
  identityClaimMistaken,
  claimTypeWrong,
  audienceOfOtherEnvironment,
  audienceFormMismatch,
  issuerNotExpected,
  audienceNotExpected,
  mapkitOriginMismatch,
  subjectInvalid,
  scopeNotGranted,
  aclMalformed,
  // registry
  keyNotInSet,
  applicationUnknown,
  applicationSuspended,
  // signature
  privateKeyDamaged,
  keyTooWeak,
  algorithmKeyMismatch,
  privacySettingUnset,
  keyPairNotSaved,
  signedByReplacedKey,
  noActiveKey,
  applicationOfOtherAccount,
  signedByOtherApplication,
  ecdsaSignatureEncoding,
  signedBytesDiffer,
  verifierHoldsWrongKey,
  secretFormMismatch,
  signedByUnknownKey,
  // time
  timeUnitsMixed,
  timeInMilliseconds,
  durationInPlaceOfTime,
  timeZoneOffset,
  clockAhead,
  clockBehind,
  lifetimeAtLimit,
  lifetimeImpossible,
  lifetimeTooLong,
  tokenCachedPastExpiry,
  tokenNotYetValid,
  tokenExpired,
  // permission
  aclVersionMismatch,
  pathNotInAcl,
  requestNotClaimed,
  capabilityDisabled,
  // replay
  tokenRevoked,
  tokenReplayed,
  // key
  keyReferenceUnresolved,
  keyFileUnreadable,
  keyPathInPlaceOfKey,
  publicKeyInPlaceOfPrivate,
  keyWrappedInBase64,
  keyInQuotes,
  keyNewlinesEscaped,
  keyLineBreaksLost,
  keyFileEncoding,
  keyContainerUnsupported,
  keyPassphraseWrong,
  keyTextDamaged,
  staleKeyInProcess,
  verifierKeyDamaged,
  // environment
  networkOrTlsFailure,
  wrongHostOrRegion,
  grantTypeWrong,
  consentMissing,
  credentialTypeRetired,
  tokenRefreshedTooOften,
  sdkDefect,
  registrationNotPropagated,
  aclMissing,
  claimNotAccepted,
  providerTransientFault,
  refusedAfterAuthentication,
];
