import { expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { secretForms } from '../../../src/core/keys/secret-forms.ts';
import { renderReport } from '../../../src/core/prose/report.ts';
import { kit } from '../../support/kit.ts';

const SHORT = 'Tq8vLw2nRb5xZk1P';
const given = (change: Partial<Input> = {}): Input => ({
  profile: 'jwt',
  now: kit.now,
  token: kit.mintHmac(SHORT),
  secrets: secretForms(SHORT),
  ...change,
});

test('a secret that is shorter than the hash is a risk, and its token is accepted', () => {
  const { verdict, findings } = diagnose(given());
  expect(verdict).toBe('accepted');
  expect(findings).toMatchObject([
    { cause: 'key-too-weak', severity: 'risk', facts: { which: 'secret', bits: 128, least: 256, fingerprint: null } },
  ]);
});

test.each([
  'The specified key byte array is 128 bits which is not secure enough for the HS256 algorithm.',
  "IDX10720: Unable to create KeyedHashAlgorithm for algorithm 'HS256', the key size must be greater than: '256' bits",
  'DomainException: Provided key is too short',
  'com.nimbusds.jose.KeyLengthException: The secret length must be at least 256 bits',
  'InsecureKeyLengthWarning: The HMAC key is 16 bytes long, which is below the minimum recommended length of 32 bytes',
])('a library that refuses it proves it, with a token and without: %s', (said) => {
  for (const token of [given().token, undefined]) {
    const { token: _, ...rest } = given({ said });
    const report = diagnose(token === undefined ? rest : { ...rest, token });
    expect(report).toMatchObject({ verdict: 'rejected', rootCause: 'key-too-weak' });
    expect(renderReport(report, token)).not.toContain(SHORT);
  }
});

test('a message that may mean it makes it likely, and another secret comes before a short one', () => {
  const said = 'IDX10503: Signature validation failed.';
  expect(diagnose(given({ said })).findings[0]).toMatchObject({ cause: 'key-too-weak', certainty: 'likely' });
  const other = diagnose(given({ said, secrets: secretForms('another one') }));
  expect(other.findings.map(({ cause, severity }) => [cause, severity])).toEqual([
    ['signed-by-unknown-key', 'fault'],
    ['key-too-weak', 'risk'],
  ]);
});

test('a secret as long as the hash, or one that was never meant for this, is none', () => {
  const long = 'x'.repeat(32);
  expect(diagnose(given({ token: kit.mintHmac(long), secrets: secretForms(long) })).findings).toEqual([]);
  const { findings } = diagnose({ profile: 'vonage', now: kit.now, secrets: { 'the API secret': SHORT } });
  expect(findings.map(({ cause }) => cause)).not.toContain('key-too-weak');
});
