import { describe, expect, expectTypeOf, test } from 'vitest';
import { type CauseId, diagnose, type FactsOf, type Report, type ReportFinding, type verify } from '../../src/jwt.ts';
import { kit } from '../support/kit.ts';

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
    expectTypeOf<FactsOf['token-too-large']>().toEqualTypeOf<{ readonly length: number; readonly limit: number }>();
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
