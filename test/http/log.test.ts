import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY, SECRET, type Served, serve } from './serving.ts';

/** Nothing secret, and nothing that breaks a line, gets into the log or the metrics, whatever is sent where. */

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const CANARIES = [
  'Canary1Secret',
  'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJjYW5hcnkiOjF9.Y2FuYXJ5LXNpZ25hdHVyZQ',
  'Y2FuYXJ5LXNpZ25hdHVyZQ',
  pem.split('\n')[5] as string,
];

test('canaries sent through every route, whole and malformed, are in no line of the log and no metric', async () => {
  const [secret, token] = CANARIES as [string, string];
  const inBody = {
    name: secret,
    secret,
    keys: { public_key: pem },
    public_key: pem,
    token,
    capabilities: { [token]: 1 },
  };
  for (const { url, methods } of server.routes) {
    for (const method of methods) {
      if (['HEAD', 'TRACE'].includes(method) || url.endsWith('/live')) continue;
      const path = `${url.replace(/:\w+/g, encodeURIComponent(token))}?api_secret=${secret}&access_token=${token}`;
      const isRead = method === 'GET' || method === 'OPTIONS';
      await server.send(method, path, isRead ? undefined : inBody, { 'x-api-key': secret, cookie: token });
      if (!isRead)
        await server.send(method, path, `{"secret":"${secret}" "${pem}`, { authorization: `Bearer ${token}` });
    }
  }
  await server.send('GET', `/${secret}/${token}`, undefined, {}, { key: KEY, secret });
  await server.send('POST', `/accounts/${KEY}/secrets`, { secret });
  await server.send('GET', '/v2/applications', undefined, {}, { key: secret, secret: token });
  const metrics = (await server.send('GET', '/metrics')).text;
  for (const canary of [...CANARIES, SECRET]) {
    expect(server.log()).not.toContain(canary);
    expect(metrics).not.toContain(canary);
  }
  expect(server.log().split('\n').filter(Boolean).length).toBeGreaterThan(50);
});

test('each line of the log is one JSON object, whatever was sent', async () => {
  const nasty = 'a\nb\u001b[31m"}\u2028';
  await server.send('GET', `/v2/applications/${encodeURIComponent(nasty)}`);
  await server.send('POST', '/v2/applications', { name: nasty });
  await server.send('GET', '/v2/applications', undefined, { 'user-agent': 'x"y' });
  const lines = server.log().split('\n').filter(Boolean);
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), msg: expect.any(String) });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may stand in a log.
    expect(line).not.toMatch(/[\u0000-\u001f\u007f]/);
  }
});

test('the labels of the metrics are bounded, however many paths are asked for', async () => {
  /** Ours alone: how many kinds of handle and request Node counts changes by the moment. */
  const series = async () => (await server.send('GET', '/metrics')).text.match(/^mintmark_.*(?= )/gm) ?? [];
  await series();
  const before = await series();
  for (let i = 0; i < 50; i++) await server.send('GET', `/no/such/path/${i}`, undefined, {}, null);
  const after = await series();
  expect(before.length).toBeGreaterThan(20);
  expect(after.length - before.length).toBeLessThan(12);
});
