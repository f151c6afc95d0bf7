import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { HeaderField } from '../../../src/core/request/field.ts';
import { kit } from '../../support/kit.ts';

const token = kit.mint();
const basic = `Basic ${Buffer.from('abcd1234:anExampleSecret1').toString('base64')}`;

const rootOf = (authorization: string) => diagnose(kit.input({ authorization })).rootCause;
const diagnoseFields = (fields: readonly HeaderField[], target = '/v1/calls') =>
  diagnose(kit.input({ request: { target, fields: [['Host', 'api.nexmo.com'], ...fields] } }));

describe('one value of the Authorization header', () => {
  it.each([
    ['Bearer', `Bearer ${token}`],
    ['any case', `bEARER ${token}`],
    ['two spaces', `Bearer  ${token}`],
  ])('is accepted: %s', (_name, value) => {
    expect(diagnose(kit.input({ authorization: value })).verdict).toBe('accepted');
  });

  it.each([
    ['authorization-missing', ''],
    ['bearer-scheme-malformed', token],
    ['bearer-scheme-malformed', `Bearer${token}`],
    ['bearer-scheme-malformed', `Bearer Bearer ${token}`],
    ['bearer-scheme-malformed', `Bearer: ${token}`],
    ['bearer-scheme-malformed', `Authorization: Bearer ${token}`],
    ['bearer-scheme-malformed', 'Bearer'],
    ['bearer-scheme-malformed', `Bearer "${token}"`],
    ['bearer-scheme-malformed', `"Bearer ${token}"`],
    ['scheme-not-bearer', `JWT ${token}`],
    ['scheme-not-bearer', `token ${token}`],
    ['scheme-not-bearer', `Bearrer ${token}`],
    ['basic-credentials-on-jwt-endpoint', basic],
    ['basic-credentials-on-jwt-endpoint', `Basic ${token}`],
    ['multiple-credentials', `Bearer ${token}, ${basic}`],
    ['credentials-contain-whitespace', `Bearer\t${token}`],
    ['credentials-contain-whitespace', `Bearer\u00a0${token}`],
    ['credentials-contain-whitespace', `Bearer ${token.slice(0, 60)}\n${token.slice(60)}`],
    ['credentials-contain-whitespace', `\ufeffBearer ${token}`],
    ['not-a-jwt', 'Bearer $(vonage jwt create --app-id=1)'],
    ['not-a-jwt', 'Bearer undefined'],
    ['not-a-jwt', 'Bearer <your token>'],
  ])('%s: %s', (cause, value) => {
    expect(rootOf(value)).toBe(cause);
  });

  it('is mended to what is accepted, where a good token stands in it', () => {
    for (const value of [
      token,
      `Bearer${token}`,
      `"Bearer ${token}"`,
      `Bearer "${token}"`,
      `JWT ${token}`,
      `Basic ${token}`,
    ])
      expect(diagnose(kit.input({ authorization: value })).afterFix, value).toEqual({
        verdict: 'accepted',
        remaining: [],
      });
  });

  it('tells where the blank stands, and which one it is', () => {
    const facts = (authorization: string) => diagnose(kit.input({ authorization })).findings[0]?.facts;
    expect(facts(`Bearer\t${token}`)).toEqual({ character: 'a tab', offset: 6, where: 'between scheme and token' });
    expect(facts(`Bearer ${token}\u200b`)).toMatchObject({ character: 'a zero-width space', where: 'after the token' });
    expect(facts(`Bearer ${token.slice(0, 20)} ${token.slice(20)}`)).toMatchObject({
      character: 'a space',
      offset: 27,
    });
    expect(facts(` Bearer ${token}`)).toMatchObject({ character: 'a space', offset: 0, where: 'before the scheme' });
  });

  it('never tells a word that may be a secret', () => {
    for (const value of ['s3cr3tKey anything', basic, 's3cr3tKey', 'Bearer s3cr3tKey', 'Bearer s3cr3tKey and more'])
      expect(JSON.stringify(diagnose(kit.input({ authorization: value })))).not.toMatch(/s3cr3t|anExampleSecret/);
  });
});

describe('the lines of a request', () => {
  const bearer = ['Authorization', `Bearer ${token}`] as const;

  it('names other places where credentials were sent', () => {
    const report = diagnoseFields([['X-Authorization', `Bearer ${token}`]], `/v1/calls?access_token=${token}`);
    expect(report.rootCause).toBe('authorization-missing');
    expect(report.findings[0]?.facts).toEqual({ empty: false, elsewhere: ['x-authorization', 'query:access_token'] });
    expect(report.findings[0]?.detail).toContain('the query parameter access_token');
  });

  it.each([
    ['two Authorization lines', [bearer, ['authorization', basic]], '/v1/calls'],
    ['the same line twice', [bearer, bearer], '/v1/calls'],
    ['key and secret in the query', [bearer], '/v1/calls?api_key=abcd1234&api_secret=anExampleSecret1'],
  ] as [string, HeaderField[], string][])('are rejected and mended: %s', (_name, fields, target) => {
    const report = diagnoseFields(fields, target);
    expect(report.rootCause).toBe('multiple-credentials');
    expect(report.afterFix).toEqual({ verdict: 'accepted', remaining: [] });
  });

  it.each([
    ['a cookie of a session', [bearer, ['Cookie', `session=${token}`]], '/v1/calls'],
    ['credentials for a proxy', [bearer, ['Proxy-Authorization', basic]], '/v1/calls'],
    ['an API key of another kind', [bearer, ['X-Api-Key', 'abcd1234']], '/v1/calls'],
    ['a query parameter of that name', [bearer], '/v1/calls?token=next-page'],
  ] as [string, HeaderField[], string][])('may hold %s beside the token', (_name, fields, target) => {
    expect(diagnoseFields(fields, target).verdict).toBe('accepted');
  });

  it('leaves it open whether Basic is right where it is taken', () => {
    const input = { method: 'POST', target: '/v1/messages', fields: [['Authorization', basic]] as const };
    expect(diagnose(kit.input({ request: input })).verdict).toBe('cannot-tell');
    expect(diagnose(kit.input({ request: { ...input, target: '/v1/messagesx' } })).verdict).toBe('rejected');
  });
});

describe('a field that is lost on the road', () => {
  const answer = (body: string, status = 401) => diagnose(kit.input({ response: { status, body } })).findings[0];

  it.each([
    ["Request header 'Authorization' missing", 'likely'],
    ['Missing Authorization header', 'likely'],
    ['JWT Token not found', 'possible'],
    ['No token provided', 'possible'],
  ])('%s: %s', (body, certainty) => {
    expect(answer(body)).toMatchObject({ cause: 'authorization-stripped-in-transit', certainty });
  });

  it.each(['You did not provide a valid token.', 'Unauthorized', '', 'The token expired, no retry'])(
    'not: %s',
    (body) => {
      expect(answer(body)).toBeUndefined();
    },
  );

  it('is not blamed for a value that is malformed', () => {
    const input = kit.input({ authorization: `Bearer${token}`, response: { status: 401, body: 'No token provided' } });
    expect(diagnose(input).findings.map((finding) => finding.cause)).toEqual(['bearer-scheme-malformed']);
  });
});

describe('the path', () => {
  it.each([
    '/v1/things/../../v2/secret',
    '/v1/..%2f..%2fv2/secret',
    '/v1/%2e%2e/v2/secret',
    '/v1/..;/v2/secret',
    '/v1/%252e%252e/v2',
    '//v2/secret',
    '/v2%2fsecret',
    '/v2/secret;x=1',
    '/v2/secret%00',
    '/v2/secret#/v1',
    '/v1\\..\\v2',
    'http://elsewhere.example/v1',
    '*',
  ])('is refused: %s', (target) => {
    const report = diagnose(kit.input({ request: { target } }));
    expect(report.rootCause).toBe('path-ambiguous');
    expect(report.findings[0]?.title).toMatch(/^The path can be read in two ways: it has /);
  });

  it.each(['/v1/calls', '/v1/calls/', '/v1/calls?to=../x', '/v1/users/a%20b', '/v1/caf%C3%A9', '/'])(
    'is taken: %s',
    (target) => {
      expect(diagnose(kit.input({ request: { target } })).verdict).toBe('accepted');
    },
  );
});

it.each(['JWT', 'Token'])('whether %s is wrong, rules have to say', (scheme) => {
  const certaintyBy = (profile?: string) =>
    diagnose({ now: kit.now, authorization: `${scheme} ${token}`, ...(profile && { profile }) }).findings.find(
      ({ cause }) => cause === 'scheme-not-bearer',
    )?.certainty;
  expect([certaintyBy('vonage'), certaintyBy('jwt')]).toEqual(['proved', 'proved']);
  const own = Buffer.from(JSON.stringify({ sub: 'u' })).toString('base64url');
  const report = diagnose({ now: kit.now, authorization: `${scheme} ${token.split('.')[0]}.${own}.c2ln` });
  expect(report.findings[0]).toMatchObject({ cause: 'scheme-not-bearer', certainty: 'likely' });
});
