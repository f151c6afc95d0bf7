import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NO_JWT, NOT_BEGUN, OTHER_KEY, TOO_LONG } from './usual-means.ts';

export const zoom: Product = {
  id: 'zoom',
  name: 'Zoom',
  profile: 'zoom-meeting',
  source: 'https://developers.zoom.us/docs/meeting-sdk/auth/',
  look: {
    key: 'Marketplace → your app → App Credentials: sdkKey (appKey) and the secret have to be of one app.',
    time: 'Compare the clock that signed with the true time: iat has to be past, exp 30 minutes to 48 hours after it.',
    environment: 'Marketplace → your app: is it activated?',
  },
  messages: [
    {
      id: 'signature',
      says: 'Signature is invalid',
      means: {
        ...NOT_BEGUN,
        ...ENDED,
        'signed-by-unknown-key': 6,
        'claim-missing': 3,
        'claim-type-wrong': 2,
        'lifetime-impossible': 1,
        'lifetime-too-long': 1,
      },
      sample: '{"errorCode":3712,"errorMessage":"Signature is invalid."}',
    },
    {
      id: 'access-token',
      says: 'Invalid access token',
      means: { 'clock-ahead': 3, 'registration-not-propagated': 2, 'token-expired': 2 },
      sample: '{"code":124,"message":"Invalid access token."}',
    },
  ],
};

export const docusign: Product = {
  id: 'docusign',
  name: 'DocuSign',
  profile: 'docusign',
  source: 'https://developers.docusign.com/platform/auth/jwt/',
  look: {
    key: 'Apps and Keys → the integration key → RSA Keypairs: the private key has to be one of the pairs listed there.',
    identity: 'Compare iss with the integration key, and sub with the User ID (API Username), of this environment.',
    audience: 'aud is account-d.docusign.com (demo) or account.docusign.com (production), without https://.',
    permission:
      'Open https://account-d.docusign.com/oauth/auth?response_type=code&scope=signature%20impersonation&client_id=…&redirect_uri=… as that user, and consent.',
  },
  messages: [
    {
      id: 'consent',
      says: 'consent_required',
      means: { 'consent-missing': 4, 'scope-not-granted': 1 },
      sample: '{"error":"consent_required"}',
    },
    {
      id: 'issuer',
      says: 'issuer_not_found',
      means: { 'audience-of-other-environment': 4, 'identity-claim-mistaken': 4, 'application-unknown': 3 },
      note: 'the integration key is not known in this environment (demo and production are apart)',
      sample: '{"error":"invalid_grant","error_description":"issuer_not_found"}',
    },
    {
      id: 'keys',
      says: 'no_valid_keys_or_signatures',
      means: { ...BAD_SIGNATURE, 'clock-ahead': 2, 'clock-behind': 2, 'claim-missing': 1 },
      sample: '{"error":"invalid_grant","error_description":"no_valid_keys_or_signatures"}',
    },
    {
      id: 'user',
      says: 'user_not_found',
      means: { 'subject-invalid': 4, 'audience-of-other-environment': 2 },
      note: 'sub has to be the User ID (a GUID) of a user of this environment',
      sample: '{"error":"invalid_grant","error_description":"user_not_found"}',
    },
  ],
};

export const salesforce: Product = {
  id: 'salesforce',
  name: 'Salesforce',
  profile: 'salesforce',
  source: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm',
  look: {
    key: 'Setup → App Manager → the app → Use digital signatures: the certificate has to be the one of your private key.',
    identity: 'Compare iss with the Consumer Key of the app in this org.',
    audience:
      'aud and the endpoint are of one environment: login.salesforce.com, test.salesforce.com, or the My Domain URL (external client apps take only that one).',
    permission: 'Setup → the app → Manage → Profiles or Permission Sets: is the user of sub pre-authorised?',
    environment: 'Setup → App Manager of this org: is the app listed?',
  },
  messages: [
    {
      id: 'not-approved',
      says: "user hasn't approved this consumer",
      means: { 'consent-missing': 4, 'audience-of-other-environment': 1 },
      sample: '{"error":"invalid_grant","error_description":"user hasn\'t approved this consumer"}',
    },
    {
      id: 'audience',
      says: 'audience is invalid',
      means: { 'audience-of-other-environment': 3, 'audience-form-mismatch': 2 },
      sample: '{"error":"invalid_grant","error_description":"audience is invalid"}',
    },
    {
      id: 'assertion',
      says: 'invalid assertion',
      means: BAD_SIGNATURE,
      sample: '{"error":"invalid_grant","error_description":"invalid assertion"}',
    },
    {
      id: 'app-not-found',
      says: ['app_not_found', 'External client app is not installed in this org'],
      means: { 'audience-of-other-environment': 5, 'application-unknown': 3, 'registration-not-propagated': 1 },
      note: 'external client apps are found by the My Domain URL as aud and endpoint, and no longer by test.salesforce.com',
      sample: '{"error":"app_not_found","error_description":"External client app is not installed in this org"}',
    },
    {
      id: 'not-admin-approved',
      says: 'user is not admin approved to access this app',
      means: { 'refused-after-authentication': 1 },
      sample: '{"error":"invalid_app_access","error_description":"user is not admin approved to access this app"}',
      after: {
        what: 'an admin has not approved the user for this app',
        party: 'nobody',
        step: 'Have an admin assign it: Setup → the app → Manage → Manage Profiles or Manage Permission Sets, with the profile of the user of sub.',
      },
    },
    {
      id: 'client',
      says: 'client identifier invalid',
      means: { 'identity-claim-mistaken': 4, 'audience-of-other-environment': 2, 'application-unknown': 2 },
      note: 'iss has to be the Consumer Key of an app of this org',
      sample: '{"error":"invalid_client_id","error_description":"client identifier invalid"}',
    },
    {
      id: 'user-inactive',
      says: 'user is inactive',
      means: { 'refused-after-authentication': 1 },
      sample: '{"error":"inactive_user","error_description":"user is inactive"}',
      after: {
        what: 'the user that sub names is inactive',
        party: 'nobody',
        step: 'Have an admin activate the user (Setup → Users), or use another user in sub.',
      },
    },
    {
      id: 'ip',
      says: 'ip restricted or invalid login hours',
      means: { 'refused-after-authentication': 1 },
      sample: '{"error":"invalid_grant","error_description":"ip restricted or invalid login hours"}',
      after: {
        what: 'the address or the hour is outside of what the profile of the user allows',
        party: 'nobody',
        step: 'Have an admin look at Login IP Ranges and Login Hours of the profile, and at IP Relaxation of the app.',
      },
    },
  ],
};

export const box: Product = {
  id: 'box',
  name: 'Box',
  profile: 'box',
  source: 'https://developer.box.com/guides/authentication/jwt/',
  look: {
    key: 'Developer Console → the app → Configuration → Add and Manage Public Keys: the private key has to be of a pair listed there.',
    kid: 'Compare kid with the Public Key ID under Developer Console → the app → Configuration → Add and Manage Public Keys.',
    identity: 'Compare iss with the Client ID, and sub with the Enterprise ID or user id that box_sub_type names.',
    time: 'Compare the Date header of the answer with the clock that signed; exp is at most 60 seconds ahead.',
  },
  messages: [
    {
      id: 'maximum',
      says: 'maximum value of 60 seconds',
      means: TOO_LONG,
      sample: '{"error_description":"The exp claim has a maximum value of 60 seconds"}',
    },
    {
      id: 'exp',
      says: "check the 'exp' claim",
      means: { ...ENDED, ...TOO_LONG, 'claim-type-wrong': 1, 'claim-missing': 1 },
      sample: '{"error_description":"Please check the \'exp\' claim."}',
    },
    {
      id: 'jti',
      says: "check the 'jti' claim",
      means: { 'token-replayed': 3, 'claim-missing': 3, 'claim-type-wrong': 2 },
      sample: '{"error_description":"Please check the \'jti\' claim. A unique \'jti\' value is required."}',
    },
    {
      id: 'sub',
      says: "check the 'sub' claim",
      means: { 'subject-invalid': 4, 'identity-claim-mistaken': 2, 'claim-type-wrong': 1, 'claim-missing': 1 },
      sample: '{"error_description":"Please check the \'sub\' claim."}',
    },
    {
      id: 'kid',
      says: ["check the 'kid'", 'Could not find public key with the kid provided'],
      means: { 'kid-unknown': 6, 'signed-by-unknown-key': 2, 'kid-missing': 2 },
      note: 'kid is no Public Key ID of this app, or that public key was removed from it',
      sample: '{"error_description":"Please check the \'kid\'. Could not find public key with the kid provided"}',
    },
    {
      id: 'enterprise',
      says: [
        'Cannot obtain token based on the enterprise configuration for your app',
        'This app is not authorized by the enterprise admin',
      ],
      means: { 'refused-after-authentication': 5, 'subject-invalid': 1 },
      sample:
        '{"error":"unauthorized_client","error_description":"Cannot obtain token based on the enterprise configuration for your app"}',
      after: {
        what: 'the admin of the enterprise has not authorised the app, or not since it was changed',
        party: 'nobody',
        step: 'Submit it under Developer Console → the app → Authorization, and have the admin authorise it: Admin Console → Integrations → Platform Apps Manager.',
      },
    },
    {
      id: 'client',
      says: 'The client credentials are invalid',
      means: { 'identity-claim-mistaken': 4, 'application-unknown': 2 },
      note: 'client_id or client_secret of another app',
      sample: '{"error":"invalid_client","error_description":"The client credentials are invalid"}',
    },
  ],
};

export const snowflake: Product = {
  id: 'snowflake',
  name: 'Snowflake',
  profile: 'snowflake',
  source: 'https://docs.snowflake.com/en/developer-guide/sql-api/authenticating',
  look: {
    key: 'DESC USER name: RSA_PUBLIC_KEY_FP (or RSA_PUBLIC_KEY_2_FP) has to be the SHA256: fingerprint of your public key: mintmark keys fingerprint private.key.',
    identity:
      'Compare iss and sub (mintmark inspect TOKEN) with SELECT CURRENT_ACCOUNT(), CURRENT_USER(): ACCOUNT.USER in upper case, without region; iss ends in .SHA256:fingerprint of the public key.',
    time: 'Compare the Date header of the answer with the clock that signed; exp is at most an hour after iat.',
    header: 'X-Snowflake-Authorization-Token-Type: KEYPAIR_JWT has to be sent beside Authorization: Bearer.',
  },
  messages: [
    {
      id: 'invalid',
      says: ['JWT token is invalid.', '390144'],
      means: { ...ENDED, ...NOT_BEGUN, ...OTHER_KEY, 'snowflake-issuer-malformed': 5 },
      note: 'the public key of the user (RSA_PUBLIC_KEY) is not the one of this private key, or account and user are not as Snowflake writes them',
      sample: '{"code":"390144","message":"JWT token is invalid."}',
    },
    {
      id: 'fingerprint',
      says: ['public key fingerprint mismatch', '394304'],
      means: { ...OTHER_KEY, 'snowflake-issuer-malformed': 5 },
      note: 'iss ends in the fingerprint of another key than RSA_PUBLIC_KEY of the user',
      sample: '{"code":"394304","message":"JWT token is invalid: public key fingerprint mismatch"}',
    },
    {
      id: 'user',
      says: ['The user was not found', '390195'],
      means: { 'identity-claim-mistaken': 4, 'snowflake-issuer-malformed': 3 },
      sample: '{"code":"390195","message":"The user was not found."}',
    },
    {
      id: 'oauth-expired',
      says: ['OAuth access token expired', '390318'],
      means: { 'token-expired': 4, 'token-of-other-kind': 1 },
      sample: '{"code":"390318","message":"OAuth access token expired."}',
    },
    {
      id: 'network',
      says: ['is not allowed to access Snowflake', '390420'],
      means: { 'refused-after-authentication': 1 },
      sample: '{"code":"390420","message":"Incoming request with IP is not allowed to access Snowflake"}',
      after: {
        what: 'the network policy does not let this address in',
        party: 'nobody',
        step: "Have an admin add the address to the network policy: SHOW PARAMETERS LIKE 'NETWORK_POLICY' IN ACCOUNT (or FOR USER name).",
      },
    },
    {
      id: 'header',
      says: ['Authorization header not found in the request data', '390101'],
      means: { 'authorization-missing': 3, 'authorization-stripped-in-transit': 3 },
      sample: '{"code":"390101","message":"Authorization header not found in the request data."}',
    },
  ],
};

export const twilio: Product = {
  id: 'twilio',
  name: 'Twilio',
  profile: 'twilio',
  source: 'https://www.twilio.com/docs/api/errors',
  look: {
    identity: 'Compare iss with the SID of the API key (SK…) and sub with the account SID (AC…), of one region.',
    key: 'The secret has to be the one of the API key SK… that iss names: it was shown once, when the key was made.',
  },
  messages: [
    {
      id: '20102',
      says: '20102',
      means: { 'header-parameter-missing': 2, 'algorithm-not-allowed': 2, 'token-of-other-kind': 1 },
      sample: '{"code":20102}',
      isCommon: true,
    },
    {
      id: '20103',
      says: '20103',
      means: {
        'identity-claim-mistaken': 4,
        'wrong-host-or-region': 2,
        'credential-type-not-allowed': 1,
        'claim-missing': 1,
      },
      sample: '{"code":20103}',
      isCommon: true,
    },
    {
      id: '20154',
      says: '20154',
      means: { 'claim-missing': 2, 'claim-type-wrong': 1 },
      sample: '{"code":20154}',
      isCommon: true,
    },
    { id: '20156', says: '20156', means: ENDED, sample: '{"code":20156}', isCommon: true },
    {
      id: '20157',
      says: '20157',
      means: { ...TOO_LONG, 'lifetime-impossible': 1 },
      sample: '{"code":20157}',
      isCommon: true,
    },
    { id: '20160', says: '20160', means: NO_JWT, sample: '{"code":20160}', isCommon: true },
  ],
};
