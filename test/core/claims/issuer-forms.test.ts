import { expect, test } from 'vitest';
import { entraVersionOf } from '../../../src/core/claims/issuers/entra-version.ts';
import { ISSUERS, issuerOf, keysOf, kindOf } from '../../../src/core/claims/issuers/index.ts';
import type { JsonObject } from '../../../src/core/encoding/json.ts';

/** What `iss` is, as the page shows it that is the `source` of each issuer, in each form that it has there. */
const FORMS: { readonly [id: string]: readonly string[] } = {
  auth0: ['https://acme.auth0.com/', 'https://acme-dev.eu.auth0.com'],
  'entra-v2': [
    'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0',
    'https://login.microsoftonline.us/common/v2.0/',
    'https://login.partner.microsoftonline.cn/common/v2.0',
  ],
  'entra-v1': [
    'https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/',
    'https://sts.chinacloudapi.cn/1',
    'https://sts.microsoftonline.us/1/',
  ],
  'entra-b2c': ['https://acme.b2clogin.com/tfp/1/b2c_1_in/v2.0/', 'https://acme.ciamlogin.com/1/v2.0'],
  'okta-custom': ['https://acme.okta.com/oauth2/default', 'https://acme.oktapreview.com/oauth2/aus1'],
  'okta-org': ['https://acme.okta.com', 'https://acme.okta-emea.com/'],
  cognito: [
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_ab',
    'https://cognito-idp.cn-north-1.amazonaws.com.cn/x_1',
  ],
  keycloak: ['https://sso/realms/shop', 'http://sso/auth/realms/shop', 'https://a/b/c/realms/x', 'https://a//realms/x'],
  'firebase-session': ['https://session.firebase.google.com/acme-1'],
  firebase: ['https://securetoken.google.com/acme-1'],
  google: ['https://accounts.google.com', 'accounts.google.com'],
  supabase: ['supabase', 'https://abc.supabase.co/auth/v1', 'https://abc.supabase.in/auth/v1'],
  clerk: ['https://clerk.acme.example', 'https://happy-cat-1.clerk.accounts.dev'],
  'github-actions': ['https://token.actions.githubusercontent.com', 'https://token.actions.githubusercontent.com/acme'],
  'gitlab-ci': ['https://gitlab.com', 'https://gitlab.acme.example'],
  kubernetes: [
    'kubernetes/serviceaccount',
    'https://kubernetes.default.svc',
    'https://kubernetes.default.svc.cluster.local/',
    'https://oidc.eks.eu-west-1.amazonaws.com/id/0123ABCD',
    'https://container.googleapis.com/v1/projects/p/locations/l/clusters/c',
  ],
  spiffe: ['spiffe://acme.example/app'],
};

test.each(Object.entries(FORMS).flatMap(([id, forms]) => forms.map((iss) => [iss, id] as const)))(
  '%s is of %s, whole',
  (iss, id) => {
    expect(issuerOf({ iss })?.id).toBe(id);
    for (const other of [`x${iss}`, `${iss} `, `${iss}?`, iss.replaceAll('.', '!')])
      if (other !== iss) expect(issuerOf({ iss: other })?.id, other).toBeUndefined();
  },
);

test.each([
  'https://.auth0.com/',
  'https://acme..auth0.com/',
  'https://login.microsoftonline.com//v2.0',
  'https://sts.windows.net//',
  'https://.b2clogin.com/1/v2.0',
  'https://acme.b2clogin.com//v2.0',
  'https://.okta.com/oauth2/default',
  'https://acme.okta.com/oauth2/',
  'https://.okta.com',
  'https://cognito-idp..amazonaws.com/x',
  'https://cognito-idp.us-east-1.amazonaws.com/',
  'https:///realms/shop',
  'https://sso/realms/',
  'https://session.firebase.google.com/',
  'https://securetoken.google.com/',
  'https://.supabase.co/auth/v1',
  'https://clerk.',
  'https://.clerk.accounts.dev',
  'https://token.actions.githubusercontent.com/',
  'https://gitlab.',
  'https://kubernetes.default.svc.',
  'https://oidc.eks..amazonaws.com/id/0123ABCD',
  'https://oidc.eks.eu-west-1.amazonaws.com/id/',
  'https://container.googleapis.com/v1/',
  'spiffe://',
])('%s lacks a part, and is of nobody', (iss) => {
  expect(issuerOf({ iss })).toBeUndefined();
});

test('each issuer is in the table, or is told by its audience', () => {
  expect(ISSUERS.map(({ id }) => id).filter((id) => !(id in FORMS))).toEqual(['firebase-custom']);
  const iss = 'firebase-adminsdk-1@acme-1.iam.gserviceaccount.com';
  const aud = 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';
  const custom = issuerOf({ iss, aud });
  expect([custom?.id, custom && kindOf(custom, {}, {})?.name]).toEqual(['firebase-custom', 'custom token']);
  const others = [
    { iss },
    { iss, aud: `x${aud}` },
    { iss: ` ${iss}`, aud },
    { iss: `${iss}x!`, aud },
    { iss: 'acme', aud },
    { iss: '@a.gserviceaccount.com', aud },
    { iss: 'a@.gserviceaccount.com', aud },
  ];
  for (const claims of others) expect(issuerOf(claims)).toBeUndefined();
});

test('claims that no other issuer sets tell it where its name is the company’s own', () => {
  expect(issuerOf({ iss: 'https://oidc.acme.example', 'kubernetes.io': {} })?.id).toBe('kubernetes');
  expect(issuerOf({ iss: 'https://oidc.acme.example' })).toBeUndefined();
  expect(issuerOf({ 'kubernetes.io': {} })).toBeUndefined();
  for (const sub of ['spiffe://a/b ', 'x spiffe://a/b', 'spiffe://', ['spiffe://a/b'], 7])
    expect(issuerOf({ sub } as JsonObject)).toBeUndefined();
});

test('an iss that is longer than 512 characters is of nobody, and leads nowhere', () => {
  const long = (length: number) => ({ iss: `https://sso.example/realms/${'x'.repeat(length - 27)}` });
  expect([issuerOf(long(512))?.id, issuerOf(long(513))]).toEqual(['keycloak', undefined]);
  expect([keysOf(long(512))]).toEqual([{ url: `${long(512).iss}/protocol/openid-connect/certs` }]);
  expect(keysOf(long(513))).toBeUndefined();
});

test.each<[iss: string, claims: JsonObject, header: JsonObject, kind: string | undefined]>([
  // OpenID Connect Core §2, RFC 9068 §2.1.
  ...['nonce', 'at_hash', 'c_hash', 's_hash'].map((name): [string, JsonObject, JsonObject, string] => [
    'https://acme.auth0.com/',
    { [name]: 'x' },
    {},
    'ID token',
  ]),
  ...['scope', 'scp', 'client_id', 'azp', 'appid'].map((name): [string, JsonObject, JsonObject, string] => [
    'https://acme.auth0.com/',
    { [name]: 'x' },
    {},
    'access token',
  ]),
  ['https://acme.auth0.com/', { nonce: 'x', scope: 'x' }, {}, 'access token'],
  ['https://acme.auth0.com/', { nonce: 'x', scp: 'x' }, {}, 'access token'],
  ['https://acme.auth0.com/', {}, { typ: 'at+jwt' }, 'access token'],
  ['https://acme.auth0.com/', {}, { typ: 'application/AT+JWT' }, 'access token'],
  ['https://acme.auth0.com/', {}, { typ: 7 }, undefined],
  ['https://acme.auth0.com/', {}, {}, undefined],
  ['https://sts.windows.net/1/', { aud: 'https://graph.microsoft.com' }, {}, 'access token for Microsoft Graph'],
  ['https://sts.windows.net/1/', { aud: ['https://graph.microsoft.com'] }, {}, undefined],
  ['https://sts.windows.net/1/', { aud: 'api://1', appid: '1' }, {}, 'access token'],
  ['https://cognito-idp.us-east-1.amazonaws.com/x', { token_use: 'id' }, {}, 'ID token'],
  ['https://cognito-idp.us-east-1.amazonaws.com/x', { token_use: 'access' }, {}, 'access token'],
  ['https://cognito-idp.us-east-1.amazonaws.com/x', {}, {}, undefined],
  ['https://sso.example/realms/shop', { realm_access: {} }, {}, 'access token'],
  ['supabase', { ref: 'abc', role: 'anon' }, {}, 'API key'],
  ['supabase', {}, {}, 'access token'],
  ['https://abc.supabase.co/auth/v1', { ref: 'abc' }, {}, 'access token'],
  ['https://clerk.acme.example', { sid: 's' }, {}, 'session token'],
  ['https://clerk.acme.example', { sts: 'active' }, {}, 'session token'],
  ['https://clerk.acme.example', {}, {}, undefined],
  ['https://gitlab.com', { project_path: 'a/b' }, {}, 'ID token of a job'],
  ['https://gitlab.com', {}, {}, undefined],
  ['https://session.firebase.google.com/a', {}, {}, 'session cookie'],
  ['https://securetoken.google.com/a', {}, {}, 'ID token'],
  ['https://accounts.google.com', {}, {}, 'ID token'],
  ['https://token.actions.githubusercontent.com', {}, {}, 'OIDC token of a workflow'],
  ['https://kubernetes.default.svc', {}, {}, 'service account token'],
  ['spiffe://acme.example/app', {}, {}, 'JWT-SVID'],
])('%s with %j, %j: %s', (iss, more, header, kind) => {
  const claims = { ...more, iss };
  const issuer = issuerOf(claims);
  expect(issuer && kindOf(issuer, claims, header)?.name).toBe(kind);
});

test('whom their users run themselves may have a clock that is wrong', () => {
  expect(ISSUERS.filter(({ isHosted }) => !isHosted).map(({ id }) => id)).toEqual([
    'keycloak',
    'gitlab-ci',
    'kubernetes',
    'firebase-custom',
    'spiffe',
  ]);
});

test.each<[JsonObject, unknown]>([
  [
    { iss: 'https://acme.example:8443/realms/a' },
    { url: 'https://acme.example:8443/realms/a/protocol/openid-connect/certs' },
  ],
  [{ iss: 'http://id.lamp.example' }, { url: 'http://id.lamp.example/.well-known/openid-configuration' }],
  [
    { iss: 'https://id.lamp.example/%7Ea/b-c' },
    { url: 'https://id.lamp.example/%7Ea/b-c/.well-known/openid-configuration' },
  ],
  [{ iss: 'x https://id.lamp.example' }, undefined],
  [{ iss: 'https://id.lamp.example;rm' }, undefined],
  [{ iss: 'https://id.lamp.example/a b' }, undefined],
  [{ iss: 'https:///a' }, undefined],
  [{ iss: 'https://id.lamp.example//' }, undefined],
  [{ iss: 7 }, undefined],
])('the keys of %j are at %j', (claims, keys) => {
  expect(keysOf(claims)).toEqual(keys);
});

// https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference
test.each<[JsonObject, string | undefined]>([
  [{ iss: 'https://sts.windows.net/1/', ver: '1.0' }, '1.0'],
  [{ iss: 'https://login.microsoftonline.com/1/v2.0', ver: '2.0' }, '2.0'],
  [{ iss: 'https://sts.windows.net/1/', ver: '3.0' }, undefined],
  [{ iss: 'https://sts.windows.net/1/' }, undefined],
  [{ iss: 'https://acme.auth0.com/', ver: '2.0' }, undefined],
  [{ iss: 'https://id.lamp.example', ver: '2.0' }, undefined],
])('the version of %j is %s', (claims, version) => {
  expect(entraVersionOf(claims)).toBe(version);
});
