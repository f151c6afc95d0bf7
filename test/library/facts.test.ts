import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  type CauseId,
  diagnose,
  type FactsOf,
  mint,
  type Report,
  type ReportFinding,
  type verify,
} from '../../src/jwt.ts';
import { kit } from '../support/kit.ts';

const { privateKey: PRIVATE_KEY } = generateKeyPairSync('rsa', { modulusLength: 2048 });

type Verified = ReturnType<typeof verify>;

test('the cause of a finding tells which facts it has, and of which type', () => {
  const token = kit.mint({ claims: { iat: kit.now + 252, exp: kit.now + 1152 } });
  const report = diagnose(kit.input({ token, clientNow: kit.now + 254 }));
  const [finding] = report.findings;
  if (finding?.cause !== 'clock-ahead') throw new Error(`expected clock-ahead, received ${finding?.cause}`);
  expectTypeOf(finding.facts.aheadSeconds).toEqualTypeOf<number>();
  expectTypeOf(finding.facts.claim).toEqualTypeOf<'iat' | 'nbf'>();
  // @ts-expect-error A clock has no acl.
  expect(finding.facts.acl).toBeUndefined();
  expect(finding.facts.aheadSeconds).toBe(252);
});

describe('types', () => {
  test('facts are those that the cause declares, without any other name', () => {
    expectTypeOf<FactsOf['token-too-large']>().toEqualTypeOf<{
      readonly length: number;
      readonly limit: number;
      readonly largest: { readonly name: string; readonly length: number } | null;
    }>();
    expectTypeOf<keyof FactsOf>().toEqualTypeOf<CauseId>();
    expectTypeOf<ReportFinding['cause']>().toEqualTypeOf<CauseId>();
  });

  test('verify and diagnose give the same findings', () => {
    expectTypeOf<Extract<Verified, { ok: false }>['findings'][0]>().toEqualTypeOf<ReportFinding>();
    expectTypeOf<Report['findings'][number]>().toEqualTypeOf<ReportFinding>();
  });

  test('a switch over the causes narrows to each', () => {
    const wordsFor = (finding: ReportFinding): string => {
      switch (finding.cause) {
        case 'claim-missing':
          return finding.facts.claims.map(({ name }) => name).join();
        case 'token-expired':
          return `${finding.facts.now}`;
        default:
          return finding.title;
      }
    };
    const [missing] = diagnose(kit.input({ token: kit.mint({ claims: { jti: undefined } }) })).findings;
    expect(missing && wordsFor(missing)).toBe('jti');
  });
});

describe('diagnose without a clock', () => {
  const late = mint({ application_id: kit.applicationId, iat: 1_700_000_000, exp: 1_700_000_900 }, PRIVATE_KEY);

  test('takes the clock of this system, which proves less than the verifier’s', () => {
    const { verdict, findings } = diagnose({ token: late, profile: 'vonage' });
    expect(verdict).toBe('rejected');
    expect(findings[0]).toMatchObject({ certainty: 'likely' });
    expect(findings[0]?.facts).toHaveProperty('now');
  });

  test('takes the time of the answer before that', () => {
    const response = { status: 401, fields: [['Date', 'Tue, 14 Nov 2023 22:13:30 GMT']] as const };
    const causes = diagnose({ token: late, profile: 'vonage', response }).findings.map(({ cause }) => cause);
    expect(causes).not.toContain('token-expired');
    expect(causes).not.toContain('token-cached-past-expiry');
    expect(diagnose({ token: late, serverDate: 1_700_000_010 }).checks).toContainEqual({
      cause: 'token-expired',
      result: 'clear',
    });
  });
});
