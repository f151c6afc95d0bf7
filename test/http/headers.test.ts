import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepts, prefersHtml } from '../../src/http/server/accept.ts';
import { type Served, serve } from './serving.ts';

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const APPLICATIONS = '/v2/applications';

test.each([
  [undefined, true],
  ['', true],
  ['*/*', true],
  ['application/json', true],
  ['Application/JSON', true],
  ['application/*', true],
  ['text/html, application/json;q=0.1', true],
  ['application/json; charset=utf-8', true],
  ['text/html, */*;q=0.01', true],
  ['text/html', false],
  ['application/xml', false],
  ['application/json;q=0', false],
  ['*/*, application/json;q=0', false],
  ['application/*;q=0, */*', false],
  ['application/json;q=0.000', false],
  ['application/vnd.api+json', false],
])('Accept: %s allows JSON: %s', (field, isAllowed) => {
  expect(accepts(field, 'application/json')).toBe(isAllowed);
});

test.each([
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['text/html', true],
  ['TEXT/HTML;q=0.5, application/json;q=0.4', true],
  [undefined, false],
  ['', false],
  ['*/*', false],
  ['text/*', false],
  ['application/json, text/plain, */*', false],
  ['application/json, text/html', false],
  ['text/html;q=0.4, application/json', false],
  ['text/html;q=0, */*', false],
])('Accept: %s asks for a page: %s', (field, isPage) => {
  expect(prefersHtml(field)).toBe(isPage);
});

test('406 where the client does not take JSON', async () => {
  const { status, json } = await server.send('GET', APPLICATIONS, undefined, { accept: 'text/html' });
  expect([status, json.type, json.title, json.detail]).toEqual([
    406,
    'https://developer.vonage.com/api-errors#accept-header',
    'Invalid Accept header',
    "Invalid Accept header provided. Must be one of the following: 'application/json'",
  ]);
});

test.each([
  ['text/plain', 415],
  ['application/xml', 415],
  ['application/x-www-form-urlencoded', 415],
  ['application/merge-patch+json', 415],
  ['application/jsonp', 415],
  ['application/json; charset=utf-16', 415],
  ['application/json; charset=utf-8', 201],
  ['application/json;charset="UTF-8"', 201],
  ['APPLICATION/JSON', 201],
])('Content-Type: %s is answered %i', async (type, status) => {
  const answer = await server.send('POST', APPLICATIONS, '{"name":"x"}', { 'content-type': type });
  expect(answer.status).toBe(status);
  if (status === 415) {
    expect(answer.json.title).toBe('Unsupported Content-Type header');
    expect(answer.json.detail).toContain("Must be one of the following: 'application/json'");
  }
});

test('a compressed body is not unpacked', async () => {
  const answer = await server.send('POST', APPLICATIONS, '{"name":"x"}', { 'content-encoding': 'gzip' });
  expect([answer.status, answer.json.detail]).toEqual([415, expect.stringContaining('must not be compressed')]);
});

test.each([
  ['PATCH', APPLICATIONS, 'GET, HEAD, OPTIONS, POST'],
  ['DELETE', APPLICATIONS, 'GET, HEAD, OPTIONS, POST'],
  ['POST', `${APPLICATIONS}/x`, 'DELETE, GET, HEAD, OPTIONS, PUT'],
  ['PUT', '/accounts/abcd1234/secrets', 'GET, HEAD, OPTIONS, POST'],
])('405: %s %s, with Allow', async (method, path, allow) => {
  const { status, json, headers } = await server.send(method, path);
  expect([status, json.type, json.detail, headers.get('allow')]).toEqual([
    405,
    'https://developer.vonage.com/api-errors#wrong-verb',
    `Request method '${method}' not supported`,
    allow,
  ]);
});

test('OPTIONS tells the methods and nothing about other origins', async () => {
  const asked = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
  const { status, headers } = await server.send('OPTIONS', APPLICATIONS, undefined, asked, null);
  expect([status, headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
  expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('HEAD is GET without the body', async () => {
  const head = await server.send('HEAD', APPLICATIONS);
  const get = await server.send('GET', APPLICATIONS);
  expect([head.status, head.text, head.headers.get('content-length')]).toEqual([
    200,
    '',
    get.headers.get('content-length'),
  ]);
});

describe('security fields', () => {
  test.each([
    '/v2/applications',
    '/healthz',
    '/readyz',
    '/readyz/gate',
    '/docs',
    '/causes',
    '/openapi.json',
    '/metrics',
    '/nowhere',
    '/%zz',
  ])('on %s', async (path) => {
    const { headers } = await server.send('GET', path, undefined, {}, path.startsWith('/v2') ? undefined : null);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('date')).not.toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });
});
