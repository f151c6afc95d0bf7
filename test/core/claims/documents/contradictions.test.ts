import { describe, expect, test } from 'vitest';
import { contradictionsIn } from '../../../../src/core/claims/documents/contradictions.ts';
import type { ProfileDocument } from '../../../../src/core/claims/documents/document.ts';

const BASE: ProfileDocument = { id: 'lamp', algorithms: ['RS256'], required: ['iat', 'exp'] };
const faultsOf = (change: Partial<ProfileDocument>) => contradictionsIn({ ...BASE, ...change });

describe('members that suit each other', () => {
  test.each<Partial<ProfileDocument>>([
    {},
    { required: ['iat'] },
    { lifetimeSeconds: 60 },
    { lifetimeSeconds: 60, defaultLifetimeSeconds: 30, required: ['iat'] },
    { defaultLifetimeSeconds: 30, required: ['iat'] },
    { types: { iss: 'uuid', sub: 'text-or-number', aud: 'text', exp: 'time', nbf: 'time', iat: 'time', jti: 'uuid' } },
    { types: { iss: 'text', sub: 'text', aud: 'text-or-list', jti: 'text', plan: 'any' } },
    { values: { plan: ['a'] } },
    { values: { plan: ['a'] }, types: { plan: 'text' } },
    { values: { toString: ['a'] } },
    { values: { sub: ['a'] } },
    { keys: { from: 'registry' } },
    { keys: { from: 'jwks', url: 'https://lamp.example/jwks' } },
    { keys: { from: 'secret' }, algorithms: ['HS256'] },
    { keys: { from: 'secret' }, algorithms: ['RS256', 'HS256'] },
    { keys: { from: 'registry' }, algorithms: ['HS256', 'RS256'] },
    { algorithms: ['HS256'] },
  ])('%j', (change) => {
    expect(faultsOf(change)).toEqual([]);
  });
});

describe('members that contradict each other', () => {
  test.each<[change: Partial<ProfileDocument>, pointer: string, received: string, fix: string]>([
    [{ id: 'vonage' }, '/id', 'vonage, a built-in profile', 'Choose another id, such as my-vonage.'],
    [
      { lifetimeSeconds: 60, required: ['iat'] },
      '/lifetimeSeconds',
      'a profile in which exp may be absent',
      'Add exp to required, or give defaultLifetimeSeconds.',
    ],
    [
      { defaultLifetimeSeconds: 30 },
      '/defaultLifetimeSeconds',
      'a profile that requires exp',
      'Add iat to required, and leave exp out of it.',
    ],
    [
      { defaultLifetimeSeconds: 30, required: [] },
      '/defaultLifetimeSeconds',
      'a profile in which iat may be absent',
      'Add iat to required, and leave exp out of it.',
    ],
    [{ types: { exp: 'text' } }, '/types/exp', 'text', 'Write time, or leave it out: RFC 7519 gives exp its type.'],
    [{ types: { jti: 'any' } }, '/types/jti', 'any', 'Write text, or leave it out: RFC 7519 gives jti its type.'],
    [{ values: { iss: ['a'] } }, '/values/iss', 'iss', 'Use issuers instead.'],
    [{ values: { aud: ['a'] } }, '/values/aud', 'aud', 'Use audiences instead.'],
    [
      { values: { exp: ['1'] }, types: { exp: 'time' } },
      '/values/exp',
      'time',
      'Leave values out, or set the type of the claim to text.',
    ],
    [
      { values: { seats: ['1'] }, types: { seats: 'number' } },
      '/values/seats',
      'number',
      'Leave values out, or set the type of the claim to text.',
    ],
    [{ keys: { from: 'jwks' } }, '/keys/url', 'nothing', 'Add url.'],
    [
      { keys: { from: 'registry', url: 'https://lamp.example/jwks' } },
      '/keys/url',
      '"from": "registry"',
      'Remove url, or write "from": "jwks".',
    ],
    [{ keys: { from: 'secret' } }, '/keys/from', 'secret', 'Write "from": "registry" or "jwks".'],
    [{ keys: { from: 'registry' }, algorithms: ['HS256'] }, '/keys/from', 'registry', 'Write "from": "secret".'],
  ])('%j', (change, pointer, received, fix) => {
    expect(faultsOf(change)).toEqual([{ pointer, expected: expect.any(String), received, fix }]);
  });

  test('say what they would have to be', () => {
    const expectedIn = (change: Partial<ProfileDocument>) => faultsOf(change).map(({ expected }) => expected);
    expect(expectedIn({ types: { sub: 'time', exp: 'any' } })).toEqual(['text or uuid or text-or-number', 'time']);
    expect(expectedIn({ keys: { from: 'jwks' } })).toEqual(['the URL of the key set']);
    expect(expectedIn({ keys: { from: 'secret', url: 'https://a.example' }, algorithms: ['HS256'] })).toEqual([
      'a URL only where the keys are from jwks',
    ]);
    expect(expectedIn({ keys: { from: 'secret' }, algorithms: ['ES256', 'RS256'] })).toEqual(['the keys of ES256']);
  });

  test('are all told at once', () => {
    const change = { id: 'github', types: { exp: 'text' }, keys: { from: 'jwks' } } as const;
    expect(faultsOf(change).map(({ pointer }) => pointer)).toEqual(['/id', '/types/exp', '/keys/url']);
  });
});
