import { randomUUID, sign } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Served, serve } from '../http/serving.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

/** What one process on a PostgreSQL knows of the changes that another one makes. */

let postgres: PostgresServer;
let nodes: readonly Served[];
let databaseUrl: string;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  nodes = await Promise.all([serve({ databaseUrl }), serve({ databaseUrl, staleKeysSeconds: 0 })]);
});
afterAll(async () => {
  for (const node of nodes) await node.close();
  await postgres.stop();
});

interface App {
  readonly id: string;
  readonly privateKey: string;
}

async function newApplication(node: Served): Promise<App> {
  const made = await node.send('POST', '/v2/applications', { name: 'Fed' });
  expect(made.status).toBe(201);
  return { id: made.json.id, privateKey: made.json.keys.private_key };
}

function ask(node: Served, { id, privateKey }: App) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { application_id: id, iat: now - 1, exp: now + 600, jti: randomUUID(), acl: { paths: { '/**': {} } } };
  const input = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
  return node.send('GET', '/gate', undefined, { authorization: `Bearer ${token}` }, null);
}
const verdict = async (node: Served, app: App) => (await ask(node, app)).status;

async function sql(text: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(text);
  await client.end();
}

async function metric(node: Served, name: string): Promise<number> {
  const { text } = await node.send('GET', '/metrics', undefined, {}, null);
  return Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1]);
}
const readings = (node: Served) => metric(node, 'mintmark_change_feed_readings_total');

/** Until two readings were begun after now: the second one cannot be from before. */
async function twoReadings(node: Served): Promise<void> {
  const before = await readings(node);
  await expect.poll(() => readings(node)).toBeGreaterThanOrEqual(before + 2);
}

describe('a change that another process makes', () => {
  test.each([
    ['removal', (node: Served, id: string) => node.send('DELETE', `/v2/applications/${id}`)],
    [
      'revocation of its key',
      async (node: Served, id: string) => {
        const [key] = (await node.send('GET', `/v2/applications/${id}/keys`)).json._embedded.keys;
        return node.send('DELETE', `/v2/applications/${id}/keys/${key.id}`);
      },
    ],
  ])('is obeyed after the next reading: %s', async (_, change) => {
    const [one, two] = nodes as [Served, Served];
    const app = await newApplication(one);
    for (let i = 0; i < 3; i++) expect(await verdict(two, app)).toBe(204);
    expect((await change(one, app.id)).status).toBeLessThan(300);
    await twoReadings(two);
    expect(await verdict(two, app)).toBe(401);
  });

  test('is obeyed as soon where no notification comes, as through a pool of transactions', async () => {
    const [one, two] = nodes as [Served, Served];
    const app = await newApplication(one);
    expect(await verdict(two, app)).toBe(204);
    await sql('alter table changes disable trigger changes_told');
    expect((await one.send('DELETE', `/v2/applications/${app.id}`)).status).toBe(204);
    await twoReadings(two);
    expect(await verdict(two, app)).toBe(401);
    await sql('alter table changes enable trigger changes_told');
  });
});

test('while PostgreSQL is away keys in memory are accepted for so long, the rest is told why it is not judged, and all of it ends by itself', async () => {
  const [tolerant, strict] = nodes as [Served, Served];
  const [known, other] = [await newApplication(tolerant), await newApplication(tolerant)];
  for (const node of nodes) expect(await verdict(node, known)).toBe(204);
  const readiness = async (node: Served) => (await node.send('GET', '/readyz/gate', undefined, {}, null)).json;
  expect(await readiness(tolerant)).toEqual({ status: 'ready', storage: 'ok', draining: false, keys: 'current' });
  expect(await metric(tolerant, 'mintmark_keys_stale_seconds')).toBe(0);

  await postgres.crash();
  for (const node of nodes) await expect.poll(() => metric(node, 'mintmark_keys_stale_seconds')).toBeGreaterThan(0);
  expect(await verdict(tolerant, known)).toBe(204);
  for (const [node, app] of [
    [tolerant, other],
    [strict, known],
  ] as const) {
    const refused = await ask(node, app);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(refused.json.detail).toMatch(
      /^The token was neither accepted nor rejected: the database cannot be asked for the keys/,
    );
  }
  await expect.poll(async () => (await readiness(tolerant)).storage).toBe('away');
  expect(await readiness(tolerant)).toMatchObject({ status: 'ready', keys: 'stale' });
  await expect.poll(async () => (await readiness(strict)).storage).toBe('away');
  expect(await readiness(strict)).toMatchObject({ status: 'not-ready', keys: 'unknown' });
  expect(Date.parse((await readiness(tolerant)).keys_stale_since)).toBeLessThan(Date.now());
  expect(tolerant.log()).toMatch(/have not been known since \d{4}-.*Keys in memory are accepted for 600 s from then/);
  expect(strict.log()).toContain('Keys in memory are no longer accepted');

  await postgres.start();
  for (const node of nodes) {
    await expect.poll(() => metric(node, 'mintmark_keys_stale_seconds'), { timeout: 10_000 }).toBe(0);
    expect(await verdict(node, known)).toBe(204);
    expect(node.log()).toContain('Changes made by other processes are known again');
  }
  expect((await strict.send('DELETE', `/v2/applications/${known.id}`)).status).toBe(204);
  await twoReadings(tolerant);
  expect(await verdict(tolerant, known)).toBe(401);
});

test('workers obey a change of their own server at once, and that of another one after the next reading', async () => {
  const [one] = nodes as [Served];
  const crowd = await serve({ databaseUrl, workers: 2 });
  onTestFinished(() => crowd.close());
  await expect.poll(() => metric(crowd, 'mintmark_workers')).toBe(2);
  // Several at once, so that each worker has connections.
  const verdicts = async (app: App) => new Set(await Promise.all(Array.from({ length: 8 }, () => verdict(crowd, app))));
  const accepted = () => metric(crowd, 'mintmark_gate_decisions_total{cause="none"}');
  const [own, elsewhere] = [await newApplication(crowd), await newApplication(one)];
  for (const app of [own, elsewhere]) expect(await verdicts(app)).toEqual(new Set([204]));
  expect(await accepted()).toBe(16);
  expect((await crowd.send('DELETE', `/v2/applications/${own.id}`)).status).toBe(204);
  expect(await verdicts(own)).toEqual(new Set([401]));
  expect((await one.send('DELETE', `/v2/applications/${elsewhere.id}`)).status).toBe(204);
  await twoReadings(crowd);
  expect(await verdicts(elsewhere)).toEqual(new Set([401]));
});
