import { expect, test } from 'vitest';
import { fillRoute } from '../../../src/core/request/fill-route.ts';

test.each([
  ['GET /accounts', {}, ['GET', '/accounts']],
  ['DELETE /a/:id/keys/:key_id', { params: { id: '1', key_id: '2' } }, ['DELETE', '/a/1/keys/2']],
  ['GET /a/:id', { params: { id: 'a/b?c#d%20:id' } }, ['GET', '/a/a%2Fb%3Fc%23d%2520%3Aid']],
  ['GET /a', { query: {} }, ['GET', '/a']],
  ['GET /a', { query: { path: '/v1 &x', limit: 5 } }, ['GET', '/a?path=%2Fv1%20%26x&limit=5']],
])('%s with %j', (route, filling, target) => expect(fillRoute(route, filling)).toEqual(target));
