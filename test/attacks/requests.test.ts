import { beforeAll, describe, expect, test } from 'vitest';
import { rawRequest } from '../support/raw-http.ts';
import { API_KEY, API_SECRET, sharedSystem, type TestApplication, tokenOf } from '../support/system.ts';

const system = sharedSystem();
let application: TestApplication;

beforeAll(async () => {
  application = await system().createApplication();
});

const send = (lines: readonly string[], target = '/gate', method = 'GET') =>
  rawRequest(system().port, [`${method} ${target} HTTP/1.1`, 'Host: localhost', ...lines]);

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const LONG = 'x'.repeat(14_000);

describe('auth-header', () => {
  test.each<[name: string, (token: string) => string[], status: number, cause?: string]>([
    ['none', () => [], 401, 'authorization-missing'],
    ['empty', () => ['Authorization:'], 401, 'authorization-missing'],
    ['blanks', () => ['Authorization:    '], 401, 'authorization-missing'],
    ['the scheme alone', () => ['Authorization: Bearer'], 401, 'bearer-scheme-malformed'],
    ['the token alone', (token) => [`Authorization: ${token}`], 401, 'bearer-scheme-malformed'],
    ['no space', (token) => [`Authorization: Bearer${token}`], 401, 'bearer-scheme-malformed'],
    ['a tab', (token) => [`Authorization: Bearer\t${token}`], 401, 'credentials-contain-whitespace'],
    ['a no-break space', (token) => [`Authorization: Bearer\xa0${token}`], 401, 'credentials-contain-whitespace'],
    ['a colon', (token) => [`Authorization: Bearer: ${token}`], 401, 'bearer-scheme-malformed'],
    ['an equals sign', (token) => [`Authorization: Bearer=${token}`], 401, 'bearer-scheme-malformed'],
    ['the scheme twice', (token) => [`Authorization: Bearer Bearer ${token}`], 401, 'bearer-scheme-malformed'],
    [
      'the name in the value',
      (token) => [`Authorization: Authorization: Bearer ${token}`],
      401,
      'bearer-scheme-malformed',
    ],
    ['quotes', (token) => [`Authorization: "Bearer ${token}"`], 401],
    ['quotes around the token', (token) => [`Authorization: Bearer "${token}"`], 401],
    ['angle brackets', (token) => [`Authorization: Bearer <${token}>`], 401],
    ['scheme JWT', (token) => [`Authorization: JWT ${token}`], 401, 'scheme-not-bearer'],
    ['scheme Token', (token) => [`Authorization: Token ${token}`], 401, 'scheme-not-bearer'],
    ['scheme Digest', (token) => [`Authorization: Digest ${token}`], 401, 'scheme-not-bearer'],
    ['scheme Negotiate', () => ['Authorization: Negotiate abc'], 401, 'scheme-not-bearer'],
    ['Bearer of another script', (token) => [`Authorization: \xd0\x92earer ${token}`], 401],
    [
      'Basic, API key and secret',
      () => [`Authorization: ${basic(`${API_KEY}:${API_SECRET}`)}`],
      401,
      'basic-credentials-on-jwt-endpoint',
    ],
    [
      'Basic, the token as password',
      (token) => [`Authorization: ${basic(`:${token}`)}`],
      401,
      'basic-credentials-on-jwt-endpoint',
    ],
    [
      'two tokens in one field',
      (token) => [`Authorization: Bearer ${token}, Bearer ${token}`],
      401,
      'multiple-credentials',
    ],
    [
      'a token, then Basic',
      (token) => [`Authorization: Bearer ${token}`, `Authorization: ${basic('a:b')}`],
      401,
      'multiple-credentials',
    ],
    [
      'Basic, then a token',
      (token) => [`Authorization: ${basic('a:b')}`, `authorization: Bearer ${token}`],
      401,
      'multiple-credentials',
    ],
    [
      'the same token twice',
      (token) => [`Authorization: Bearer ${token}`, `AUTHORIZATION: Bearer ${token}`],
      401,
      'multiple-credentials',
    ],
    [
      'an empty field, then a token',
      (token) => ['Authorization:', `Authorization: Bearer ${token}`],
      401,
      'multiple-credentials',
    ],
    [
      'a token, then an empty field',
      (token) => [`Authorization: Bearer ${token}`, 'Authorization:'],
      401,
      'multiple-credentials',
    ],
    ['X-Authorization', (token) => [`X-Authorization: Bearer ${token}`], 401],
    ['Proxy-Authorization', (token) => [`Proxy-Authorization: Bearer ${token}`], 401],
    ['Authorization_', (token) => [`Authorization_: Bearer ${token}`], 401],
    ['X-Forwarded-Authorization', (token) => [`X-Forwarded-Authorization: Bearer ${token}`], 401],
    ['a cookie', (token) => [`Cookie: access_token=${token}; token=${token}`], 401],
    ['a space before the colon', (token) => [`Authorization : Bearer ${token}`], 400],
    ['a folded line', (token) => ['Authorization: Bearer', ` ${token}`], 400],
    ['a NUL inside', (token) => [`Authorization: Bearer ${token}\0`], 400],
    ['a bare CR inside', (token) => [`Authorization: Bearer ${token}\rX: y`], 400],
    ['a field beyond every limit', (token) => [`Authorization: Bearer ${token}${LONG}${LONG}`], 431],
    [
      'behind 1,500 other fields',
      (token) => [...Array.from({ length: 1500 }, (_, i) => `A${i}: b`), `Authorization: Bearer ${token}`],
      431,
    ],
    ['a trailing space', (token) => [`Authorization: Bearer ${token}  `], 204],
    ['two spaces', (token) => [`Authorization: Bearer  ${token}`], 204],
    ['bEaReR', (token) => [`aUtHoRiZaTiOn: bEaReR ${token}`], 204],
  ])('%s', async (_name, lines, status, cause) => {
    const token = tokenOf(application);
    for (const target of status === 204 ? ['/gate'] : ['/gate', '/v1/calls/x']) {
      const answer = await send(lines(token), target);
      expect(answer.status, answer.body).toBe(status);
      expect(answer.body + answer.head).not.toContain(token.slice(-24));
      if (cause) expect(JSON.parse(answer.body).cause).toBe(cause);
    }
  });

  test.each(['access_token', 'jwt', 'token', 'authorization'])(
    'a token in the query, as %s, is refused and not logged',
    async (name) => {
      const token = tokenOf(application);
      const answer = await send([], `/v1/calls/x?${name}=${token}`);
      expect(answer.status).toBe(401);
      expect(system().log() + answer.body).not.toContain(token.slice(-24));
    },
  );
});

/** SECURITY.md 2.6: what proxies and upstreams read in different ways. */
const AMBIGUOUS = [
  '/v1/things/../../v2/secret',
  '/v1/things/..',
  '/v1/./things',
  '/v1/things/.',
  '/v1/..%2f..%2fv2/secret',
  '/v1/%2e%2e/%2e%2e/v2/secret',
  '/v1/.%2e/v2/secret',
  '/v1/%2E/things',
  '/v1/..;/..;/v2/secret',
  '/v1/%252e%252e/v2/secret',
  '/v1/%25%32%65/x',
  '//v2/secret',
  '/v2//secret',
  '/v2%2fsecret',
  '/v2%2Fsecret',
  '/v2%5csecret',
  '/v2\\secret',
  '/v1/..\\v2',
  '/v1/things;x=1',
  '/v1/things%3bx=1',
  '/v1/things%00',
  '/v1/things%0a',
  '/v1/things%7f',
  '/v1/things#/v1',
  '/v2/secret#/v1/things',
  '*',
  '',
  'v1/things',
  'http://localhost/v1/things',
  'http:/v1/things',
  '/v1/%c0%ae%c0%ae/v2',
  '/v1/%e0%80%af',
  '/v1/%ff',
  '/v1/%',
  '/v1/%2',
  '/v1/%zz',
  '/v1/%u002e',
  '/v1/\xe9',
  '/v1/things%3f%23%25%32%66',
];

describe('acl-path', () => {
  const acl = { paths: { '/v1/things/**': { methods: ['GET'] }, '/**': { methods: ['POST'] } } };
  const judge = (uri: string, method: string, pair: 'Original' | 'Forwarded' = 'Original') =>
    send([
      `Authorization: Bearer ${tokenOf(application, { acl })}`,
      `X-${pair}-Method: ${method}`,
      `X-${pair}-URI: ${uri}`,
    ]);

  test.each(AMBIGUOUS)('%j is refused, whatever the acl allows', async (uri) => {
    for (const pair of ['Original', 'Forwarded'] as const) {
      const answer = await judge(uri, 'POST', pair);
      expect(answer.status, answer.body).toBe(400);
      expect(JSON.parse(answer.body).cause).toBe('path-ambiguous');
    }
  });

  test.each([
    ['/v1/things', 204],
    ['/v1/things/', 204],
    ['/v1/things/7?x=/../v2', 204],
    ['/v1/thin%67s/7', 204],
    ['/v1/things/a%20b', 204],
    ['/v1/things?x=%2e%2e%2f', 204],
    ['/v1/thingsx', 403],
    ['/V1/things', 403],
    ['/v1/Things', 403],
    ['/v2/secret?/v1/things', 403],
    ['/', 403],
    ['/v2/things', 403],
    ['/things', 403],
  ])('GET %s is answered with %i', async (uri, status) => {
    expect((await judge(uri, 'GET')).status).toBe(status);
  });

  test.each(['get', 'HEAD', 'OPTIONS', 'TRACE', 'GET ', 'GET,POST', ''])(
    'method %j is none of the allowed ones',
    async (method) => {
      const answer = await judge('/v1/calls', method);
      expect([400, 403]).toContain(answer.status);
    },
  );

  test('a pattern of thirty ** is decided in no time', async () => {
    const acl = { paths: { [`/${'**/a/'.repeat(30)}b`]: {}, [`/${'*a'.repeat(40)}`]: {} } };
    // The server is in this process: its work counts, and what else the machine does not.
    const start = process.threadCpuUsage();
    const answer = await send([
      `Authorization: Bearer ${tokenOf(application, { acl })}`,
      'X-Original-Method: GET',
      `X-Original-URI: /${'a/'.repeat(1000)}c`,
    ]);
    expect(answer.status).toBe(403);
    const { user, system } = process.threadCpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(500);
  });
});
