import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { kit } from '../../support/kit.ts';

type Members = { readonly [name: string]: unknown };

function judged(claims: Members, status: number | undefined, header: Members = {}) {
  const own = { application_id: undefined, jti: undefined, iss: 'https://id.lamp.example/', aud: 'web', sub: 'u1' };
  const token = kit.mint({ claims: { ...own, exp: kit.now + 600, ...claims }, header });
  const response = status === undefined ? {} : { response: { status, body: 'no' } };
  return diagnose({ now: kit.now, token, publicKey: kit.publicKey('active'), profile: 'jwt', ...response });
}

const named = (report: ReturnType<typeof judged>) =>
  report.findings.find(({ cause, facts }) => cause === 'token-of-other-kind' && facts['kind'] === 'id-token-at-api');

describe('an ID token at an API that says no more than no', () => {
  it.each<[string, Members]>([
    ['nonce', { nonce: 'n-0S6_WzA2Mj' }],
    ['at_hash', { at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q' }],
    ['c_hash', { c_hash: 'LDktKdoQak3Pk0cnXxCltA' }],
    ['typ ID of Keycloak', { typ: 'ID' }],
    ['token_use of Cognito', { token_use: 'id' }],
  ])('%s: possible, and not proved', (_, claims) => {
    const finding = named(judged(claims, 401));
    expect(finding).toMatchObject({ certainty: 'possible', party: 'requester' });
    expect(finding?.fix.steps[0]).toContain('access_token');
  });

  it.each<[string, Members, number | undefined, Members]>([
    ['nobody refused it', { nonce: 'n' }, undefined, {}],
    ['it is an access token by its typ', { nonce: 'n' }, 401, { typ: 'at+jwt' }],
    ['it is an access token of Cognito', { nonce: 'n', token_use: 'access' }, 401, {}],
    ['it has scopes of an API', { nonce: 'n', scp: 'orders.read' }, 401, {}],
    ['it has nothing of an ID token', { azp: 'web' }, 401, {}],
  ])('none where %s', (_, claims, status, header) => {
    expect(named(judged(claims, status, header))).toBeUndefined();
  });
});
