import { expect, test } from 'vitest';
import { effectiveMethods, overridesMethod } from '../../../src/core/request/effective-methods.ts';

test.each([
  ['X-HTTP-Method-Override', true],
  ['x-method-override', true],
  ['X-HTTP-METHOD', true],
  ['X-Original-Method', false],
  ['Authorization', false],
  ['X-HTTP-Method-Overrides', false],
])('%s overrides the method: %s', (name, overrides) => {
  expect(overridesMethod(name)).toBe(overrides);
});

test('the own method comes first, and each that a header names after it', () => {
  const fields = [
    ['Host', 'x'],
    ['X-HTTP-Method-Override', ' delete, PATCH'],
    ['x-http-method', 'put'],
  ] as const;
  expect(effectiveMethods('POST', fields)).toEqual([
    { method: 'POST' },
    { method: 'DELETE', header: 'X-HTTP-Method-Override' },
    { method: 'PATCH', header: 'X-HTTP-Method-Override' },
    { method: 'PUT', header: 'x-http-method' },
  ]);
  expect(effectiveMethods(undefined)).toEqual([{ method: 'unknown' }]);
});
