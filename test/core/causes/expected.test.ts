import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { kit } from '../../support/kit.ts';

const judged = (claims: { readonly [name: string]: unknown }, expected: Input['expected'], more: Partial<Input> = {}) =>
  diagnose({
    profile: 'jwt',
    now: kit.now,
    token: kit.mint({ claims: { application_id: undefined, jti: undefined, exp: kit.now + 600, ...claims } }),
    publicKey: kit.publicKey('active'),
    ...(expected && { expected }),
    ...more,
  });

describe('the issuer that is expected', () => {
  it.each<[string, string, string, string]>([
    ['slash', 'https://a.example', 'https://a.example/', 'verifier'],
    ['case', 'https://a.example/Realm', 'https://a.example/realm', 'verifier'],
    ['blank', ' https://a.example', 'https://a.example', 'verifier'],
    ['scheme', 'https://a.example/x', 'http://a.example/x', 'verifier'],
    ['scheme', 'a.example', 'https://a.example', 'verifier'],
    ['port', 'https://a.example:8443/x', 'https://a.example/x', 'verifier'],
    ['host', 'http://keycloak:8080/realms/a', 'http://localhost:8080/realms/a', 'verifier'],
    ['version', 'https://login.microsoftonline.com/t1/v2.0', 'https://sts.windows.net/t1/', 'verifier'],
    ['tenant', 'https://login.microsoftonline.com/t1/v2.0', 'https://login.microsoftonline.com/t2/v2.0', 'requester'],
    ['path', 'https://a.example/realms/a', 'https://a.example/realms/b', 'requester'],
    ['other', 'https://a.example/', 'https://b.example/x', 'requester'],
  ])('differs by its %s: %s, %s', (difference, expected, iss, party) => {
    const { findings, verdict, afterFix } = judged({ iss }, { issuers: [expected] });
    expect(findings[0]).toMatchObject({
      cause: 'issuer-not-expected',
      certainty: 'proved',
      party,
      facts: { difference },
    });
    expect(verdict).toBe('rejected');
    expect(afterFix?.verdict).toBe(party === 'verifier' ? 'accepted' : 'rejected');
  });

  it('is one of several, to the letter', () => {
    expect(judged({ iss: 'b' }, { issuers: ['a', 'b'] }).verdict).toBe('accepted');
    expect(judged({ iss: 'b ' }, { issuers: ['a', 'b'] }).verdict).toBe('rejected');
    expect(judged({ iss: ['b'] }, { issuers: ['b'] }).rootCause).not.toBeNull();
  });

  it('may be an address of a megabyte', () => {
    const long = `https://${'a'.repeat(1_000_000)}`;
    expect(judged({ iss: 'a' }, { issuers: [long] }).rootCause).toBe('issuer-not-expected');
  });
});

describe('the audience that is expected', () => {
  it.each<[string, { readonly [name: string]: unknown }, string]>([
    ['absent', {}, 'orders'],
    ['absent-by-design', { client_id: 'lamp' }, 'lamp'],
    ['spelling', { aud: 'https://api.example/' }, 'https://api.example'],
    ['application-uri', { aud: 'api://lamp' }, 'lamp'],
    ['application-uri', { aud: 'lamp' }, 'api://lamp'],
    ['client', { aud: 'page', azp: 'page' }, 'orders'],
    ['client', { aud: 'page', nonce: 'n' }, 'orders'],
    ['graph', { aud: '00000003-0000-0000-c000-000000000000' }, 'orders'],
    ['issuer-default', { iss: 'https://id.example/realms/a', aud: ['realm-management', 'account'] }, 'orders'],
    [
      'issuer-default',
      { iss: 'https://token.actions.githubusercontent.com', aud: 'https://github.com/lamp' },
      'sts.amazonaws.com',
    ],
    ['other', { aud: 'https://other.example' }, 'orders'],
  ])('%s', (kind, claims, expected) => {
    const { findings, verdict } = judged(claims, { audiences: [expected] });
    expect(findings[0]).toMatchObject({ cause: 'audience-not-expected', facts: { kind } });
    expect(verdict).toBe('rejected');
  });

  it('is one of those in the token', () => {
    expect(judged({ aud: ['a', 'orders'] }, { audiences: ['orders'] }).verdict).toBe('accepted');
    expect(judged({ aud: { orders: true } }, { audiences: ['orders'] }).verdict).toBe('rejected');
  });
});

describe('nothing is expected', () => {
  it('then nothing is wrong with a foreign issuer, and the key decides', () => {
    expect(judged({ iss: 'https://a.example', aud: 'b' }, undefined).verdict).toBe('accepted');
  });
});
