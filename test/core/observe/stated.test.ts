import { expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { kit } from '../../support/kit.ts';

const claims = { application_id: undefined, iss: 'https://id.lamp.example/', aud: 'orders', exp: kit.now + 600 };
const token = kit.mint({ claims });

const judged = (said: string, more: object = {}) => diagnose({ token, said, now: kit.now, ...more });

it.each([
  ['jwt issuer invalid. expected: https://id.lamp.example', 'issuer-not-expected', 'likely'],
  [
    'JsonWebTokenError: jwt issuer invalid. expected: https://id.lamp.example\n at verify (/app/x.js)',
    'issuer-not-expected',
    'likely',
  ],
  [
    'Invalid issuer. Expected https://id.lamp.example, received https://id.lamp.example/',
    'issuer-not-expected',
    'proved',
  ],
  ['jwt audience invalid. expected: invoices or api://invoices', 'audience-not-expected', 'likely'],
  ['Invalid audience. Expected invoices, received orders', 'audience-not-expected', 'proved'],
  // The message is of another token: what it says of this one is a guess.
  ['Invalid audience. Expected invoices, received parcels', 'audience-not-expected', 'likely'],
  [
    "IDX10214: Audience validation failed. Audiences: 'orders'. Did not match: validationParameters.ValidAudience: 'api://orders'",
    'audience-not-expected',
    'proved',
  ],
])('%j leads to %s, %s', (said, cause, certainty) => {
  const report = judged(said);
  expect(report).toMatchObject({ verdict: 'rejected', rootCause: cause });
  expect(report.findings[0]).toMatchObject({ certainty, facts: { statedBy: expect.any(String) } });
});

it('is heard in an answer as well', () => {
  const body = JSON.stringify({ error: 'jwt issuer invalid. expected: https://id.lamp.example' });
  const publicKey = kit.publicKey('active');
  const report = diagnose({ token, publicKey, now: kit.now, response: { status: 401, body } });
  expect(report.rootCause).toBe('issuer-not-expected');
  expect(report.afterFix).toMatchObject({ verdict: 'accepted' });
});

it('comes after what a person hands over', () => {
  const report = judged('jwt issuer invalid. expected: https://id.lamp.example', {
    expected: { issuers: [claims.iss] },
  });
  expect(report.findings.map(({ cause }) => cause)).not.toContain('issuer-not-expected');
});

it.each([
  "IDX10205: Issuer validation failed. Issuer: '[PII is hidden]'. Did not match: validationParameters.ValidIssuer: '[PII is hidden]'",
  'jwt audience invalid. expected: /^urn:.*$/',
  'jwt issuer invalid. expected: ',
])('%j states no value', (said) => {
  expect(JSON.stringify(judged(said).findings)).not.toContain('statedBy');
});
