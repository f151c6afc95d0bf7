import { describe, expect, test } from 'vitest';
import { ISSUERS, issuerOf, kindOf } from '../../../src/core/claims/issuers/index.ts';
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
