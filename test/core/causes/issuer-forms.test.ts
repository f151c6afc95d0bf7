import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { kit } from '../../support/kit.ts';

const ENTRA = 'https://login.microsoftonline.com/6f0c1c9e-2f4c-4a39-9d3b-0a4a2f1f6d11/v2.0';
const claims = { application_id: undefined, jti: undefined, exp: kit.now + 600 };
const given = (more: object, header: object = {}) =>
  kit.mint({ claims: { ...claims, ...more }, header: { ...header } });

describe('an issuer that differs by design', () => {
  it.each([
    [ENTRA, 'https://login.microsoftonline.com/common/v2.0', /every tenant/, /tid/],
    [ENTRA, 'https://login.microsoftonline.com/{tenantid}/v2.0', /every tenant/, /tid/],
    ['https://sso.lamp.example/realms/a', 'https://sso.lamp.example/auth/realms/a', /same realm/, /relative-path/],
  ])('%s, and %s is expected', (iss, expected, title, step) => {
    const report = diagnose({ token: given({ iss }), expected: { issuers: [expected] }, profile: 'jwt', now: kit.now });
    expect(report.findings[0]).toMatchObject({ cause: 'issuer-not-expected', certainty: 'proved', party: 'verifier' });
    expect(report.findings[0]?.title).toMatch(title);
    expect(report.findings[0]?.fix.steps.join(' ')).toMatch(step);
    expect(report.afterFix?.remaining).toEqual([]);
  });
});

describe('tokens that say what they are', () => {
  it.each([
    ['a DPoP proof', { htm: 'GET', htu: 'https://api.lamp.example/' }, { typ: 'dpop+jwt' }, 'proved'],
    ['a refresh token of Keycloak', { iss: 'https://sso.lamp.example/realms/a', typ: 'Refresh' }, {}, 'proved'],
    // Anybody may name a claim so.
    ['a refresh token of somebody', { iss: 'orders', token_type: 'refresh' }, {}, 'likely'],
    ['a logout token', {}, { typ: 'logout+jwt' }, 'likely'],
  ])('%s', (_name, more, header, certainty) => {
    const [root] = diagnose({ token: given(more, header), now: kit.now }).findings;
    expect(root).toMatchObject({ cause: 'token-of-other-kind', certainty, party: 'requester' });
  });
});
