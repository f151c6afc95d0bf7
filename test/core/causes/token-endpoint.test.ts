import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { kit } from '../../support/kit.ts';

const FORM = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
const BASIC = ['Authorization', `Basic ${Buffer.from('web:a secret').toString('base64')}`] as const;
const HOST = ['Host', 'sso.lamp.example'] as const;
const REFUSED = { status: 400, body: '{"error":"invalid_grant"}' };
const proved = (input: Input) =>
  diagnose(input)
    .findings.filter(({ certainty }) => certainty === 'proved')
    .map(({ cause }) => cause);

describe('a request to a token endpoint', () => {
  it.each([
    ['grant_type=refresh_token&refresh_token=abc', [HOST, FORM]],
    ['{"grant_type":"client_credentials","client_id":"web"}', [HOST]],
    ['grant_type=client_credentials', [HOST, FORM, BASIC]],
  ])('%s: needs no bearer token', (body, fields) => {
    const input = { request: { method: 'POST', target: '/token', fields, body }, response: REFUSED, now: kit.now };
    expect(proved(input)).toEqual([]);
    expect(diagnose(input).candidates).not.toEqual([]);
  });

  it('with its form in the query needs none either', () => {
    const target = '/token?grant_type=refresh_token&client_id=web&refresh_token=abc';
    expect(proved({ request: { method: 'POST', target, fields: [HOST] }, response: REFUSED, now: kit.now })).toEqual(
      [],
    );
  });

  it('is none without grant_type', () => {
    const input = { request: { method: 'POST', target: '/token', fields: [HOST, FORM], body: 'a=1' }, now: kit.now };
    expect(proved(input)).toEqual(['authorization-missing']);
  });
});

describe('Basic credentials', () => {
  const request = { method: 'GET', target: '/lamps', fields: [HOST, BASIC] };
  const first = (more: Partial<Input>) => diagnose({ request, now: kit.now, ...more }).findings[0];

  it('are likely the fault where nobody says what the API takes, and no command mints a token for it', () => {
    expect(first({})).toMatchObject({ cause: 'basic-credentials-on-jwt-endpoint', certainty: 'likely' });
    expect(first({})?.fix.command).toBeNull();
  });

  it('are it, where the answer asks for Bearer or the rules are given', () => {
    const fields = [['WWW-Authenticate', 'Bearer realm="lamps"']] as const;
    expect(first({ response: { status: 401, fields } })?.certainty).toBe('proved');
    expect(first({ profile: 'jwt' })?.certainty).toBe('proved');
    expect(first({ profile: 'vonage' })?.fix.command).toMatch(/^mintmark mint/);
  });
});
