import type { FieldCase } from '../case.ts';
import { asked, jti, NOW, request, response, rs256, said } from '../kit.ts';

const APP = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** A form with an assertion in it, as token endpoints take it. */
const grant = (host: string, path: string, assertion: string) =>
  request(
    `POST ${path}`,
    { Host: host, 'Content-Type': 'application/x-www-form-urlencoded' },
    `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${assertion}`,
  );
const refused = (error_description: string, error = 'invalid_grant', date?: number) =>
  response('400 Bad Request', { error, error_description }, date === undefined ? {} : { date });

export const grants: readonly FieldCase[] = [
  {
    id: 'docusign-machine-time',
    source: 'docusign/docusign-esign-csharp-client#323',
    title: 'no_valid_keys_or_signatures on one machine alone: its clock is wrong.',
    give: () =>
      asked(
        grant(
          'account-d.docusign.com',
          '/oauth/token',
          rs256({
            iss: APP,
            sub: '4556e2f7-4a3d-41f9-a0c3-18535a28ab2a',
            aud: 'account-d.docusign.com',
            scope: 'signature impersonation',
            iat: NOW + 900,
            exp: NOW + 4500,
          }),
        ),
        refused('no_valid_keys_or_signatures', 'invalid_grant', NOW),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/clock|ahead|future|not yet valid/i],
      next: [/clock|NTP|time/i],
      neverProved: ['signed-by-unknown-key'],
    },
  },
  {
    id: 'docusign-issuer-not-found',
    source: 'docusign/docusign-esign-php-client#187',
    title: 'DocuSign does not know the integration key in this environment.',
    give: () => said('Error: invalid_grant error_description issuer_not_found'),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/environment|identity|\biss|integration|application/i],
      says: [/integration key/i, /demo|production|environment/i],
    },
  },
  {
    id: 'google-clock-of-docker',
    source: 'googleapis/google-cloud-python#3100',
    title: 'In Docker for Mac the clock stood still; Google wants a reasonable timeframe.',
    give: () =>
      said(
        "google.auth.exceptions.RefreshError: ('invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values and use a clock with skew to account for clock differences between systems.')",
      ),
    answer: { verdict: ['cannot-tell'], root: [/clock|lifetime|expir/i], says: [/clock/i], next: [/Date|clock/i] },
  },
  {
    id: 'box-enterprise-zero',
    source: 'box/box-windows-sdk-v2#497',
    title: 'sub is "0", which no enterprise has.',
    give: () =>
      asked(
        grant(
          'api.box.com',
          '/oauth2/token',
          rs256(
            {
              iss: 'lampclientid0123456789abcdefabcd',
              sub: '0',
              box_sub_type: 'enterprise',
              aud: 'https://api.box.com/oauth2/token',
              jti: jti(),
              iat: NOW - 5,
              exp: NOW + 40,
            },
            { kid: 'pk1lamp0' },
          ),
        ),
        refused("Please check the 'sub' claim. The 'sub' specified is invalid.", 'invalid_grant', NOW),
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/\bsub\b|subject/i],
      says: [/enterprise/i],
      neverProved: ['signed-by-unknown-key'],
    },
  },
  {
    id: 'box-user-as-a-number',
    source: 'cburnette/boxr#35',
    title: 'sub is a number; Box wants a string.',
    give: () =>
      asked(
        grant(
          'api.box.com',
          '/oauth2/token',
          rs256(
            {
              iss: 'lampclientid0123456789abcdefabcd',
              sub: 123456,
              box_sub_type: 'user',
              aud: 'https://api.box.com/oauth2/token',
              jti: jti(),
              iat: NOW - 5,
              exp: NOW + 40,
            },
            { kid: 'pk1lamp0' },
          ),
        ),
        refused("Please check the 'sub' claim.", 'invalid_grant', NOW),
      ),
    answer: { verdict: ['rejected'], root: [/\bsub\b/i], says: [/string/i] },
  },
  {
    id: 'salesforce-sandbox-audience',
    source: 'Talend/components#1423',
    title: 'A sandbox refuses aud https://login.salesforce.com.',
    give: () =>
      asked(
        grant(
          'test.salesforce.com',
          '/services/oauth2/token',
          rs256({
            iss: '3MVG9lampConsumerKey',
            sub: 'etl@lamp.example.sandbox',
            aud: 'https://login.salesforce.com',
            iat: undefined,
            exp: NOW + 120,
          }),
        ),
        refused('audience is invalid', 'invalid_grant', NOW),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/\baud(ience)?\b|sandbox/i],
      says: [/test\.salesforce\.com/],
      neverProved: ['claim-missing', 'signed-by-unknown-key'],
    },
  },
  {
    id: 'salesforce-user-not-approved',
    source: 'omniphx/forrest#278',
    title: "Salesforce: user hasn't approved this consumer.",
    give: () =>
      said(
        'Client error: `POST https://login.salesforce.com/services/oauth2/token` resulted in a `400 Bad Request` response: {"error":"invalid_grant","error_description":"user hasn\'t approved this consumer"}',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/consent|approv/i],
      next: [/approv|authori[sz]ed|Admin|Permitted|policy|consent/i],
      never: [/mintmark mint/],
    },
  },
];
