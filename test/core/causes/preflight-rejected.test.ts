import { expect, test } from 'vitest';
import { preflightRejected } from '../../../src/core/causes/preflight-rejected.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { firstRejected } from '../../../src/core/observe/request-input.ts';
import type { RequestReading } from '../../../src/core/request/captures/reading.ts';
import { kit } from '../../support/kit.ts';

const PREFLIGHT = [
  ['Origin', 'https://app.example.com'],
  ['Access-Control-Request-Method', 'PUT'],
] as const;
const options = { method: 'OPTIONS', target: '/v1/calls', fields: PREFLIGHT };

test('is found in its example, and not in a good request', () => {
  expect(preflightRejected.find(observe(preflightRejected.example(kit)))?.facts).toEqual({
    status: null,
    method: 'POST',
  });
  expect(preflightRejected.find(observe(kit.input()))).toBeUndefined();
});

test('stands in the place of a missing header', () => {
  const report = diagnose({ now: kit.now, request: options, response: { status: 401 } });
  expect(report.findings.map(({ cause, party }) => [cause, party])).toEqual([['preflight-rejected', 'verifier']]);
});

test.each([
  ['an answer without a fault', { request: options, response: { status: 204 } }],
  ['another OPTIONS request', { request: { ...options, fields: [] }, response: { status: 401 } }],
  ['another method', { request: { ...options, method: 'POST' }, response: { status: 401 } }],
])('is not found in %s', (_, input) => {
  expect(preflightRejected.find(observe({ now: kit.now, ...input }))).toBeUndefined();
});

test('does not hide the request behind it', () => {
  const reading: RequestReading = { form: 'har', line: 1, ...options, response: { status: 401, fields: [] } };
  const real: RequestReading = { ...reading, method: 'POST', fields: [] };
  expect(firstRejected([reading, real])).toBe(real);
  expect(firstRejected([reading])).toBe(reading);
  expect(firstRejected([reading, { ...real, response: { status: 200, fields: [] } }])).toBe(reading);
});
