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
  [`https://login.microsoftonline.com/common/v2.0`, `https://login.microsoftonline.com/${TENANT}/v2.0`, 'every-tenant'],
  ['https://a.example/auth/realms/x', 'https://a.example/realms/x', 'base-path'],
  ['https://a.example:8443/auth/realms/x', 'https://a.example/realms/x', 'path'],
  [`https://login.microsoftonline.com/${TENANT}/v2.0`, `https://a.example/${TENANT}/v2.0`, 'host'],
  ['https://a.example', 'https://A.example', 'case'],
  ['https://a.example', 'https://a.example ', 'blank'],
  ['HTTPS://A.example/x', 'http://a.example/x', 'scheme'],
  ['HTTPS://a.example', 'a.example', 'scheme'],
  ['c://a.example', 'a.example', 'scheme'],
  ['c://a.example/x', 'c://a.example/y', 'path'],
  ['HTTPS://a.example/x', 'https://b.example/x', 'host'],
  ['http://[::1]:8080/x', 'http://[::1]:8081/x', 'port'],
  ['x https://a.example', 'https://a.example', 'other'],
  ['x https://a.example', 'x a.example', 'other'],
  ['https://a.example:/x', 'https://a.example/x', 'other'],
  ['https://a.example/x?q=1', 'https://a.example/x?q=2', 'other'],
  ['file:///x', 'file:///y', 'other'],
  [`https://a.example/${TENANT}/v2.0`, `https://login.microsoftonline.com/${TENANT}/v2.0`, 'host'],
  ['https://sts.windows.net', `https://login.microsoftonline.com/${TENANT}/v2.0`, 'tenant'],
  [`https://sts.windows.net/${TENANT.toUpperCase()}/`, `https://login.microsoftonline.com/${TENANT}/v2.0`, 'version'],
])('%j, and %j was received: %s', (expected, received, difference) => {
  expect(differenceOf(expected, received)).toBe(difference);
});

test('values are compared up to 2048 characters', () => {
  const [most, over] = ['a'.repeat(2047), 'a'.repeat(2048)];
  expect([differenceOf(most, `${most}/`), differenceOf(`${most}/`, most)]).toEqual(['slash', 'slash']);
  expect([differenceOf(over, `${over}/`), differenceOf(`${over}/`, over)]).toEqual(['other', 'other']);
});

test('the nearest is one that differs by its spelling, before one that is another altogether', () => {
  expect(nearestOf(['orders', 'https://a.example'], 'https://a.example/')).toEqual(['https://a.example', 'slash']);
  expect(nearestOf(['orders', 'parcels'], 'https://a.example/')).toEqual(['orders', 'other']);
  expect(nearestOf(['https://a.example', 'https://a.example/x'], 'https://a.example/')).toEqual([
    'https://a.example',
    'slash',
  ]);
  expect(nearestOf([], 'x')).toBeUndefined();
});
