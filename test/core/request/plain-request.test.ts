import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCredentials } from '../../../src/core/request/authorization.ts';
import { readPlainRequest } from '../../../src/core/request/plain-request.ts';
import { readTarget } from '../../../src/core/request/target.ts';

const BEARER = ['Authorization', 'Bearer a.b.c'];

describe('readPlainRequest', () => {
  test.each([
    ['GET', '/v1/calls', { token: 'a.b.c', method: 'GET', path: '/v1/calls' }],
    ['GET', undefined, { token: 'a.b.c', method: 'GET' }],
    [undefined, '/v1/calls', { token: 'a.b.c', path: '/v1/calls' }],
    [undefined, undefined, { token: 'a.b.c' }],
    ['GET', '/v1/caf%C3%A9?page=2', { token: 'a.b.c', method: 'GET', path: '/v1/café' }],
    ['GET', '/', { token: 'a.b.c', method: 'GET', path: '/' }],
  ])('%s %s has a token, and what the request says of itself', (method, target, plain) => {
    expect(readPlainRequest(BEARER, method, target)).toStrictEqual(plain);
  });

  test.each([
    ['first', [...BEARER, 'Host', 'localhost', 'Authorization-Info', 'x']],
    ['last', ['Host', 'localhost', 'Authorisation', 'Bearer x', 'aUTHORIZATION', 'Bearer a.b.c']],
  ])('the Authorization line may stand %s, in any case', (_, raw) => {
    expect(readPlainRequest(raw, 'GET', '/a')?.token).toBe('a.b.c');
  });

  test.each([
    ['no header', []],
    ['no Authorization line', ['Host', 'localhost']],
    ['a value that is called Authorization', ['X-Name', 'Authorization', 'Bearer a.b.c', 'x']],
    ['a name without a value', ['Authorization']],
    ['two Authorization lines', [...BEARER, ...BEARER]],
    ['two, and the first is empty', ['Authorization', '', ...BEARER]],
    ['another scheme', ['Authorization', 'Basic a']],
    ['something before the scheme', ['Authorization', 'x Bearer a.b.c']],
    ['something after the token', ['Authorization', 'Bearer a.b.c x']],
    ['no token', ['Authorization', 'Bearer ']],
    ['another method by X-HTTP-Method-Override', [...BEARER, 'X-HTTP-Method-Override', 'DELETE']],
    ['another method by X-Method-Override', ['x-method-override', 'DELETE', ...BEARER]],
    ['another method by X-HTTP-Method', [...BEARER, 'X-HTTP-METHOD', 'DELETE']],
  ])('%s: the causes decide', (_, raw) => {
    expect(readPlainRequest(raw, 'GET', '/a')).toBeUndefined();
  });

  test.each([
    '',
    'a',
    '*',
    '//a',
    '/a/',
    '/a//b',
    '/a/../b',
    '/a%2fb',
    '/a;b=c',
    'http://a/b',
    '/a?jwt=x',
    '/a?b&API_KEY=x',
  ])('the target %j is read as the causes read it', (target) => {
    const { path } = readTarget(target);
    const isPlain = path !== undefined && !target.includes('?');
    expect(readPlainRequest(BEARER, 'GET', target)).toEqual(
      isPlain ? { token: 'a.b.c', method: 'GET', path } : undefined,
    );
  });

  test('where there is one, the strict reading has the same token and path, and no second credentials', () => {
    const name = fc.constantFrom('Authorization', 'authorization', 'Host', 'Authorisation');
    const value = fc.constantFrom(
      'Bearer a.b.c',
      'bearer a.b.c',
      'Bearer  a',
      'Bearer bearer',
      'Bearer a b',
      'Basic a',
      '',
    );
    const part = fc.constantFrom(
      '/',
      '/a',
      '/b-c_d',
      '.',
      '%2e',
      '%C3%A9',
      '%',
      ';',
      '\\',
      '#',
      '?',
      '&',
      'token=1',
      'x=1',
    );
    const headers = fc.array(fc.tuple(name, value), { maxLength: 3 });
    let plain = 0;
    fc.assert(
      fc.property(headers, fc.array(part, { maxLength: 6 }), (fields, parts) => {
        const target = `/a${parts.join('')}`;
        const found = readPlainRequest(fields.flat(), 'GET', target);
        if (found === undefined) return;
        plain++;
        const credentials = readCredentials(fields, target);
        expect([credentials?.lines, credentials?.token, credentials?.alsoIn]).toEqual([1, found.token, undefined]);
        expect(readTarget(target).path).toBe(found.path);
      }),
      { numRuns: 3000 },
    );
    expect(plain).toBeGreaterThan(50);
  });
});
