import { describe, expect, test } from 'vitest';
import { OTHER_KINDS, otherKindOf, type TokenUse } from '../../../src/core/claims/other-kinds.ts';
import type { JsonObject } from '../../../src/core/encoding/json.ts';

const GRAPH_ID = '00000003-0000-0000-c000-000000000000';
const CUSTOM = 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';
const nonce = { nonce: 'x' };

const kindOf = (claims: JsonObject, header: JsonObject = {}, use: Partial<TokenUse> = {}) =>
  otherKindOf(claims, header, { isRefused: false, ...use });

describe('Microsoft Graph', () => {
  test.each([GRAPH_ID, 'https://graph.microsoft.com', 'https://graph.microsoft.com/', 'https://graph.microsoft.us'])(
    'is the only one that verifies a token for %s',
    (aud) => {
      expect(kindOf({ aud }, nonce)).toBe('graph');
      expect(kindOf({ aud }, nonce, { host: 'api.example' })).toBe('graph');
      expect(kindOf({ aud }, nonce, { host: 'graph.microsoft.com' })).toBeUndefined();
      expect(kindOf({ aud })).toBeUndefined();
    },
  );

  test.each([`x${GRAPH_ID}`, `${GRAPH_ID}x`, 'https://graph.microsoft.com/v1.0', [GRAPH_ID], undefined])(
    'does not matter to a token for %j',
    (aud) => {
      expect(kindOf({ ...(aud !== undefined && { aud }) }, nonce)).toBeUndefined();
    },
  );
});

test('a custom token of Firebase goes to Google alone', () => {
  expect(kindOf({ aud: CUSTOM })).toBe('firebase-custom');
  expect(kindOf({ aud: CUSTOM }, {}, { host: 'api.example' })).toBe('firebase-custom');
  expect(kindOf({ aud: CUSTOM }, {}, { host: 'identitytoolkit.googleapis.com' })).toBeUndefined();
  for (const aud of [`${CUSTOM}x`, `x${CUSTOM}`, [CUSTOM]]) expect(kindOf({ aud })).toBeUndefined();
});

test.each<[JsonObject]>([
  [{ typ: 'Refresh' }],
  [{ typ: 'Offline' }],
  [{ token_type: 'refresh' }],
  [{ token_type: 'refresh_token' }],
  [{ token_use: 'refresh' }],
  [{ type: 'refresh' }],
  [{ type: 'REFRESH_TOKEN' }],
])('%j says that it is a refresh token', (claims) => {
  expect(kindOf(claims)).toBe('refresh');
});

test.each<[JsonObject]>([
  [{ typ: 'Bearer' }],
  [{ token_use: 'access' }],
  [{ type: 1 }],
  [{ refresh: 'refresh' }],
  [{}],
])('%j says nothing of the kind', (claims) => {
  expect(kindOf(claims)).toBeUndefined();
});

describe('the org authorization server of Okta', () => {
  const iss = 'https://dev-1.okta.com';
  const claims = { iss, aud: iss, cid: 'c' };

  test.each([iss, 'https://a.b.okta-emea.com', 'https://a.oktapreview.com'])('%s has keys of its own', (server) => {
    expect(kindOf({ ...claims, iss: server, aud: server })).toBe('okta-org');
  });

  test('takes its tokens itself', () => {
    expect(kindOf(claims, {}, { host: 'api.example' })).toBe('okta-org');
    expect(kindOf(claims, {}, { host: 'dev-1.okta.com' })).toBeUndefined();
  });

  test.each<[JsonObject]>([
    [{ ...claims, aud: 'api://default' }],
    [{ iss, aud: iss }],
    [{ ...claims, iss: `${iss}/oauth2/default`, aud: `${iss}/oauth2/default` }],
    [{ ...claims, iss: 'https://.okta.com', aud: 'https://.okta.com' }],
    [{ ...claims, iss: `x${iss}`, aud: `x${iss}` }],
    [{ cid: 'c' }],
  ])('is not behind %j', (other) => {
    expect(kindOf(other)).toBeUndefined();
  });

  test('is named by one string', () => {
    const list = [iss];
    expect(kindOf({ iss: list, aud: list, cid: 'c' })).toBeUndefined();
  });
});

test('a logout token is told by its event', () => {
  expect(kindOf({ events: { [LOGOUT]: {} } })).toBe('logout');
  for (const events of [{}, { other: {} }, null, LOGOUT]) expect(kindOf({ events })).toBeUndefined();
});

test('a token that is bound to a key is not sent as Bearer', () => {
  const claims = { cnf: { jkt: 'x' } };
  expect(kindOf(claims, {}, { scheme: 'bearer' })).toBe('bound-to-key');
  expect(kindOf(claims, {}, { scheme: 'dpop' })).toBeUndefined();
  for (const cnf of [{ kid: 'x' }, null, 'jkt']) expect(kindOf({ cnf }, {}, { scheme: 'bearer' })).toBeUndefined();
});

test('a token that is bound to a certificate may be refused for that', () => {
  const claims = { cnf: { 'x5t#S256': 'x' } };
  expect(kindOf(claims, {}, { isRefused: true })).toBe('bound-to-certificate');
  expect(kindOf(claims)).toBeUndefined();
  expect(kindOf({ cnf: { jkt: 'x' } }, {}, { isRefused: true })).toBeUndefined();
});

test('the first that fits is told', () => {
  expect(kindOf({ typ: 'Refresh', cnf: { jkt: 'x' } }, {}, { scheme: 'bearer' })).toBe('refresh');
});

test('that no proof is checked is for the profile to say, not for the token', () => {
  expect(OTHER_KINDS.bound.fits()).toBe(false);
});
