import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NOT_BEGUN, scaled } from './usual-means.ts';

const TRIPLE = 'kid, issuer and private key have to belong to the same key';

export const appStoreConnect: Product = {
  id: 'app-store-connect',
  name: 'App Store Connect',
  profile: 'app-store-connect',
  source: 'https://developer.apple.com/documentation/appstoreconnectapi',
  look: {
    key: 'Users and Access → Integrations → App Store Connect API: the private key is AuthKey_KEYID.p8, and that KEYID has to be the kid.',
    kid: 'Compare kid (mintmark inspect TOKEN) with the name of the file, AuthKey_KEYID.p8, and with the key list under Users and Access → Integrations.',
    identity: 'Compare iss with the Issuer ID above the key list (individual keys have sub "user" and no iss).',
    time: 'Compare the Date header of the answer with the clock that signed; exp is at most 20 minutes after iat.',
    audience: 'aud has to be appstoreconnect-v1: mintmark inspect TOKEN.',
  },
  messages: [
    {
      id: 'not-authorized',
      says: 'NOT_AUTHORIZED',
      means: {
        'signed-by-unknown-key': 6,
        'kid-unknown': 6,
        'lifetime-too-long': 3,
        'lifetime-at-limit': 2,
        'kid-missing': 2,
        'ecdsa-signature-encoding': 2,
        'audience-form-mismatch': 2,
        'claim-missing': 2,
        'lifetime-impossible': 1,
        'duration-in-place-of-time': 1,
        'provider-transient-fault': 1,
        ...scaled(ENDED, 0.5),
        ...scaled(NOT_BEGUN, 0.5),
      },
      note: TRIPLE,
      sample: '{"errors":[{"status":"401","code":"NOT_AUTHORIZED"}]}',
    },
    {
      id: 'agreements',
      says: 'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED',
      means: { 'refused-after-authentication': 1 },
      sample: '{"errors":[{"status":"403","code":"FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED"}]}',
      after: {
        what: 'an agreement is unsigned or has expired',
        party: 'nobody',
        step: 'Have the Account Holder sign it: App Store Connect → Business (Agreements), and developer.apple.com/account.',
      },
    },
    {
      id: 'forbidden',
      says: 'FORBIDDEN_ERROR',
      means: { 'refused-after-authentication': 1 },
      sample: '{"errors":[{"status":"403","code":"FORBIDDEN_ERROR"}]}',
      after: {
        what: 'the role of the API key does not allow this request',
        party: 'requester',
        step: 'Make a key with the role that the endpoint needs (Users and Access → Integrations), or have an Admin do it.',
      },
    },
  ],
};

const AFTER_TOPIC = {
  what: 'the topic (bundle id) or the device token of the request is rejected',
  party: 'sender',
} as const;

export const apns: Product = {
  id: 'apns',
  name: 'APNs',
  profile: 'apns',
  source: 'https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns',
  look: {
    key: 'developer.apple.com → Keys: the private key is AuthKey_KEYID.p8; that KEYID has to be the kid, and the team of the key the iss.',
    kid: 'Compare kid (mintmark inspect TOKEN) with the name of the file, AuthKey_KEYID.p8.',
    identity: 'Compare iss with the Team ID (developer.apple.com → Membership): ten characters, and not the bundle id.',
    environment: 'Send it to api.push.apple.com and to api.sandbox.push.apple.com: a key may be for only one of them.',
    time: 'Compare the Date header of the answer with iat: a provider token is accepted for one hour.',
  },
  messages: [
    {
      id: 'too-many-updates',
      says: 'TooManyProviderTokenUpdates',
      means: { 'token-refreshed-too-often': 1 },
      sample: '{"reason":"TooManyProviderTokenUpdates"}',
    },
    {
      id: 'expired',
      says: 'ExpiredProviderToken',
      means: { ...ENDED, 'clock-ahead': 1, 'time-in-milliseconds': 1 },
      sample: '{"reason":"ExpiredProviderToken"}',
    },
    {
      id: 'invalid',
      says: 'InvalidProviderToken',
      means: {
        ...BAD_SIGNATURE,
        'kid-unknown': 5,
        'identity-claim-mistaken': 5,
        'kid-missing': 2,
        'wrong-host-or-region': 1,
        'token-refreshed-too-often': 1,
      },
      note: 'kid, team id (iss) and private key have to belong together',
      sample: '{"reason":"InvalidProviderToken"}',
    },
    {
      id: 'bad-environment-key',
      says: ['BadEnvironmentKeyInToken', 'BadEnvironmentKeyIdInToken'],
      means: { 'wrong-host-or-region': 1 },
      sample: '{"reason":"BadEnvironmentKeyInToken"}',
    },
    {
      id: 'unrelated-key',
      says: 'UnrelatedKeyIdInToken',
      means: { 'kid-unknown': 4, 'identity-claim-mistaken': 2 },
      note: 'the key belongs to another team, or is limited to other topics',
      sample: '{"reason":"UnrelatedKeyIdInToken"}',
    },
    {
      id: 'missing',
      says: 'MissingProviderToken',
      means: { 'authorization-missing': 4, 'authorization-stripped-in-transit': 1, 'scheme-not-bearer': 1 },
      sample: '{"reason":"MissingProviderToken"}',
    },
    {
      id: 'topic-disallowed',
      says: 'TopicDisallowed',
      means: { 'refused-after-authentication': 1 },
      sample: '{"reason":"TopicDisallowed"}',
      after: {
        ...AFTER_TOPIC,
        step: 'Compare apns-topic with the bundle id of the app (for VoIP, Live Activities and complications with their suffix), and see that the app and the key are of the same team.',
      },
    },
    {
      id: 'device-token',
      says: ['DeviceTokenNotForTopic', 'BadDeviceToken'],
      means: { 'refused-after-authentication': 4, 'wrong-host-or-region': 2 },
      sample: '{"reason":"BadDeviceToken"}',
      after: {
        ...AFTER_TOPIC,
        step: 'Use a device token that this app got in this environment: those of development go to api.sandbox.push.apple.com, and apns-topic is its bundle id.',
      },
    },
  ],
};

export const deviceCheck: Product = {
  id: 'devicecheck',
  name: 'DeviceCheck',
  source: 'https://developer.apple.com/documentation/devicecheck/accessing-and-modifying-per-device-data',
  look: {
    key: 'Certificates, Identifiers & Profiles → Keys: the key has to have DeviceCheck enabled, and its KEYID has to be the kid.',
    kid: 'Compare kid (mintmark inspect TOKEN) with the name of the file, AuthKey_KEYID.p8, from developer.apple.com (not App Store Connect).',
    identity: 'iss has to be the team id: mintmark inspect TOKEN.',
    environment:
      'Send the same request to the production host, api.devicecheck.apple.com: the development host takes tokens of devices that run a development build.',
  },
  messages: [
    {
      id: 'missing',
      says: 'Missing or badly formatted authorization token',
      means: { 'wrong-host-or-region': 4, 'signed-by-unknown-key': 2, 'credential-type-not-allowed': 2 },
      note: 'the development host says it of tokens that the production host takes; so does either of a key of App Store Connect',
      sample: 'Missing or badly formatted authorization token',
    },
    {
      id: 'unverified',
      says: 'Unable to verify authorization token',
      means: { ...BAD_SIGNATURE, 'kid-unknown': 4, 'identity-claim-mistaken': 3 },
      note: TRIPLE,
      sample: 'Unable to verify authorization token',
    },
  ],
};
