import type { CauseId } from '../evidence/cause-id.ts';

/** A text that a server or a library answers with, and every cause that is known to be behind it. */
export interface ObservedMessage {
  /** Id of the profile; `null`: said by several. */
  readonly profile: string | null;
  /** As it stands in the answer, in any case. */
  readonly text: string;
  readonly causes: readonly CauseId[];
}

const OTHER_KEY: readonly CauseId[] = [
  'signed-by-other-application',
  'signed-by-replaced-key',
  'key-pair-not-saved',
  'no-active-key',
  'signed-by-unknown-key',
  'stale-key-in-process',
];
const BAD_SIGNATURE: readonly CauseId[] = [
  ...OTHER_KEY,
  'signed-bytes-differ',
  'private-key-damaged',
  'ecdsa-signature-encoding',
  'secret-in-place-of-private-key',
];
const ENDED: readonly CauseId[] = [
  'token-cached-past-expiry',
  'clock-behind',
  'time-zone-offset',
  'lifetime-impossible',
  'duration-in-place-of-time',
  'token-expired',
];
const NOT_BEGUN: readonly CauseId[] = [
  'clock-ahead',
  'time-zone-offset',
  'time-in-milliseconds',
  'token-not-yet-valid',
];
const TOO_LONG: readonly CauseId[] = [
  'clock-ahead',
  'lifetime-at-limit',
  'lifetime-too-long',
  'time-units-mixed',
  'time-in-milliseconds',
  'time-zone-offset',
];
const KEY_TEXT: readonly CauseId[] = [
  'key-path-in-place-of-key',
  'public-key-in-place-of-private',
  'secret-in-place-of-private-key',
  'key-wrapped-in-base64',
  'key-in-quotes',
  'key-newlines-escaped',
  'key-line-breaks-lost',
  'key-file-encoding',
  'key-container-unsupported',
  'key-passphrase-wrong',
  'key-text-damaged',
  'private-key-damaged',
  'stale-key-in-process',
];
const VONAGE_ANY: readonly CauseId[] = [
  ...BAD_SIGNATURE,
  'application-unknown',
  'application-suspended',
  'basic-credentials-on-jwt-endpoint',
  'claim-misnamed',
  'claim-missing',
  'claim-type-wrong',
  'claim-not-accepted',
  'identity-claim-mistaken',
  'algorithm-not-allowed',
  ...NOT_BEGUN,
  ...ENDED,
  'time-units-mixed',
];

/** From the cases and documents of the providers. One text often stands for many causes, and seldom for what it says. */
export const OBSERVED_MESSAGES: readonly ObservedMessage[] = [
  ...by('vonage', {
    'jwt-expired': ENDED,
    'jwt-revoked': ['token-revoked'],
    'invalid-signature': BAD_SIGNATURE,
    'multiple-auth-methods': ['multiple-credentials'],
    'application-suspended': ['application-suspended'],
    unprovisioned: ['capability-disabled', 'credential-type-not-allowed'],
    'No application_id provided': ['claim-missing', 'claim-misnamed', 'sdk-defect'],
    'system:error:permission': ['path-not-in-acl', 'acl-version-mismatch', 'acl-malformed', 'acl-missing'],
    'user:error:invalid-user': ['subject-invalid', 'acl-missing'],
    'Invalid Token': VONAGE_ANY,
    'correct credentials': VONAGE_ANY,
    Unauthorized: VONAGE_ANY,
  }),
  ...by('github', {
    "'Issued at' claim ('iat') must be an Integer": [
      'clock-ahead',
      'time-zone-offset',
      'time-in-milliseconds',
      'claim-type-wrong',
      'claim-missing',
    ],
    "('exp') is too far in the future": TOO_LONG,
    "('exp') must be a numeric value": ['clock-behind', ...ENDED, 'claim-type-wrong', 'claim-missing'],
    'A JSON web token could not be decoded': [
      ...BAD_SIGNATURE,
      'token-json-malformed',
      'token-truncated',
      'not-a-jwt',
      'algorithm-not-allowed',
    ],
    'Integration must generate a public key': ['no-active-key'],
    'Integration not found': [
      'application-unknown',
      'identity-claim-mistaken',
      'claim-missing',
      'registration-not-propagated',
    ],
    'Bad credentials': ['scheme-not-bearer', 'multiple-credentials', 'token-of-other-kind', 'token-revoked'],
  }),
  ...by('app-store-connect', {
    NOT_AUTHORIZED: [
      'lifetime-at-limit',
      'lifetime-too-long',
      'lifetime-impossible',
      'duration-in-place-of-time',
      'kid-unknown',
      'kid-missing',
      'ecdsa-signature-encoding',
      'signed-by-unknown-key',
      'audience-form-mismatch',
      'claim-missing',
      'provider-transient-fault',
      ...ENDED,
      ...NOT_BEGUN,
    ],
  }),
  ...by('apns', {
    TooManyProviderTokenUpdates: ['token-refreshed-too-often'],
    ExpiredProviderToken: [...ENDED, 'clock-ahead', 'time-in-milliseconds'],
    InvalidProviderToken: [
      ...BAD_SIGNATURE,
      'kid-unknown',
      'kid-missing',
      'identity-claim-mistaken',
      'wrong-host-or-region',
      'token-refreshed-too-often',
    ],
    BadEnvironmentKeyInToken: ['wrong-host-or-region'],
  }),
  ...by('google', {
    'Invalid JWT Signature': [...BAD_SIGNATURE, 'grant-type-wrong'],
    'reasonable timeframe': [...TOO_LONG, ...ENDED, ...NOT_BEGUN],
    unauthorized_client: ['consent-missing', 'scope-not-granted'],
    invalid_scope: ['scope-not-granted', 'claim-missing'],
    'account not found': ['application-unknown', 'identity-claim-mistaken'],
  }),
  ...by('snowflake', {
    'JWT token is invalid': ['snowflake-issuer-malformed', ...OTHER_KEY, ...ENDED, ...NOT_BEGUN],
    '390144': ['snowflake-issuer-malformed', ...OTHER_KEY, ...ENDED, ...NOT_BEGUN],
  }),
  ...by('zoom-meeting', {
    'Signature is invalid': [
      'signed-by-unknown-key',
      'claim-missing',
      'claim-type-wrong',
      'lifetime-impossible',
      'lifetime-too-long',
      ...ENDED,
      ...NOT_BEGUN,
    ],
    'Invalid access token': ['clock-ahead', 'registration-not-propagated', 'token-expired'],
  }),
  ...by('docusign', {
    consent_required: ['consent-missing', 'scope-not-granted'],
    issuer_not_found: ['audience-of-other-environment', 'application-unknown', 'identity-claim-mistaken'],
    no_valid_keys_or_signatures: ['clock-ahead', 'clock-behind', 'claim-missing', ...BAD_SIGNATURE],
  }),
  ...by('salesforce', {
    "user hasn't approved this consumer": ['consent-missing', 'audience-of-other-environment'],
    'audience is invalid': ['audience-of-other-environment', 'audience-form-mismatch'],
    'invalid assertion': BAD_SIGNATURE,
    app_not_found: ['application-unknown', 'registration-not-propagated', 'audience-of-other-environment'],
  }),
  ...by('box', {
    'maximum value of 60 seconds': TOO_LONG,
    "check the 'exp' claim": [...TOO_LONG, ...ENDED, 'claim-type-wrong', 'claim-missing'],
    "check the 'jti' claim": ['token-replayed', 'claim-missing', 'claim-type-wrong'],
    "check the 'sub' claim": ['subject-invalid', 'claim-type-wrong', 'claim-missing', 'identity-claim-mistaken'],
  }),
  ...by('twilio', {
    '20102': ['header-parameter-missing', 'algorithm-not-allowed', 'token-of-other-kind'],
    '20103': ['identity-claim-mistaken', 'wrong-host-or-region', 'credential-type-not-allowed', 'claim-missing'],
    '20154': ['claim-missing', 'claim-type-wrong'],
    '20156': ENDED,
    '20157': [...TOO_LONG, 'lifetime-impossible'],
    '20160': ['not-a-jwt', 'token-truncated'],
  }),
  ...by('livekit', { 'not valid yet': NOT_BEGUN }),
  ...by('opentok', {
    'Invalid token format': ['application-of-other-account', 'token-of-other-kind', 'not-a-jwt'],
    'issued time cannot be greater': NOT_BEGUN,
    'Invalid signature': BAD_SIGNATURE,
  }),
  ...by(null, {
    'not a subset of the metascopes': ['scope-not-granted'],
    AADSTS50027: ['audience-form-mismatch'],
    consent_required: ['consent-missing'],
    insufficient_scope: ['scope-not-granted', 'path-not-in-acl'],
    invalid_scope: ['scope-not-granted'],
    unsupported_grant_type: ['grant-type-wrong'],
    'secretOrPrivateKey must be an asymmetric key': KEY_TEXT,
    'DECODER routines::unsupported': KEY_TEXT,
    'no start line': KEY_TEXT,
  }),
];

function by(profile: string | null, texts: { readonly [text: string]: readonly CauseId[] }): ObservedMessage[] {
  return Object.entries(texts).map(([text, causes]) => ({ profile, text, causes: [...new Set(causes)] }));
}
