import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { accountsFor, ledBy, reportOf } from '../../../src/core/diagnosis/led-by.ts';
import type { Finding } from '../../../src/core/evidence/report.ts';
import { kit } from '../../support/kit.ts';

const decided = (cause: Finding['cause']): Finding => ({
  cause,
  severity: 'fault',
  certainty: 'proved',
  facts: { applicationId: null, verifierKey: null },
  at: null,
});
const unknownKey = decided('signed-by-unknown-key');
const causesOf = ({ findings }: ReturnType<typeof diagnose>) => findings.map(({ cause }) => cause);

test('a cause accounts for itself, for what it explains, and for what that explains', () => {
  expect(accountsFor('key-pair-not-saved', 'key-pair-not-saved')).toBe(true);
  expect(accountsFor('key-pair-not-saved', 'signed-by-unknown-key')).toBe(true);
  expect(accountsFor('privacy-setting-unset', 'signed-by-unknown-key')).toBe(true);
  expect(accountsFor('signed-by-unknown-key', 'key-pair-not-saved')).toBe(false);
  expect(accountsFor('token-expired', 'signed-by-unknown-key')).toBe(false);
});

describe('the report of what was refused', () => {
  test('is the one of the doctor, where it found the same or what is behind it', () => {
    for (const key of ['draft', 'stranger'] as const) {
      const report = diagnose(kit.input({ token: kit.mint({ key }) }));
      expect(reportOf(unknownKey, report)).toBe(report);
    }
  });

  test('begins with what was decided, where the doctor found something else', () => {
    const report = diagnose(kit.input({ token: kit.mint({ claims: { iat: kit.now - 5000, exp: kit.now - 4000 } }) }));
    const led = reportOf(unknownKey, report);
    expect(led).toMatchObject({ verdict: 'rejected', rootCause: 'signed-by-unknown-key' });
    expect(causesOf(led)).toEqual(['signed-by-unknown-key', ...causesOf(report)]);
    expect(led.findings[0]?.title).toMatch(/not signed by a key/);
  });

  test('is a rejection, where the doctor accepts or cannot tell', () => {
    for (const input of [kit.input(), { token: kit.mint(), profile: 'vonage', now: kit.now }]) {
      const led = reportOf(unknownKey, diagnose(input));
      expect(led).toMatchObject({ verdict: 'rejected', rootCause: 'signed-by-unknown-key' });
      expect(causesOf(led)).toEqual(['signed-by-unknown-key']);
    }
    const unsure = {
      ...diagnose(kit.input({ token: kit.mint({ key: 'stranger' }) })),
      verdict: 'cannot-tell' as const,
    };
    expect(reportOf(unknownKey, unsure)).toMatchObject({ verdict: 'rejected', rootCause: 'signed-by-unknown-key' });
  });

  test('tells no finding twice', () => {
    const report = diagnose(kit.input({ token: kit.mint({ key: 'draft' }) }));
    expect(causesOf(report)).toEqual(['key-pair-not-saved', 'signed-by-unknown-key']);
    const led = ledBy(unknownKey, report);
    expect(causesOf(led)).toEqual(['signed-by-unknown-key', 'key-pair-not-saved']);
    expect(led.findings[0]).toBe(report.findings[1]);
    expect(led.rootCause).toBe('signed-by-unknown-key');
  });
});
