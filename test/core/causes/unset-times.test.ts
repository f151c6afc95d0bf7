import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { kit } from '../../support/kit.ts';

type Members = { readonly [name: string]: unknown };

const NO_VONAGE = { application_id: undefined, jti: undefined };
const judged = (claims: Members, more: Partial<Input>) =>
  diagnose({ now: kit.now, publicKey: kit.publicKey('active'), token: kit.mint({ claims }), ...more });

describe('a time that was not set', () => {
  it.each([0, -5])('iat %d is named, and rejected where a lifetime is counted from it', (iat) => {
    const { findings, verdict } = judged({ iat, exp: kit.now + 300 }, { profile: 'vonage' });
    expect(findings[0]).toMatchObject({ cause: 'claim-type-wrong', severity: 'fault', certainty: 'proved' });
    expect(findings[0]?.title).toContain('1970');
    expect(verdict).toBe('rejected');
  });

  it.each([0, -5])('iat %d is a risk where nothing is counted from it', (iat) => {
    const { findings, verdict } = judged({ ...NO_VONAGE, iat, exp: kit.now + 300 }, { profile: 'jwt' });
    expect(findings).toMatchObject([{ cause: 'claim-type-wrong', severity: 'risk' }]);
    expect(verdict).toBe('accepted');
  });

  it('nbf of 0 is always, as Keycloak writes it', () => {
    expect(judged({ ...NO_VONAGE, nbf: 0, exp: kit.now + 300 }, { profile: 'jwt' }).findings).toEqual([]);
  });
});

describe('the id of the application', () => {
  const expected = { application: kit.applicationId };

  it.each(['sub', 'iss', 'client_id'])('is found in %s, where it is known', (name) => {
    const claims = { application_id: undefined, [name]: kit.applicationId };
    const { findings, afterFix } = judged(claims, { profile: 'vonage', expected });
    expect(findings[0]).toMatchObject({
      cause: 'claim-misnamed',
      certainty: 'proved',
      facts: { claims: [{ expected: 'application_id', found: name }] },
    });
    expect(afterFix?.verdict).toBe('accepted');
  });

  it('is likely what a UUID in iss is, and not what one in sub is', () => {
    const missing = { application_id: undefined };
    expect(judged({ ...missing, iss: kit.applicationId }, { profile: 'vonage' }).findings[0]).toMatchObject({
      cause: 'claim-misnamed',
      certainty: 'likely',
    });
    expect(judged({ ...missing, sub: kit.applicationId }, { profile: 'vonage' }).rootCause).toBe('claim-missing');
  });

  it('is expected without a registry', () => {
    expect(judged({}, { profile: 'vonage', expected }).verdict).toBe('accepted');
    const other = judged({ application_id: kit.otherApplicationId }, { profile: 'vonage', expected });
    expect(other.findings[0]).toMatchObject({
      cause: 'identity-claim-mistaken',
      facts: { looksLike: 'other-application', meant: kit.applicationId },
    });
    expect(other.verdict).toBe('rejected');
  });
});
