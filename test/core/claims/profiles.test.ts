import { describe, expect, test } from 'vitest';
import { PROFILES, profileById, recogniseProfile } from '../../../src/core/claims/profiles/index.ts';

test('the first profile is Vonage', () => {
  expect(PROFILES[0]?.id).toBe('vonage');
  expect(profileById('vonage')?.lifetime).toMatchObject({ defaultSeconds: 900, maximumSeconds: 86_400 });
  expect(profileById('nobody')).toBeUndefined();
});

test.each(PROFILES.map((profile) => [profile.id, profile] as const))('%s is consistent', (_, profile) => {
  const names = profile.claims.map((rule) => rule.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain(profile.identityClaim);
  const mistaken = profile.claims.flatMap((rule) => rule.misnamedAs ?? []);
  expect(new Set(mistaken).size).toBe(mistaken.length);
  expect(mistaken.filter((name) => names.includes(name))).toEqual([]);
  expect(profile.source).toMatch(/^https:\/\//);
  expect(profile.claims.map((rule) => rule.means).filter((words) => !words.endsWith('.'))).toEqual([]);
});

describe('recogniseProfile', () => {
  test.each([
    ['api.nexmo.com', 'vonage'],
    ['API.Nexmo.com:443', 'vonage'],
    ['video.api.vonage.com.', 'vonage'],
    ['api.github.com', 'github'],
    ['evilnexmo.com', undefined],
    ['nexmo.com.evil.example', undefined],
    ['localhost', undefined],
  ])('host %s: %s', (host, id) => {
    expect(recogniseProfile(host, undefined)?.id).toBe(id);
  });

  test.each([
    [{ application_id: 'a' }, 'vonage'],
    [{ iss: '1', iat: 1, exp: 2 }, 'github'],
    [{ iss: '1', iat: 1, exp: 2, aud: 'x' }, undefined],
    [{}, undefined],
  ])('claims %j: %s', (claims, id) => {
    expect(recogniseProfile(undefined, claims)?.id).toBe(id);
    expect(recogniseProfile('localhost', claims)?.id).toBe(id);
  });
});
