import { describe, expect, test } from 'vitest';
import { ISSUERS, issuerOf, keysOf, kindOf } from '../../../src/core/claims/issuers/index.ts';
import { recogniseProfile } from '../../../src/core/claims/profiles/index.ts';

const KEYCLOAK = 'https://sso.example/realms/shop';

describe('Keycloak', () => {
  test.each([
    [{ typ: 'ID' }, 'ID token'],
    [{ typ: 'Refresh' }, 'refresh token'],
    [{ typ: 'Offline' }, 'refresh token'],
    [{ typ: 'Bearer' }, 'access token'],
    // Since 24 a client may leave typ out.
    [{ azp: 'web', realm_access: { roles: [] } }, 'access token'],
    [{ azp: 'web' }, 'access token'],
    [{}, undefined],
  ])('%j is of the kind %s', (more, kind) => {
    const claims = { iss: KEYCLOAK, ...more } as never;
    const issuer = issuerOf(claims);
    expect(issuer?.id).toBe('keycloak');
    expect(issuer && kindOf(issuer, claims, {})?.name).toBe(kind);
  });
});

test('each issuer names itself, its source, and kinds with names that are told apart', () => {
  for (const { id, name, source, kinds } of ISSUERS) {
    expect(name, id).not.toBe('');
    expect(source, id).toMatch(/^https:\/\//);
    const names = kinds.map((kind) => kind.name);
    expect(new Set(names).size, id).toBe(names.length);
  }
});

test('a host that is known decides, whatever the claims look like', () => {
  const ofApple = { iss: '1', iat: 1, exp: 2 };
  expect(recogniseProfile('api.nexmo.com', ofApple)?.id).toBe('vonage');
  expect(recogniseProfile('localhost', ofApple)?.id).toBe('github');
});

describe('where the keys of an issuer are', () => {
  test.each<[object, unknown]>([
    [{ iss: 'https://acme.eu.auth0.com/' }, { url: 'https://acme.eu.auth0.com/.well-known/jwks.json' }],
    [{ iss: 'https://sts.windows.net/1/' }, { url: 'https://sts.windows.net/1/.well-known/openid-configuration' }],
    [{ iss: KEYCLOAK }, { url: `${KEYCLOAK}/protocol/openid-connect/certs` }],
    [{ iss: 'accounts.google.com' }, { url: 'https://www.googleapis.com/oauth2/v3/certs' }],
    // Nobody that is known: the discovery document of OpenID Connect, which most have.
    [{ iss: 'https://id.lamp.example' }, { url: 'https://id.lamp.example/.well-known/openid-configuration' }],
    [{ iss: 'orders' }, undefined],
    [{ iss: 'https://id.lamp.example/?a=$(id)' }, undefined],
    [{}, undefined],
    [{ sub: 'spiffe://acme.example/app' }, { words: expect.stringContaining('trust bundle') }],
  ])('%j: %j', (claims, keys) => {
    expect(keysOf(claims as never)).toEqual(keys);
  });

  test('every issuer says where', () => {
    expect(ISSUERS.filter(({ keys, keysInWords }) => (keys ?? keysInWords) === undefined)).toEqual([]);
  });

  test('a SPIFFE ID is recognised as the subject, with any issuer or none', () => {
    const sub = 'spiffe://acme.example/app';
    expect(issuerOf({ sub })?.id).toBe('spiffe');
    expect(issuerOf({ sub, iss: 'https://spire.acme.example' })?.id).toBe('spiffe');
    expect(issuerOf({ sub, iss: 7 })).toBeUndefined();
  });
});
