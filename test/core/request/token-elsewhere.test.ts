import { expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { judgedElsewhere, requestInput } from '../../../src/core/observe/request-input.ts';
import type { RequestReading } from '../../../src/core/request/captures/reading.ts';
import { kit } from '../../support/kit.ts';

const token = kit.mint();
const reading = (
  fields: readonly (readonly [string, string])[],
  more: Partial<RequestReading> = {},
): RequestReading => ({
  form: 'http',
  line: 1,
  method: 'GET',
  target: '/me',
  fields: [['Host', 'api.acme.example'], ...fields],
  ...more,
});

test.each([
  ['the query parameter jwt', reading([], { target: `/room?x=1&jwt=${token}` })],
  ['the query parameter access_token', reading([], { target: `/rtc?access_token=${token}&v=2` })],
  ['the cookie session', reading([['Cookie', `theme=dark; session=${token}; a=b`]])],
  ['the header X-Goog-IAP-JWT-Assertion', reading([['X-Goog-IAP-JWT-Assertion', token]])],
  ['the header Sec-WebSocket-Protocol', reading([['Sec-WebSocket-Protocol', `graphql-ws, ${token}`]])],
  ['the member jwt of the body', reading([], { body: JSON.stringify({ role: 'app', jwt: token }) })],
  ['the member auth.jwt of the body', reading([], { body: JSON.stringify({ auth: { jwt: token } }) })],
  ['the member sessions.0.value of the body', reading([], { body: JSON.stringify({ sessions: [{ value: token }] }) })],
  ['the path', reading([], { target: `/verify/${token}?a=b` })],
  ['the member WebIdentityToken of the body', reading([], { body: `Action=A&WebIdentityToken=${token}` })],
])('a token in %s is judged', (place, request) => {
  expect(judgedElsewhere(request)).toEqual({ token, place });
  const report = diagnose({ now: kit.now + 86_400 * 365, ...requestInput(request) });
  expect(report.verdict).toBe('rejected');
  expect(report.findings.map(({ cause }) => cause)).not.toContain('authorization-missing');
});

test.each([
  [
    'an Authorization header',
    reading([
      ['authorization', `Bearer ${token}`],
      ['Cookie', `a=${token}`],
    ]),
    undefined,
  ],
  [
    'a host whose rules ask for that header',
    reading([], { fields: [['Host', 'api.nexmo.com']], target: `/v1/calls?jwt=${token}` }),
    undefined,
  ],
  ['rules that were asked for', reading([['Cookie', `a=${token}`]]), 'vonage'],
  ['no token at all', reading([['Cookie', 'a=b']]), undefined],
  ['the page that it came from', reading([['Referer', `https://a.example/?jwt=${token}`]]), undefined],
])('not with %s', (_, request, profile) => {
  expect(judgedElsewhere(request, profile)).toBeUndefined();
  expect(requestInput(request, profile).request?.fields).toEqual(request.fields);
});
