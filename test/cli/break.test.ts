import { describe, expect, test } from 'vitest';
import { shortestForm, write } from '../../src/cli/break/forms.ts';
import { countingKit, openRunKit } from '../../src/cli/break/run-kit.ts';
import { inputText, variantOf, waysTo } from '../../src/core/break/ways.ts';
import { CAUSES } from '../../src/core/causes/index.ts';
import { causeById, diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { readInput } from '../../src/core/observe/read-input.ts';
import { readCurl } from '../../src/core/request/captures/curl.ts';
import { readRawRequest } from '../../src/core/request/captures/raw-http.ts';

const kitOf = openRunKit();
const first = (report: ReturnType<typeof diagnose>) => report.findings[0]?.cause;

describe.each(CAUSES.map((cause) => [cause.id, cause] as const))('%s', (id, cause) => {
  const ways = waysTo(cause, kitOf(1));

  test('is the root of each way, under fresh keys and the clock of this machine', () => {
    for (const [index, input] of ways.entries()) expect(first(diagnose(input)), `way ${index + 1}`).toBe(id);
  });

  test('survives being written as JSON', () => {
    for (const [index, input] of ways.entries()) {
      const reading = readInput(write(input, 'json', ''));
      if (!reading?.ok) throw new Error(`expected ${reading?.fault.expected} in line ${reading?.fault.line}`);
      expect(inputText(reading.input), `way ${index + 1}`).toBe(inputText(input));
    }
  });

  test('has a shortest form that can be written', () => {
    for (const [index, input] of ways.entries()) {
      // That nothing stands where a key is expected is a fault as well.
      if (input.key === '') continue;
      expect(write(input, shortestForm(input), 'https://api.nexmo.com'), `way ${index + 1}`).not.toBe('');
    }
  });
});

test('a variant is a way as one client writes it, and after the last way as the next one does', () => {
  const cause = causeById('time-in-milliseconds');
  if (cause === undefined) throw new Error('no such cause');
  const ways = waysTo(cause, kitOf(1));
  expect(variantOf(cause, 1, kitOf)).toEqual(ways[0]);
  expect(variantOf(cause, ways.length, kitOf)).toEqual(ways.at(-1));
  expect(variantOf(cause, ways.length + 2, kitOf)).toEqual(waysTo(cause, kitOf(2))[1]);
});

test('a kit to count with knows as many ways as one to make them with', () => {
  const kit = countingKit();
  for (const cause of CAUSES) expect(waysTo(cause, kit).length, cause.id).toBe(waysTo(cause, kitOf(1)).length);
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
