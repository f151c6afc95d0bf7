import { describe, expect, it } from 'vitest';
import type { Input } from '../../../src/core/evidence/input.ts';
import { chooseRules } from '../../../src/core/observe/choose-rules.ts';
import { kit } from '../../support/kit.ts';

const part = (members: object) => Buffer.from(JSON.stringify(members)).toString('base64url');
const tokenOf = (claims: object) => `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
const chosen = (input: Input) => {
  const { profile, chosenBy } = chooseRules(input);
  return `${profile.id} by ${chosenBy}`;
};
const sentTo = (host: string, token: string): Input => ({
  request: {
    fields: [
      ['Host', host],
      ['Authorization', `Bearer ${token}`],
    ],
  },
});

const VONAGE = tokenOf({ application_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7', iat: 1, jti: 'a' });
const OWN = tokenOf({ iss: 'https://id.lamp.example/', aud: 'orders', exp: 2 });

describe('the first that speaks decides', () => {
  it.each<[string, Input, string]>([
    ['a profile that is named', { profile: 'github', token: VONAGE }, 'github by user'],
    ['a registry that was asked', { ...kit.input(), profile: undefined as never }, 'vonage by registry'],
    ['the Host header', sentTo('api.nexmo.com', OWN), 'vonage by host'],
    ['an absolute target', { request: { target: 'https://api.github.com/app' }, token: OWN }, 'github by host'],
    ['the issuer', { token: tokenOf({ iss: 'https://acme.eu.auth0.com/', aud: 'x', scope: 'a' }) }, 'jwt by issuer'],
    ['the claims', { token: VONAGE }, 'vonage by claims'],
    ['nothing', { token: OWN }, 'jwt by default'],
    ['no token at all', {}, 'jwt by default'],
  ])('%s', (_, input, expected) => {
    const { profile, ...rest } = input;
    expect(chosen(profile === undefined ? rest : input)).toBe(expected);
  });
});

describe('nobody is taken for somebody else', () => {
  it.each<[string, Input, string]>([
    ['a host that only ends alike', sentTo('notnexmo.com', OWN), 'jwt by default'],
    [
      'an issuer that only looks alike',
      { token: tokenOf({ iss: 'https://acme.auth0.com.evil.example/' }) },
      'jwt by default',
    ],
    [
      'an issuer with more behind its host',
      { token: tokenOf({ iss: 'https://accounts.google.com.example' }) },
      'jwt by default',
    ],
    ['an access token sent to its own issuer', sentTo('acme.eu.auth0.com', OWN), 'jwt by default'],
    ['an issuer of a megabyte', { token: tokenOf({ iss: `https://${'a'.repeat(1e6)}.auth0.com/` }) }, 'jwt by default'],
  ])('%s', (_, input, expected) => {
    expect(chosen(input)).toBe(expected);
  });

  it('refuses the id of a profile that there is not', () => {
    expect(() => chooseRules({ profile: 'nobody' })).toThrow(/^profile: expected the id of a profile/);
  });
});
