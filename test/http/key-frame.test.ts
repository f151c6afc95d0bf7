import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { originForKeys } from '../../src/http/pages/key-frame.ts';
import { type Served, serve } from './serving.ts';

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const frame = (url: string) => server.send('GET', `/key-frame?${new URLSearchParams({ url })}`, undefined, {}, null);

test('the frame reaches the one origin that it was opened for, and has none of its own', async () => {
  const { status, headers, text } = await frame('https://id.example:8443/keys?x=1');
  const policy = headers.get('content-security-policy') ?? '';
  expect(status).toBe(200);
  expect(policy).toContain('sandbox allow-scripts;');
  expect(policy).not.toContain('allow-same-origin');
  expect(policy).toContain('connect-src https://id.example:8443;');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
  const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(text) ?? [];
  expect(policy).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  expect(text).not.toContain('id.example');
});

test.each([
  ['https://id.example/jwks', 'https://id.example'],
  ['HTTPS://ID.example', 'https://id.example'],
  ['http://127.0.0.1:8080/jwks', 'http://127.0.0.1:8080'],
  ['http://localhost/jwks', 'http://localhost'],
  ['http://[::1]:99/', 'http://[::1]:99'],
  ['https://bücher.example/', 'https://xn--bcher-kva.example'],
  ['http://id.example/jwks', undefined],
  ['https://user:pass@id.example/', undefined],
  ["https://a.example; script-src 'unsafe-inline'/", undefined],
  ['https://a;b.example/', undefined],
  ['https://a,b.example/', undefined],
  ["https://a'b.example/", undefined],
  ['https://*/', undefined],
  ['data:application/json,{}', undefined],
  ['javascript:alert(1)', undefined],
  ['//id.example', undefined],
  ['', undefined],
])('of %s the policy names %s', async (address, origin) => {
  expect(originForKeys(address)).toBe(origin);
  expect((await frame(address)).status).toBe(origin === undefined ? 404 : 200);
});
