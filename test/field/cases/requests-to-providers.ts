import type { FieldCase } from '../case.ts';
import { asked, doctor, es256, FRESH, NOW, request, response, rs256 } from '../kit.ts';

const bearer = (token: string) => `Bearer ${token}`;
const KEY_NAME = 'organizations/0f6f3f3e-1d0c-4c58-9a63-3b54f9e9a5c1/apiKeys/7d1a2f40-6a55-4a6e-8a7e-0a8d5b3f3c11';
const ACCOUNT = '/v2/accounts/4e3d88c4-5424-5f91-8947-3306b8c662d7/transactions';

/** The same, where the answer is a provider's. */
export const requestsToProviders: readonly FieldCase[] = [
  {
    id: 'coinbase-uri-has-the-query',
    source: 'sieblyio/coinbase-api#62',
    title: 'The uri claim holds the query of the request; Coinbase leaves it out.',
    give: () =>
      asked(
        request(`GET ${ACCOUNT}?starting_after=cb509fc1-d186-5afe-8ef2-390abedd3966`, {
          Host: 'api.coinbase.com',
          Authorization: bearer(
            es256(
              {
                iss: 'cdp',
                nbf: NOW - 5,
                iat: NOW - 5,
                exp: NOW + 115,
                sub: KEY_NAME,
                uri: `GET api.coinbase.com${ACCOUNT}?starting_after=cb509fc1-d186-5afe-8ef2-390abedd3966`,
              },
              { kid: KEY_NAME, nonce: '4f9c1d' },
            ),
          ),
        }),
        response('401 Unauthorized', 'Unauthorized'),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/uri/],
      says: [/query/i],
      neverProved: ['claim-missing', 'issuer-not-expected'],
    },
  },
  {
    id: 'music-token-of-a-year',
    source: 'pelauimagineering/apple-music-token-generator#3',
    title: 'The developer token of Apple Music was made for a year.',
    give: () =>
      asked(
        request('GET /v1/catalog/us/songs/203709340', {
          Host: 'api.music.apple.com',
          Authorization: bearer(
            es256({ iss: 'W69DB474S9', iat: NOW - 60, exp: NOW + 31_536_000 }, { kid: 'X42CXW49DR' }),
          ),
        }),
        response('401 Unauthorized', ''),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/long|lifetime|exp|months/i],
      says: [/months|15,?777,?000|18[0-9] d/i],
      neverProved: ['claim-missing'],
    },
  },
  {
    id: 'devicecheck-development-host',
    source: 'marinosoftware/DeviceCheckSample#3',
    title: 'DeviceCheck: the development host refuses what the production host takes.',
    give: () =>
      asked(
        request('POST /v1/query_two_bits', {
          Host: 'api.development.devicecheck.apple.com',
          Authorization: bearer(es256({ iss: 'W69DB474S9', iat: NOW - 60 }, { kid: 'X42CXW49DR' })),
        }),
        response('400 Bad Request', 'Missing or badly formatted authorization token', { 'content-type': 'text/plain' }),
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      says: [/development|production|api\.devicecheck\.apple\.com/],
      neverProved: ['claim-missing', 'authorization-missing', 'not-a-jwt'],
    },
  },
  {
    id: 'google-assertion-without-issuer',
    source: 'googleapis/google-api-nodejs-client#540',
    title: 'key.email is not in the JSON: the assertion has no iss.',
    give: () =>
      asked(
        request(
          'POST /token',
          { Host: 'oauth2.googleapis.com', 'Content-Type': 'application/x-www-form-urlencoded' },
          `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${rs256({ scope: 'https://www.googleapis.com/auth/calendar', aud: 'https://oauth2.googleapis.com/token', iat: NOW - 5, exp: NOW + 3595 })}`,
        ),
        response('400 Bad Request', {
          error: 'invalid_grant',
          error_description: 'Invalid JWT: Failed audience check.',
        }),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/\biss\b/],
      says: [/client_email/],
      neverProved: ['audience-not-expected'],
    },
  },
  {
    id: 'google-legacy-grant-type',
    source: 'googleapis/google-api-go-client#3671',
    title: 'The assertion is sent with grant_type=assertion, which Google no longer takes.',
    give: () =>
      asked(
        request(
          'POST /token',
          { Host: 'oauth2.googleapis.com', 'Content-Type': 'application/x-www-form-urlencoded' },
          `assertion_type=http%3A%2F%2Foauth.net%2Fgrant_type%2Fjwt%2F1.0%2Fbearer&grant_type=assertion&assertion=${rs256({ iss: 'lamp@lamp-prod.iam.gserviceaccount.com', sub: 'anna@lamp.example', scope: 'https://www.googleapis.com/auth/calendar', aud: 'https://oauth2.googleapis.com/token', iat: NOW - 5, exp: NOW + 3595 })}`,
        ),
        response('400 Bad Request', { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/grant.type/i],
      says: [/jwt-bearer/],
      neverProved: ['signed-by-unknown-key', 'claim-missing'],
    },
  },
  {
    id: 'claims-part-has-padding',
    source: 'spring-attic/spring-security-oauth#1205',
    title: 'Another party made the token with base64 in place of base64url: = stands in it.',
    give: () => {
      const [header = '', claims = '', signature = ''] = rs256({ iss: 'lamp', name: 'Ünal', ...FRESH }).split('.');
      const padded = (part: string) => Buffer.from(part, 'base64url').toString('base64');
      return doctor(['@token', '--said', 'Invalid RSA Signature'], {
        token: [padded(header), padded(claims), padded(signature)].join('.'),
      });
    },
    answer: {
      verdict: ['rejected'],
      root: [/base64url|padding|=|base64/i],
      neverProved: ['claim-missing', 'signed-by-unknown-key'],
    },
  },
  {
    id: 'apple-individual-key',
    source: 'fastlane/fastlane#26949',
    title: 'An individual key of App Store Connect: its tokens have sub "user" and no iss.',
    give: () =>
      asked(
        request('GET /v1/apps', {
          Host: 'api.appstoreconnect.apple.com',
          Authorization: bearer(
            es256({ iat: NOW - 60, exp: NOW + 1000, aud: 'appstoreconnect-v1' }, { kid: '2X9R4HXF34' }),
          ),
        }),
        response('401 Unauthorized', {
          errors: [
            {
              status: '401',
              code: 'NOT_AUTHORIZED',
              title: 'Authentication credentials are missing or invalid.',
              detail: 'Provide a properly configured and signed bearer token, and make sure that it has not expired.',
            },
          ],
        }),
      ),
    answer: { verdict: ['rejected'], root: [/\biss\b|sub/], says: [/individual/i, /"?user"?/] },
  },
  {
    id: 'supabase-es256-at-the-functions-gateway',
    source: 'supabase/supabase#42810',
    title: 'Edge Functions refuse a good ES256 session: their gateway checks by the old secret.',
    give: () =>
      asked(
        request('POST /functions/v1/create-user-profile', {
          Host: 'abcdlamp.supabase.co',
          apikey: 'sb_publishable_4711',
          Authorization: bearer(
            es256(
              {
                iss: 'https://abcdlamp.supabase.co/auth/v1',
                sub: 'u1',
                aud: 'authenticated',
                role: 'authenticated',
                email: 'a@lamp.example',
                session_id: 's',
              },
              { kid: 'c0ffee' },
            ),
          ),
        }),
        response('401 Unauthorized', { code: 401, message: 'Invalid JWT' }),
      ),
    answer: {
      verdict: ['cannot-tell'],
      says: [/ES256|verify_jwt|legacy|secret/],
      neverProved: ['claim-missing', 'algorithm-not-allowed', 'signed-by-unknown-key'],
    },
  },
];
