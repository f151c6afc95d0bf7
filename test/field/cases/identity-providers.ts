import type { FieldCase } from '../case.ts';
import { doctor, graphToken, jwks, NOW, request, response, rs256, said } from '../kit.ts';

const TENANT = '3b0f7f0e-6f2d-4c8b-9a51-2f64c7d1e0aa';
const API = '0d5c1a44-93b7-4b7e-8a1e-7a5f2c9d6e10';
const KIDS = ['8Jq2vXcB-one', 'kT0pLm4Z-two'] as const;
const set = jwks({ kid: KIDS[0] }, { kid: KIDS[1], key: 'other' });
const REALM = 'http://keycloak.lamp.svc:8180/realms/lamp';

export const identityProviders: readonly FieldCase[] = [
  {
    id: 'okta-org-server-key-unpublished',
    source: 'okta/okta-jwt-verifier-java#41',
    title: 'The kid of an Okta access token is in no key of /oauth2/v1/keys: the org server issued it.',
    give: () => {
      const claims = {
        iss: 'https://lamp-4711.okta.com',
        aud: 'https://lamp-4711.okta.com',
        cid: '0oa1lamp',
        scp: ['openid'],
      };
      const token = rs256(claims, { kid: 'vN0tPubl1shed' }, 'stranger');
      return doctor(['@token', '--jwks', 'jwks.json'], { token, 'jwks.json': set });
    },
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/\bkid\b|key/],
      says: [/authorization server|org server|custom/],
      neverProved: ['issuer-not-expected', 'claim-missing'],
    },
  },
  {
    id: 'entra-v1-token-v2-keys',
    source: 'AzureAD/microsoft-identity-web#444',
    title: 'An API that is set up for v2.0 says that the signature key was not found; the token is of v1.0.',
    give: () => {
      const token = rs256(
        { iss: `https://sts.windows.net/${TENANT}/`, aud: `api://${API}`, ver: '1.0', appid: API, tid: TENANT },
        { kid: KIDS[0] },
      );
      return doctor(
        [
          '@token',
          '--said',
          'WWW-Authenticate: Bearer error="invalid_token", error_description="The signature key was not found"',
        ],
        { token },
      );
    },
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/key|issuer/i],
      says: [/v1\.0/, /sts\.windows\.net/],
      never: [/mintmark mint/],
    },
  },
  {
    id: 'entra-v1-issuer-at-api-management',
    source: 'AzureAD/microsoft-authentication-library-for-js#2363',
    title: 'API Management expects the v2.0 issuer; MSAL got a token with sts.windows.net.',
    give: () => {
      const token = rs256(
        { iss: `https://sts.windows.net/${TENANT}/`, aud: `api://${API}`, ver: '1.0', appid: API, tid: TENANT },
        { kid: KIDS[0] },
      );
      return doctor(['@token', '--jwks', 'jwks.json', '--issuer', `https://login.microsoftonline.com/${TENANT}/v2.0`], {
        token,
        'jwks.json': set,
      });
    },
    answer: {
      verdict: ['rejected'],
      root: [/\biss(uer)?\b/, /sts\.windows\.net/],
      next: [/accessTokenAcceptedVersion|requestedAccessTokenVersion|v1\.0|sts\.windows/],
      neverProved: ['claim-missing', 'token-of-other-kind'],
    },
  },
  {
    id: 'graph-token-at-own-api',
    source: 'AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet#1334',
    title: 'IDX10511: the signature does not validate; the scope user.read made it a token of Microsoft Graph.',
    give: () => {
      const claims = {
        iss: `https://sts.windows.net/${TENANT}/`,
        aud: '00000003-0000-0000-c000-000000000000',
        appid: API,
        scp: 'User.Read',
        tid: TENANT,
      };
      return doctor(
        [
          '@token',
          '--jwks',
          'jwks.json',
          '--audience',
          API,
          '--said',
          "SecurityTokenInvalidSignatureException: IDX10511: Signature validation failed. Keys tried: 'x'",
        ],
        { token: graphToken(claims, KIDS[0]), 'jwks.json': set },
      );
    },
    answer: {
      verdict: ['rejected'],
      root: [/Graph/],
      next: [/scope|audience|API|token/i],
      neverProved: ['signed-by-unknown-key', 'signed-bytes-differ'],
    },
  },
  {
    id: 'keycloak-two-host-names-log',
    source: 'keycloak/keycloak#24596',
    title: 'The admin API of Keycloak answers 401; its log tells of two host names of one realm.',
    give: () =>
      said(
        `2026-11-30 07:59:52,787 DEBUG [org.keycloak.services.managers.AuthenticationManager] (executor-thread-7) Failed to verify identity token: Invalid token issuer. Expected 'http://localhost:8180/realms/lamp', but was '${REALM}'`,
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/issuer/i],
      says: [/localhost:8180/, /keycloak\.lamp\.svc/],
      next: [/hostname|host name|KC_HOSTNAME|issuer/i],
    },
  },
  {
    id: 'keycloak-userinfo-from-a-container',
    source: 'LandRegistry/common-dev-env#83',
    title: 'userinfo refuses the token when it is asked under the name of the container.',
    give: () => {
      const token = rs256(
        { iss: 'http://localhost:8180/auth/realms/lamp', azp: 'web', typ: 'Bearer', scope: 'openid' },
        { kid: KIDS[0] },
      );
      return doctor(['--request', 'request.txt', '--response', 'response.txt'], {
        'request.txt': request('GET /auth/realms/lamp/protocol/openid-connect/userinfo', {
          Host: 'keycloak:8080',
          Authorization: `Bearer ${token}`,
        }),
        'response.txt': response('401 Unauthorized', {
          error: 'invalid_token',
          error_description:
            "Token invalid: Invalid token issuer. Expected 'http://keycloak:8080/auth/realms/lamp', but was 'http://localhost:8180/auth/realms/lamp'",
        }),
      });
    },
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/\biss(uer)?\b/i],
      says: [/keycloak:8080/, /localhost:8180/],
      neverProved: ['claim-missing', 'signed-by-unknown-key'],
    },
  },
  {
    id: 'cognito-access-token-at-rest-api',
    source: 'aws-amplify/docs#1137',
    title: 'A Cognito authorizer without scopes refuses the access token; it takes the ID token.',
    give: () => {
      const iss = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Qw3rTy9Ui';
      const token = rs256(
        { iss, token_use: 'access', client_id: '7f8g9h0lamp', scope: 'aws.cognito.signin.user.admin', sub: 'a1' },
        { kid: KIDS[0] },
      );
      return doctor(['--request', 'request.txt', '--response', 'response.txt'], {
        'request.txt': request('GET /dev/items', {
          Host: 'k2j3h4g5.execute-api.eu-central-1.amazonaws.com',
          Authorization: `Bearer ${token}`,
        }),
        'response.txt': response(
          '401 Unauthorized',
          { message: 'Unauthorized' },
          { 'x-amzn-ErrorType': 'UnauthorizedException' },
        ),
      });
    },
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      says: [/ID token|scope/],
      root: [/kind|ID token|access token|scope|aud/i],
      never: [/mintmark mint/],
      neverProved: ['claim-missing', 'audience-not-expected'],
    },
  },
  {
    id: 'clerk-clock-of-wsl',
    source: 'adrianhajdin/threads#86',
    title: 'After the laptop slept, the clock inside WSL is thirty seconds behind.',
    give: () =>
      said(
        `Error: Clerk: Clock skew detected.\n---\nJWT cannot be used prior to not before date claim (nbf). Not before date: ${new Date((NOW + 30) * 1000).toUTCString()}; Current date: ${new Date(NOW * 1000).toUTCString()}; (reason=token-not-active-yet, token-carrier=cookie)`,
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/clock|not yet valid/i], next: [/clock|NTP|Date/i] },
  },
];
