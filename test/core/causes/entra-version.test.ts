import { expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { kit } from '../../support/kit.ts';

const TENANT = '3f2b1c9e-1111-4a22-9c33-abcdefabcdef';
const CLIENT = '5c0e2d2f-6a3b-4b07-9d55-0b7f0a1c2d3e';
const V1 = { iss: `https://sts.windows.net/${TENANT}/`, aud: 'api://orders', ver: '1.0', tid: TENANT };
const V2 = { iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, aud: CLIENT, ver: '2.0', tid: TENANT };

function judged(claims: object, audience?: string) {
  const token = kit.mint({ claims: { application_id: undefined, acl: undefined, ...claims, exp: kit.now + 600 } });
  const expected = audience === undefined ? undefined : { audiences: [audience] };
  return diagnose({ profile: 'jwt', now: kit.now, token, said: '401 Unauthorized', ...(expected && { expected }) });
}

test.each([
  ['2.0', V2, 'https://orders.contoso.com'],
  ['1.0', V1, CLIENT],
] as const)(
  'an id where a URI is expected, or the other way round, is told with its version: %s',
  (ver, claims, audience) => {
    const [finding] = judged(claims, audience).findings;
    expect(finding).toMatchObject({ cause: 'audience-not-expected', facts: { kind: 'other', version: ver } });
    expect(finding?.detail).toContain(`ver of the token is ${ver}`);
    expect(finding?.fix.steps.join(' ')).toContain('requestedAccessTokenVersion');
  },
);

test('a claim ver of another issuer, or audiences of one form, say nothing of a version', () => {
  const other = judged({ ...V1, iss: 'https://id.lamp.example/' }, CLIENT).findings[0];
  expect(other?.facts).toMatchObject({ version: null });
  expect(judged(V1, 'api://invoices').findings[0]?.facts).toMatchObject({ version: null });
});

test('with no word of what is expected the version is a reason for a candidate, and nothing is proved', () => {
  const { findings, candidates } = judged(V1);
  expect(findings.filter(({ certainty, severity }) => certainty === 'proved' && severity === 'fault')).toEqual([]);
  const issuer = candidates?.find(({ cause }) => cause === 'issuer-not-expected');
  expect(issuer?.because).toContain('ver of the token is 1.0');
});
