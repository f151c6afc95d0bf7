import { createHash, createPublicKey } from 'node:crypto';
import type { FieldCase } from '../case.ts';
import { asked, doctor, ecPrivate, hs, jti, NOW, request, response, rs256, rsaPublic, said } from '../kit.ts';

const APP = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const fingerprint = `SHA256:${createHash('sha256')
  .update(createPublicKey(rsaPublic()).export({ type: 'spki', format: 'der' }))
  .digest('base64')}`;

export const providers: readonly FieldCase[] = [
  {
    id: 'vonage-key-of-another-application',
    source: 'Vonage/vonage-python-sdk#50',
    title: 'The private key is not the one of the application that application_id names.',
    give: () =>
      doctor(['--request', 'request.txt', '--response', 'response.txt', '--public', 'public.pem'], {
        'request.txt': request('POST /v1/calls', {
          Host: 'api.nexmo.com',
          Authorization: `Bearer ${rs256({ application_id: APP, jti: jti(), iat: NOW - 5, exp: NOW + 895 }, {}, 'other')}`,
        }),
        'response.txt': response(
          '401 Unauthorized',
          { type: 'UNAUTHORIZED', error_title: 'Unauthorized' },
          { date: NOW },
        ),
        'public.pem': rsaPublic('active'),
      }),
    answer: {
      verdict: ['rejected'],
      root: [/sign|key/i],
      next: [/key/i],
      neverProved: ['claim-missing', 'token-expired'],
    },
  },
  {
    id: 'vonage-voice-with-key-and-secret',
    source: 'Vonage/vonage-php-sdk-core#223',
    title: 'The Voice API is called with API key and secret.',
    give: () =>
      asked(
        request('POST /v1/calls', {
          Host: 'api.nexmo.com',
          Authorization: `Basic ${Buffer.from('4xlamp01:aSecretOfSixteen').toString('base64')}`,
        }),
        response('401 Unauthorized', { title: 'Unauthorized' }),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/Basic/],
      next: [/application|private key|JWT/i],
      neverProved: ['authorization-missing'],
    },
  },
  {
    id: 'twilio-region-of-the-key',
    source: 'twilio-labs/code-exchange#50',
    title: 'Twilio cannot validate the token: the API key is of another region.',
    give: () =>
      said('Twilio.Device Error: AccessTokenInvalid (20101): Twilio was unable to validate your Access Token'),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/sign|key|identity|iss|region/i],
      says: [/region/i, /Twilio/],
      never: [/mintmark mint/],
    },
  },
  {
    id: 'livekit-not-valid-yet',
    source: 'livekit/livekit#2394',
    title: 'LiveKit says that the token is not valid yet.',
    give: () =>
      said(
        'error handling request {"status": 401, "error": "invalid token: **** error: square/go-jose/jwt: validation failed, token not valid yet (nbf)"}',
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/clock|not yet valid/i], next: [/clock|Date/i] },
  },
  {
    id: 'zoom-exactly-half-an-hour',
    source: 'mieszko4/react-native-zoom-us#254',
    title: 'Zoom refuses a signature that lasts exactly the 1,800 seconds that are its minimum.',
    give: () =>
      doctor(['@token', '--profile', 'zoom-meeting', '--secret', 'the SDK secret of the app'], {
        token: hs(
          { appKey: 'lampSdkKey', iat: NOW - 30, exp: NOW + 1770, tokenExp: NOW + 1770 },
          'the SDK secret of the app',
        ),
      }),
    answer: {
      verdict: ['rejected', 'cannot-tell', 'accepted'],
      says: [/1[,_ ]?800|30 min|half an hour/i],
      neverProved: ['signed-by-unknown-key', 'lifetime-too-long'],
    },
  },
  {
    id: 'snowflake-account-with-region',
    source: 'andrusha/snowflake-rs#64',
    title: 'iss has the region of the account in it.',
    give: () =>
      doctor(['--request', 'request.txt', '--public', 'public.pem'], {
        'request.txt': request('POST /api/v2/statements', {
          Host: 'xy12345.eu-central-1.snowflakecomputing.com',
          Authorization: `Bearer ${rs256({ iss: `XY12345.EU-CENTRAL-1.ETL_USER.${fingerprint}`, sub: 'XY12345.EU-CENTRAL-1.ETL_USER' })}`,
          'X-Snowflake-Authorization-Token-Type': 'KEYPAIR_JWT',
        }),
        'public.pem': rsaPublic(),
      }),
    answer: {
      verdict: ['rejected'],
      root: [/\biss\b|account/i],
      says: [/region|EU-CENTRAL-1/],
      neverProved: ['signed-by-unknown-key'],
    },
  },
  {
    id: 'coinbase-newlines-of-the-json',
    source: 'ccxt/ccxt#22182',
    title: 'The EC key of Coinbase was copied from its JSON with \\n in it.',
    give: () =>
      doctor(
        ['--key', 'env:COINBASE_SECRET'],
        {},
        { COINBASE_SECRET: ecPrivate('own', 'sec1').replaceAll('\n', '\\n') },
      ),
    answer: {
      verdict: ['rejected'],
      root: [/\\n|line (break|end)|newline/i],
      next: [/replace|line break|--fix|repair/i],
      neverProved: ['key-passphrase-wrong', 'private-key-damaged'],
    },
  },
  {
    id: 'jitsi-issuer',
    source: 'jitsi/lib-jitsi-meet#1150',
    title: 'Prosody does not accept the iss: it is not the app_id.',
    give: () =>
      said(
        "May 06 20:03:44 general warn    Error verifying token err:not-allowed, reason:Invalid issuer ('iss' claim)",
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/\biss(uer)?\b/i],
      says: [/app_id|JWT_APP_ID|JWT_ACCEPTED_ISSUERS/],
    },
  },
  {
    id: 'jitsi-algorithm',
    source: 'jitsi/docker-jitsi-meet#1903',
    title: 'Prosody expects another algorithm than RS512.',
    give: () => said('Error verifying token err:not-allowed, reason:Invalid or incorrect alg tenant: room:test'),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/algorithm|\balg\b/i],
      says: [/signature_algorithm|HS256|RS256|alg/],
    },
  },
];
