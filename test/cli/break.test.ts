import { describe, expect, test } from 'vitest';
import { FORMS, shortestForm, write } from '../../src/cli/break/forms.ts';
import { openRunKit } from '../../src/cli/break/run-kit.ts';
import { CAUSES } from '../../src/core/causes/index.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { readInput } from '../../src/core/diagnosis/read-input.ts';
import { LEAST_VARIANTS, variantOf } from '../../src/core/diagnosis/variants.ts';
import { readCurl } from '../../src/core/request/curl.ts';
import { readRawRequest } from '../../src/core/request/raw-http.ts';

const kitOf = openRunKit();
const first = (report: ReturnType<typeof diagnose>) => report.findings[0]?.cause;

describe.each(CAUSES.map((cause) => [cause.id, cause] as const))('%s', (id, cause) => {
  test('is the root of each variant, under fresh keys and the clock of this machine', () => {
    for (let variant = 1; variant <= LEAST_VARIANTS + 2; variant++) {
      const input = variantOf(cause, variant, kitOf);
      expect(first(diagnose(input)), `variant ${variant}`).toBe(id);
    }
  });

  test('survives being written as JSON', () => {
    const reading = readInput(write(variantOf(cause, 2, kitOf), 'json', ''));
    if (!reading?.ok) throw new Error(`expected ${reading?.fault.expected} in line ${reading?.fault.line}`);
    expect(first(diagnose(reading.input))).toBe(id);
  });

  test('has a shortest form that can be written', () => {
    const input = variantOf(cause, 1, kitOf);
    expect(FORMS).toContain(shortestForm(input));
    expect(write(input, shortestForm(input), 'https://api.nexmo.com')).not.toBe('');
  });
});

describe('a request reads the same from raw HTTP and from curl', () => {
  test.each(['bearer-scheme-malformed', 'multiple-credentials', 'token-expired', 'credentials-contain-whitespace'])(
    '%s',
    (id) => {
      const cause = CAUSES.find((one) => one.id === id);
      if (cause === undefined) throw new Error(`no cause ${id}`);
      const input = variantOf(cause, 1, kitOf);
      const raw = readRawRequest(write(input, 'http', ''));
      const curl = readCurl(write(input, 'curl', 'https://api.nexmo.com'));
      const values = (fields: readonly (readonly [string, string])[] = []) =>
        fields.filter(([name]) => name.toLowerCase() === 'authorization').map(([, value]) => value);
      expect(values(raw?.fields)).toEqual(values(input.request?.fields));
      expect(values(curl.ok ? curl.requests[0]?.fields : [])).toEqual(values(input.request?.fields));
      expect(curl.ok && curl.requests[0]?.target).toBe(input.request?.target);
    },
  );
});
