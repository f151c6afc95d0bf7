import type { Means, Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NOT_BEGUN } from './usual-means.ts';

/** A telephone compares the times of a token with a clock that its owner may have set by hand. */
const DEVICE_CLOCK: Means = { 'clock-ahead': 5, 'clock-behind': 4, 'token-expired': 2 };
const DEVICE_TIME =
  'Look at the time of the device (or the emulator), with its time zone: set it to automatic, and try again. Compare with date -u of a server.';

export const appauth: Product = {
  id: 'appauth',
  name: 'AppAuth',
  source: 'https://github.com/openid/AppAuth-Android',
  look: {
    time: DEVICE_TIME,
    issuer: 'Compare issuer of the configuration in the app with `issuer` of the discovery document, with its slash.',
    audience: 'Compare clientId of the app with aud of the ID token: mintmark inspect TOKEN.',
  },
  messages: [
    {
      id: 'issued-at',
      says: 'Issued at time is more than 10 minutes before or after the current time',
      means: DEVICE_CLOCK,
      note: 'iat of the ID token and the clock of the device are more than ten minutes apart',
      sample: 'Issued at time is more than 10 minutes before or after the current time',
    },
    {
      id: 'expired',
      says: 'ID Token expired',
      means: { 'clock-ahead': 4, 'token-expired': 4, 'token-cached-past-expiry': 2 },
      note: 'by the clock of the device, which may be ahead',
      sample: 'ID Token expired',
    },
    {
      id: 'invalid',
      says: 'Invalid ID Token',
      means: { ...DEVICE_CLOCK, 'issuer-not-expected': 3, 'audience-not-expected': 3 },
      note: 'AppAuth says no more: most often the clock of the device is set by hand; then issuer or client id differ',
      sample: 'Error: Invalid ID Token',
    },
  ],
};

/** Identities of apps that sign for themselves. */
export const didJwt: Product = {
  id: 'did-jwt',
  name: 'did-jwt',
  source: 'https://github.com/decentralized-identity/did-jwt',
  look: { time: DEVICE_TIME },
  messages: [
    {
      id: 'future',
      says: [
        'JWT not valid yet (issued in the future): iat: {iat} > now: {now}',
        'JWT not valid before nbf: {nbf} > now: {now}',
        'JWT not valid yet',
      ],
      means: NOT_BEGUN,
      note: 'the clock of the device that signed is ahead',
      sample: 'JWT not valid yet (issued in the future): iat: 1530732693 > now: 1530732563',
    },
    {
      id: 'expired',
      says: 'JWT has expired: exp: {exp} < now: {now}',
      means: ENDED,
      sample: 'JWT has expired: exp: 1530732563 < now: 1530732693',
    },
  ],
};

export const stream: Product = {
  id: 'stream',
  name: 'Stream',
  source: 'https://getstream.io/chat/docs/node/tokens_and_authentication/',
  look: {
    time: 'Take some seconds off iat where the token is made, or leave it out: the servers of Stream allow no difference.',
    key: 'The secret has to be that of the app whose API key the client has (dashboard → API keys).',
  },
  messages: [
    {
      id: 'before-iat',
      says: ['token used before issue at (iat)', 'token used before issued at'],
      means: NOT_BEGUN,
      note: 'iat lies in the future for the server: a clock that is some seconds ahead, or an iat that was rounded up',
      sample: 'JWTAuth error: token used before issue at (iat)',
    },
    {
      id: 'signature',
      says: 'JWTAuth error: signature is not valid',
      means: BAD_SIGNATURE,
      sample: 'JWTAuth error: signature is not valid',
    },
  ],
};
