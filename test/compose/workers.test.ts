import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { pauseAfter } from '../../src/compose/worker-pool.ts';
import { generateKeyPair } from '../../src/jwt.ts';
import { checkRequest, extAuthzClient } from '../support/ext-authz-client.ts';
import { API_KEY, askGate, BASIC, sharedSystem, type TestApplication, tokenOf } from '../support/system.ts';

/** One server with two workers, as `serve --workers 2` composes it. */
const system = sharedSystem({ workers: 2, logLevel: 'warn', extAuthzGrpc: 0 });
const WORKERS = 2;

let application: TestApplication;
/** Two connections: they go round, so that each worker has one. */
const connections = Array.from({ length: WORKERS }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
beforeAll(async () => {
  while ((await metric('mintmark_workers')) < WORKERS) await sleep(50);
  application = await system().createApplication();
  return () => {
    for (const connection of connections) connection.destroy();
  };
});

interface Asked {
  readonly status: number | undefined;
  readonly cause: string | undefined;
  readonly answer: IncomingMessage;
}

async function ask(agent: Agent, token: string, more: Record<string, string> = {}, path = '/gate'): Promise<Asked> {
  const headers = { authorization: `Bearer ${token}`, ...more };
  const asked = request(`${system().url}${path}`, { agent, headers }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of answer) body += chunk;
  return { status: answer.statusCode, cause: body === '' ? undefined : JSON.parse(body).cause, answer };
}

/** The same over each connection. */
const askAll = (token: string, more?: Record<string, string>, path?: string) =>
  Promise.all(connections.map((connection) => ask(connection, token, more, path)));

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${system().url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? 0 : Number(line.slice(name.length + 1));
}

const decided = (cause: string) => metric(`mintmark_gate_decisions_total{cause="${cause}"}`);
const statuses = (all: readonly Asked[]) => all.map(({ status }) => status);

/** Process ids of the workers, the children of this process that are called so. */
function workerIds(): number[] {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.map(Number).filter((id) => readFileSync(`/proc/${id}/cmdline`, 'utf8').startsWith('mintmark worker'));
}

test.each([
  [0, 0],
  [1, 100],
  [2, 200],
  [7, 6400],
  [8, 10_000],
  [2000, 10_000],
])('after %i short lives, one after the other, the next worker waits for %i ms', (shortLives, milliseconds) => {
  expect(pauseAfter(shortLives)).toBe(milliseconds);
});

describe('a server with workers', () => {
  test('accepts in its workers, and counts each request once', async () => {
    const token = tokenOf(application, { sub: 'ada', jti: 'one' });
    const before = { accepted: await decided('none'), cpu: await metric('mintmark_worker_cpu_seconds_total') };
    for (let round = 0; round < 5; round++) {
      for (const { status, answer } of await askAll(token)) {
        expect(status).toBe(204);
        expect(answer.headers['x-mintmark-application-id']).toBe(application.id);
        expect(answer.headers['x-mintmark-subject']).toBe('ada');
      }
    }
    expect((await decided('none')) - before.accepted).toBe(5 * WORKERS);
    expect(await metric('mintmark_worker_cpu_seconds_total')).toBeGreaterThan(before.cpu);
    const { body } = await system().api('GET', `/request-log?application_id=${application.id}&outcome=accepted`);
    const { requests } = body as { requests: readonly { readonly stands_for: number }[] };
    expect(requests.reduce((sum, one) => sum + one.stands_for, 0)).toBe(5 * WORKERS);
    const counted = await system().api('GET', `/request-log/counts?application_id=${application.id}`);
    const { groups } = counted.body as { groups: readonly { readonly count: number }[] };
    expect(groups.map(({ count }) => count)).toEqual([5 * WORKERS]);
    await expect
      .poll(async () => JSON.stringify((await system().api('GET', `/v2/applications/${application.id}/keys`)).body), {
        timeout: 30_000,
      })
      .toMatch(/"last_used_at":"\d/);
  });

  test('explains a rejection as one process does, and counts it once', async () => {
    const before = await decided('token-expired');
    const token = tokenOf(application, { iat: 1_700_000_000, exp: 1_700_000_100 });
    for (const { status, cause, answer } of await askAll(token)) {
      expect([status, cause]).toEqual([401, 'token-expired']);
      expect(answer.headers['www-authenticate']).toContain('invalid_token');
    }
    expect((await decided('token-expired')) - before).toBe(WORKERS);
    const refused = await askGate(system(), 'no token');
    expect(refused.status).toBe(401);
    await expect.poll(async () => (await system().api('GET', `/reports/${refused.body.instance}`)).status).toBe(200);
  });

  test('judges what a proxy asks about, and believes the proxies that it trusts', async () => {
    const token = tokenOf(application, { acl: { paths: { '/v1/calls': { methods: ['GET'] } } } });
    const asking = (method: string) => ({ 'x-original-method': method, 'x-original-uri': '/v1/calls' });
    for (let round = 0; round < 2; round++) {
      expect(statuses(await askAll(token, asking('GET')))).toEqual([204, 204]);
      expect(statuses(await askAll(token, asking('POST')))).toEqual([403, 403]);
      expect(statuses(await askAll(token, {}, '/gate/ext-authz/v1/calls'))).toEqual([200, 200]);
      expect(statuses(await askAll(token, {}, '/gate/ext-authz/v1/other'))).toEqual([403, 403]);
      expect(statuses(await askAll(token, asking('GET'), '/gate/verdict'))).toEqual([204, 204]);
      expect(statuses(await askAll(token, asking('POST'), '/gate/verdict'))).toEqual([403, 403]);
    }
    const late = tokenOf(application, { iat: 1_700_000_000, exp: 1_700_000_100 });
    const refused = await ask(connections[0] as Agent, late, { 'x-forwarded-for': '203.0.113.7' });
    const { body } = await system().api('GET', '/request-log?outcome=rejected&limit=1');
    expect(refused.status).toBe(401);
    expect(JSON.stringify(body)).toContain('203.0.113.7');
  });

  test('takes a token for single use once, whichever worker is asked', async () => {
    const once = await system().createApplication('once', { single_use: true });
    const answers = await askAll(tokenOf(once, { jti: 'only' }));
    expect(statuses(answers).toSorted()).toEqual([204, 401]);
    expect(statuses(await askAll(tokenOf(once, { jti: 'only' })))).toEqual([401, 401]);
  });

  test('answers Envoy over gRPC in the process that owns the data: a token is used once, whoever is asked', async () => {
    const client = extAuthzClient(system().extAuthzGrpcPort as number);
    const once = await system().createApplication('once, over gRPC', { single_use: true });
    const token = tokenOf(once);
    const request = checkRequest('GET', '/v1/things', [['Authorization', `Bearer ${token}`]]);
    const before = await decided('none');
    expect((await client.check(request)).http_response).toBe('ok_response');
    expect((await decided('none')) - before).toBe(1);
    expect(statuses(await askAll(token))).toEqual([401, 401]);
    expect((await client.check(request)).http_response).toBe('denied_response');
    client.close();
  });

  test('knows of a change before the change is answered', async () => {
    const changing = await system().createApplication();
    const path = `/v2/applications/${changing.id}`;
    const first = tokenOf(changing);
    expect(statuses(await askAll(first))).toEqual([204, 204]);
    for (let round = 0; round < 3; round++) {
      const { publicKey, privateKey } = await generateKeyPair();
      const added = await system().api('POST', `${path}/keys`, { public_key: publicKey, state: 'active' });
      const token = tokenOf({ ...changing, privateKey });
      expect(statuses(await askAll(token))).toEqual([204, 204]);
      expect(statuses(await askAll(token))).toEqual([204, 204]);
      const { id } = added.body as { id: string };
      expect((await system().api('DELETE', `${path}/keys/${id}`)).status).toBeLessThan(300);
      expect(statuses(await askAll(token))).toEqual([401, 401]);
    }
    await system().api('DELETE', path);
    expect(statuses(await askAll(first))).toEqual([401, 401]);
  });

  test('has its API, its streams and its limits in one place', async () => {
    const wrong = { authorization: `Basic ${Buffer.from(`${API_KEY}:wrong`).toString('base64')}` };
    expect((await fetch(`${system().url}/v2/applications`, { headers: wrong })).status).toBe(401);
    expect((await fetch(`${system().url}/readyz`)).status).toBe(200);
    const leaving = new AbortController();
    const stream = await fetch(`${system().url}/request-log/live`, {
      headers: { authorization: BASIC },
      signal: leaving.signal,
    });
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    await ask(connections[0] as Agent, tokenOf(application, { jti: 'seen live' }));
    let seen = '';
    while (!seen.includes('"outcome":"accepted"')) seen += Buffer.from((await reader.read()).value ?? []).toString();
    leaving.abort();
  });

  test('goes on when a worker is killed, and starts another one', async () => {
    const token = tokenOf(application);
    const before = workerIds();
    expect(before).toHaveLength(WORKERS);
    process.kill(before[0] as number, 'SIGKILL');
    // Those that it is given while it dies end, too, and none is left to wait.
    const cutOrAnswered = Array.from({ length: 20 }, async (_, nth) => {
      await sleep(nth * 5);
      await ask(new Agent(), token).catch(() => {});
    });
    await Promise.all(cutOrAnswered);
    // Its own connection is cut; a new one is taken at once, by whoever is there.
    await expect.poll(() => metric('mintmark_worker_deaths_total')).toBe(1);
    expect((await askGate(system(), token)).status).toBe(204);
    await expect.poll(() => metric('mintmark_workers')).toBe(WORKERS);
    expect(workerIds()).not.toContain(before[0]);
    expect(system().log()).toMatch(/Worker \d \(process \d+\) ended by SIGKILL: its connections are cut/);
  });

  test('answers without any worker', async () => {
    const token = tokenOf(application);
    for (const id of workerIds()) process.kill(id, 'SIGKILL');
    await expect.poll(() => metric('mintmark_workers')).toBe(0);
    expect((await askGate(system(), token)).status).toBe(204);
    expect((await askGate(system(), 'x')).body.cause).toBe('not-a-jwt');
    await expect.poll(() => metric('mintmark_workers')).toBe(WORKERS);
    expect((await askGate(system(), token)).status).toBe(204);
  });
});
