import { describe, expect, it, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { renderReport } from '../../../src/core/prose/report.ts';
import { kit } from '../../support/kit.ts';
import { inputFor } from '../claims/tokens.ts';

const { now } = kit;

/** Case V51: milliseconds and seconds added up, and an acl that does not cover the path. */
const twoFaults = kit.input({
  token: kit.mint({ claims: { exp: (now - 10) * 1000 + 21_600 + 149, acl: { paths: { '/*/users/**': {} } } } }),
});

function faults(input: Input): string[] {
  return diagnose(input)
    .findings.filter(({ severity }) => severity === 'fault')
    .map(({ cause }) => cause);
}

describe('of several faults', () => {
  it('without an answer, precedence decides', () => {
    expect(faults(twoFaults)[0]).toBe('time-units-mixed');
    expect(faults(twoFaults)).toContain('path-not-in-acl');
  });

  it('the one of the observed status comes first, and the other stays', () => {
    for (const [status, root] of [[403, 'path-not-in-acl'] as const, [401, 'time-units-mixed'] as const]) {
      const found = faults({ ...twoFaults, response: { status } });
      expect(found[0]).toBe(root);
      expect(new Set(found)).toEqual(new Set(faults(twoFaults)));
    }
  });

  it('a status that is given for everything moves nothing', () => {
    for (const status of [400, 404, 500])
      expect(faults({ ...twoFaults, response: { status } }).slice(0, 2)).toEqual(faults(twoFaults).slice(0, 2));
  });

  it('the one that the text is known for comes first', () => {
    const input = inputFor('github', { alg: 'RS256' }, { iat: now + 200, exp: now + 1200 });
    const stranger = { ...input, publicKey: kit.publicKey('stranger') };
    expect(faults(stranger)[0]).toBe('signed-by-unknown-key');
    const body = '{"message":"\'Issued at\' claim (\'iat\') must be an Integer representing the time"}';
    const report = diagnose({ ...stranger, response: { status: 401, body } });
    // The text speaks of a type; the type is right, and the clock is not.
    expect(report.rootCause).toBe('clock-ahead');
    expect(report.observed).toMatchObject({ status: 401, agrees: true });
    expect(report.findings.map(({ cause }) => cause)).not.toContain('claim-type-wrong');
  });

  it('what explains the one that is named comes with it', () => {
    const response = { status: 401, body: '{"title":"invalid-signature"}' };
    const input = kit.input({ token: kit.mint({ key: 'draft', claims: { jti: undefined } }), response });
    const found = faults(input);
    expect(found.slice(0, 2)).toEqual(['key-pair-not-saved', 'signed-by-unknown-key']);
    expect(found).toContain('claim-missing');
  });
});

describe('the text of a server', () => {
  it('is not believed where the proof says otherwise', () => {
    const report = diagnose({
      ...inputFor('google', {}, { exp: now + 7200 }),
      response: { status: 400, body: '{"error":"invalid_grant","error_description":"Invalid JWT Signature."}' },
    });
    expect(report.rootCause).toBe('lifetime-too-long');
    expect(report.observed).toMatchObject({ message: 'Invalid JWT Signature', agrees: false });
    expect(renderReport(report)).toMatch(/None\s+of\s+them\s+is\s+proved\s+here/);
  });

  it('makes a cause possible where nothing else is wrong, and never more', () => {
    const body = '{"error":"invalid_grant","error_description":"Invalid JWT Signature."}';
    const report = diagnose({ ...inputFor('google'), response: { status: 400, body } });
    expect(report.findings.map(({ cause, certainty }) => [cause, certainty])).toEqual([
      ['grant-type-wrong', 'possible'],
    ]);
    expect(report.verdict).toBe('cannot-tell');
  });

  it('is never repeated: of the answer, only the known text is in the report', () => {
    const body = `Unauthorized ${'secret-of-the-server'}`;
    expect(JSON.stringify(diagnose(kit.input({ response: { status: 401, body } })))).not.toContain(
      'secret-of-the-server',
    );
  });

  it('keeps a token in which nothing is wrong from being called accepted', () => {
    const report = diagnose(kit.input({ response: { status: 401 } }));
    expect(report).toMatchObject({ verdict: 'cannot-tell', rootCause: null });
    expect(renderReport(report)).toMatch(/^Cannot tell: the server answered 401, and \d+ checks/);
    expect(diagnose(kit.input({ response: { status: 404 } })).verdict).toBe('accepted');
  });

  it('makes a fault of what only the leeway lets pass', () => {
    const late = (body?: string) =>
      diagnose({
        ...inputFor('app-store-connect', {}, { iat: now - 1000, exp: now - 10 }),
        ...(body !== undefined && { response: { status: 401, body } }),
      });
    expect(late().findings[0]).toMatchObject({ cause: 'token-expired', severity: 'risk' });
    expect(late('{"code":"NOT_AUTHORIZED"}')).toMatchObject({
      verdict: 'rejected',
      rootCause: 'token-expired',
      findings: [{ cause: 'token-expired', severity: 'fault', certainty: 'likely' }],
      afterFix: { verdict: 'accepted', remaining: [] },
    });
    // A fault that is proved needs no help.
    expect(late('{"message":"no known text"}').findings[0]?.severity).toBe('risk');
  });

  it('leaves nothing merely possible beside a fault that accounts for it, and is answered once that is mended', () => {
    const input = inputFor('app-store-connect', {}, { exp: now + 3600 });
    const report = diagnose({ ...input, response: { status: 401, body: 'NOT_AUTHORIZED' } });
    expect(report.findings.map(({ cause }) => cause)).toEqual(['lifetime-too-long']);
    expect(report.afterFix).toEqual({ verdict: 'accepted', remaining: [] });
  });

  it('of an answer that accepted says nothing', () => {
    const report = diagnose(kit.input({ response: { status: 200, body: 'Unauthorized, jwt-revoked' } }));
    expect(report).toMatchObject({ verdict: 'accepted', findings: [] });
    expect(report.observed).toBeUndefined();
  });
});

test.each<[name: string, input: Input, root: string, certainty: string]>([
  ['consent', answered('salesforce', 400, "user hasn't approved this consumer"), 'consent-missing', 'possible'],
  ['consent, alone', answered('jwt', 400, 'consent_required'), 'consent-missing', 'likely'],
  ['too many updates', answered('apns', 429, 'TooManyProviderTokenUpdates'), 'token-refreshed-too-often', 'likely'],
  ['another environment', answered('apns', 403, 'BadEnvironmentKeyInToken'), 'wrong-host-or-region', 'likely'],
  ['an unknown user', answered('vonage', 401, 'user:error:invalid-user'), 'subject-invalid', 'possible'],
  ['revoked', answered('vonage', 401, 'jwt-revoked'), 'token-revoked', 'likely'],
  ['a server error', answered('vonage', 503, 'try later'), 'provider-transient-fault', 'likely'],
  ['a metascope', answered('jwt', 400, 'not a subset of the metascopes'), 'scope-not-granted', 'likely'],
])('%s, told by the answer alone', (_, input, root, certainty) => {
  const report = diagnose(input);
  expect(report.findings[0]).toMatchObject({ cause: root, certainty });
});

function answered(profile: string, status: number, body: string): Input {
  return { ...(profile === 'vonage' ? kit.input() : inputFor(profile)), response: { status, body } };
}
