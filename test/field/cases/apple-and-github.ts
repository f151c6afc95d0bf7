import type { FieldCase } from '../case.ts';
import { asked, doctor, ecPrivate, ecPublic, es256, FRESH, NOW, request, response, rs256 } from '../kit.ts';

export const appleAndGithub: readonly FieldCase[] = [
  {
    id: 'github-app-clock-ahead',
    source: 'octokit/auth-app.js#698',
    title: 'exp is too far in the future for GitHub: the clock of the runner is ahead.',
    give: () =>
      asked(
        request('GET /app', {
          Host: 'api.github.com',
          Authorization: `Bearer ${rs256({ iss: '123456', iat: NOW + 60, exp: NOW + 690 })}`,
        }),
        response(
          '401 Unauthorized',
          {
            message: "'Expiration time' claim ('exp') is too far in the future",
            documentation_url: 'https://docs.github.com/rest',
          },
          { date: NOW },
        ),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/clock|ahead|future|lifetime/i],
      says: [/clock/i],
      neverProved: ['signed-by-unknown-key'],
    },
  },
  {
    id: 'github-app-clock-behind',
    source: 'sigmavirus24/github3.py#1050',
    title: 'GitHub says that exp must be in the future: the clock is eleven minutes behind.',
    give: () =>
      asked(
        request('POST /app/installations/42/access_tokens', {
          Host: 'api.github.com',
          Authorization: `Bearer ${rs256({ iss: '123456', iat: NOW - 661, exp: NOW - 61 })}`,
        }),
        response(
          '401 Unauthorized',
          {
            message:
              "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
          },
          { date: NOW },
        ),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/expir|clock|past/i],
      says: [/clock/i],
      neverProved: ['claim-type-wrong', 'claim-missing'],
    },
  },
  {
    id: 'app-store-connect-wrong-key-from-env',
    source: 'egodigital/node-appstore-connect#3',
    title: 'App Store Connect: NOT_AUTHORIZED; .env has the private key of another API key.',
    give: () =>
      asked(
        request('GET /v1/salesReports', {
          Host: 'api.appstoreconnect.apple.com',
          Authorization: `Bearer ${es256({ iss: '57246542-96fe-1a63-e053-0824d011072a', aud: 'appstoreconnect-v1', iat: NOW - 10, exp: NOW + 890 }, { kid: '2X9R4HXF34' })}`,
        }),
        response(
          '401 Unauthorized',
          {
            errors: [
              { status: '401', code: 'NOT_AUTHORIZED', title: 'Authentication credentials are missing or invalid.' },
            ],
          },
          { date: NOW },
        ),
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/key|\bkid\b/i],
      next: [/AuthKey|\bkid\b|key/],
      neverProved: ['signed-by-unknown-key', 'claim-missing', 'kid-unknown'],
    },
  },
  {
    id: 'app-store-connect-quotes-in-secrets',
    source: 'fastlane/fastlane#21109',
    title: 'key_id and issuer_id were stored with their quotation marks.',
    give: () =>
      asked(
        request('GET /v1/apps', {
          Host: 'api.appstoreconnect.apple.com',
          Authorization: `Bearer ${es256({ iss: '"57246542-96fe-1a63-e053-0824d011072a"', aud: 'appstoreconnect-v1', iat: NOW - 10, exp: NOW + 490 }, { kid: '"2X9R4HXF34"' })}`,
        }),
        response(
          '401 Unauthorized',
          {
            errors: [
              { status: '401', code: 'NOT_AUTHORIZED', title: 'Authentication credentials are missing or invalid.' },
            ],
          },
          { date: NOW },
        ),
      ),
    answer: { verdict: ['rejected'], root: [/quot/i], next: [/quot/i] },
  },
  {
    id: 'apns-old-provider-token',
    source: 'node-apn/node-apn#450',
    title: 'APNs: ExpiredProviderToken, because the clock of the server is two hours behind.',
    give: () =>
      asked(
        request('POST /3/device/00aa', {
          Host: 'api.push.apple.com',
          Authorization: `Bearer ${es256({ iss: 'T34MID4711', iat: NOW - 7200, exp: undefined }, { kid: 'K3YID08154' })}`,
          'apns-topic': 'example.lamp',
        }),
        response('403 Forbidden', { reason: 'ExpiredProviderToken' }, { date: NOW }),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/expir|hour|old|clock|\biat\b/i],
      says: [/clock/i],
      neverProved: ['claim-missing'],
    },
  },
  {
    id: 'apns-team-and-key-swapped',
    source: 'vapor/apns#47',
    title: 'Team id and key id are in each other’s place.',
    give: () =>
      doctor(['--request', 'request.txt', '--response', 'response.txt', '--key', 'AuthKey_K3YID08154.p8'], {
        'request.txt': request('POST /3/device/00aa', {
          Host: 'api.push.apple.com',
          Authorization: `Bearer ${es256({ iss: 'K3YID08154', iat: NOW - 60, exp: undefined }, { kid: 'T34MID4711' })}`,
          'apns-topic': 'example.lamp',
        }),
        'response.txt': response('403 Forbidden', { reason: 'InvalidProviderToken' }, { date: NOW }),
        'AuthKey_K3YID08154.p8': ecPrivate(),
      }),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/\bkid\b|key id|Team/i],
      says: [/K3YID08154/, /Team/],
      neverProved: ['signed-by-unknown-key', 'claim-missing'],
    },
  },
  {
    id: 'apple-provider-token-sound',
    source: 'jchambers/pushy#914',
    title: 'InvalidProviderToken, though token and key belong together: the ids are what is left.',
    give: () =>
      doctor(['--request', 'request.txt', '--response', 'response.txt', '--public', 'public.pem'], {
        'request.txt': request('POST /3/device/00aa', {
          Host: 'api.push.apple.com',
          Authorization: `Bearer ${es256({ iss: 'T34MID4711', iat: FRESH.iat, exp: undefined }, { kid: 'K3YID08154' })}`,
          'apns-topic': 'example.lamp',
        }),
        'response.txt': response('403 Forbidden', { reason: 'InvalidProviderToken' }, { date: NOW }),
        'public.pem': ecPublic(),
      }),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/\bkid\b|Team|\biss\b|identity/i],
      says: [/AuthKey|Team ID/],
      neverProved: ['signed-by-unknown-key', 'kid-unknown', 'identity-claim-mistaken'],
    },
  },
];
