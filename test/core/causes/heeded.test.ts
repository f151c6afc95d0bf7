import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { es256, NOW } from '../../field/kit.ts';
import { kit } from '../../support/kit.ts';

const claims = { application_id: undefined, jti: undefined, iss: 'https://id.lamp.example/', exp: kit.now + 600 };
const token = kit.mint({ claims });
const judged = (more: Partial<Input>) => diagnose({ now: kit.now, ...more });
const causesOf = (more: Partial<Input>) => judged(more).findings.map(({ cause }) => cause);
const refused = (body: string, fields: readonly [string, string][] = []) => ({ status: 401, body, fields });

describe('what the server says about itself', () => {
  it('a scheme that its challenge asks for is no wrong scheme', () => {
    const authorization = `JWT ${token}`;
    const body = '{"detail":"Authentication credentials were not provided."}';
    expect(causesOf({ authorization, response: refused(body) })).toContain('scheme-not-bearer');
    for (const challenge of ['JWT realm="api"', 'jwt', 'Bearer']) {
      const causes = causesOf({ authorization, response: refused(body, [['WWW-Authenticate', challenge]]) });
      expect(causes.includes('scheme-not-bearer'), challenge).toBe(challenge === 'Bearer');
    }
  });

  it('the header is called lost only where the message is not known for something else', () => {
    const authorization = `Bearer ${token}`;
    const of = (message: string) => causesOf({ authorization, response: refused(JSON.stringify({ message })) });
    expect(of('JWT Token not found')).toContain('authorization-stripped-in-transit');
    expect(of('the token is missing here')).toContain('authorization-stripped-in-transit');
    expect(of('missing user key in JWT token')).not.toContain('authorization-stripped-in-transit');
  });
});

describe('what a token is', () => {
  it('an encrypted one is not called a JWS with an extension', () => {
    const header = Buffer.from('{"alg":"dir","enc":"A256GCM","iss":"https://lamp.eu.auth0.com/"}').toString(
      'base64url',
    );
    const report = judged({ token: `${header}..aXY.dGV4dA.dGFn` });
    expect(report.findings.map(({ cause }) => cause)).toEqual(['not-a-jwt']);
    expect(report.findings[0]?.title).toMatch(/^This is not a signed JWT: it is an encrypted token/);
  });

  it('an access token of the org server of Okta is verified by Okta alone', () => {
    const org = (iss: string, aud = iss) => kit.mint({ claims: { ...claims, iss, aud, cid: '0oa1', scp: ['openid'] } });
    const kinds = (text: string) => judged({ token: text }).findings.map(({ title }) => title);
    expect(kinds(org('https://lamp.okta.com')).join()).toMatch(/org authorization server of Okta/);
    expect(kinds(org('https://lamp.okta.com/oauth2/default')).join()).not.toMatch(/org authorization/);
    expect(kinds(org('https://lamp.okta.com.example')).join()).not.toMatch(/org authorization/);
    expect(kinds(org('https://lamp.okta.com', 'api://shop')).join()).not.toMatch(/org authorization/);
  });
});

describe('kid', () => {
  const apple = (kid: string, iss = '57246542-96fe-1a63-e053-0824d011072a') =>
    kit.mint({ header: { kid }, claims: { ...claims, iss, aud: 'appstoreconnect-v1' } });

  it.each(['"2X9R4HXF34"', "'2X9R4HXF34'", '“2X9R4HXF34”'])('%s: the quotation marks are named', (kid) => {
    const found = judged({ token: apple(kid), profile: 'app-store-connect' }).findings.find(
      ({ cause }) => cause === 'kid-unknown',
    );
    expect(found?.title).toMatch(/in quotation marks/);
    expect(found?.fix.steps.join()).toContain('2X9R4HXF34.');
  });

  it('quotes round something else say nothing of quotes', () => {
    const { findings } = judged({ token: apple('"no id"'), profile: 'app-store-connect' });
    expect(findings.find(({ cause }) => cause === 'kid-unknown')?.title).toMatch(/does not look like a key id/);
  });

  it('and iss that are in each other’s place are told so', () => {
    const swapped = judged({ token: apple('T34MID4711', 'K3YID08154'), profile: 'apns', keyId: 'K3YID08154' });
    const found = swapped.findings.find(({ cause }) => cause === 'kid-unknown');
    expect(found?.title).toMatch(/wrong order/);
    expect(found?.fix.steps.join()).toMatch(/kid to K3YID08154.*Team ID/);
  });
});

describe('candidates', () => {
  it('ids that look right are not ruled out as long as nobody knows them', () => {
    const answered = { status: 403, body: '{"reason":"InvalidProviderToken"}', fields: [] };
    const text = es256({ iss: 'T34MID4711', exp: undefined }, { kid: 'K3YID08154' });
    const { candidates } = diagnose({ now: NOW, token: text, profile: 'apns', response: answered });
    expect(candidates?.map(({ cause }) => cause)).toContain('kid-unknown');
  });

  it('a token that stands elsewhere than in the header: the server may not look there', () => {
    const request = { method: 'GET', target: `/ws?token=${token}` };
    const [first] = judged({ request, token, response: refused('') }).candidates ?? [];
    expect(first?.cause).toBe('authorization-missing');
    expect(first?.because).toMatch(/Authorization header alone/);
  });
});
