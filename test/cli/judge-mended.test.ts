import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { withMendedKeyJudged } from '../../src/cli/mend/judge-mended.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { kit } from '../support/kit.ts';

const oneLine = kit.privateKey('active').replaceAll('\n', '');
const judged = (publicKey: string) => {
  const input = { key: oneLine, publicKey, now: kit.now };
  return withMendedKeyJudged(diagnose(input), input, undefined);
};

test('what the damage of a key hid is among the findings', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const report = judged(publicKey.export({ type: 'spki', format: 'pem' }) as string);
  expect(report.rootCause).toBe('key-line-breaks-lost');
  expect(report.findings.map(({ cause }) => cause)).toContain('verifier-holds-wrong-key');
  expect(report.afterFix?.verdict).toBe('rejected');
});

test('nothing more where the mended key is the right one', () => {
  const report = judged(kit.publicKey('active'));
  expect(report.findings.map(({ cause }) => cause)).toEqual(['key-line-breaks-lost']);
  expect(report.afterFix?.verdict).toBe('accepted');
});
