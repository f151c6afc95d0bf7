import { expect, test } from 'vitest';
import { differenceOf, nearestOf } from '../../../src/core/claims/difference.ts';

const TENANT = '6f0c1c9e-2f4c-4a39-9d3b-0a4a2f1f6d11';

test.each([
  ['https://a.example', 'https://a.example/', 'slash'],
  ['https://a.example/', 'https://a.example', 'slash'],
  ['https://A.example', 'https://a.example', 'case'],
  [' https://a.example', 'https://a.example', 'blank'],
  ['https://a.example\n', 'https://a.example', 'blank'],
  ['http://a.example', 'https://a.example', 'scheme'],
  ['a.example', 'https://a.example', 'scheme'],
  ['https://a.example', 'a.example', 'scheme'],
  ['https://a.example:8443', 'https://a.example', 'port'],
  ['http://a.example:8080/r', 'http://a.example:8081/r', 'port'],
  ['http://keycloak:8080/realms/x', 'https://id.example/realms/x', 'host'],
  ['https://a.example/realms/x', 'https://a.example/realms/y', 'path'],
  ['https://a.example/x', 'https://b.example/y', 'other'],
  ['orders', 'parcels', 'other'],
  ['orders', 'https://a.example', 'other'],
  [`https://sts.windows.net/${TENANT}/`, `https://login.microsoftonline.com/${TENANT}/v2.0`, 'version'],
  [`https://login.microsoftonline.com/common/v2.0`, `https://login.microsoftonline.com/${TENANT}/v2.0`, 'tenant'],
  [`https://login.microsoftonline.com/${TENANT}/v2.0`, `https://a.example/${TENANT}/v2.0`, 'host'],
  ['a'.repeat(3000), `${'a'.repeat(3000)}/`, 'other'],
])('%j, and %j was received: %s', (expected, received, difference) => {
  expect(differenceOf(expected, received)).toBe(difference);
});

test('the nearest is one that differs by its spelling, before one that is another altogether', () => {
  expect(nearestOf(['orders', 'https://a.example'], 'https://a.example/')).toEqual(['https://a.example', 'slash']);
  expect(nearestOf(['orders', 'parcels'], 'https://a.example/')).toEqual(['orders', 'other']);
  expect(nearestOf([], 'x')).toBeUndefined();
});
