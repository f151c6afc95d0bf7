import { randomUUID, sign } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
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
