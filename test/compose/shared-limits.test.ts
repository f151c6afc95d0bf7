import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browser, firstOwner } from '../http/browser.ts';
import { type Credentials, type Served, serve } from '../http/serving.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

/** Limits on guesses, and Idempotency-Keys: of all processes on a database together, and over a restart. */

const list = (node: Served, as: Credentials) => node.send('GET', '/v2/applications', undefined, {}, as);

async function newAccount(node: Served): Promise<Credentials> {
  const { json } = await node.send('POST', '/accounts', { name: 'Guessed at' });
  return { key: json.api_key, secret: json.secret };
}

async function guesses(node: Served, { key }: Credentials, times: number): Promise<number[]> {
  const answers = Array.from({ length: times }, (_, at) => list(node, { key, secret: `Wrong1Secret${at}` }));
  return (await Promise.all(answers)).map(({ status }) => status);
}
const judged = (statuses: readonly number[]) => statuses.filter((status) => status === 401).length;

describe('two processes on one PostgreSQL', () => {
  let postgres: PostgresServer;
  let databaseUrl: string;
  let one: Served;
  let two: Served;
  beforeAll(async () => {
    postgres = await startPostgres();
    databaseUrl = await postgres.createDatabase();
    [one, two] = await Promise.all([serve({ databaseUrl }), serve({ databaseUrl })]);
  });
  afterAll(async () => {
    await Promise.all([one.close(), two.close()]);
    await postgres.stop();
  });

  test('thirty guesses at a secret are judged, wherever they arrive, and a restart forgets none', async () => {
    const account = await newAccount(one);
    const all = await Promise.all([guesses(one, account, 25), guesses(two, account, 25)]);
    expect(judged(all.flat())).toBe(30);
    await one.close();
    one = await serve({ databaseUrl });
    expect((await list(one, account)).status).toBe(429);
    expect((await list(two, account)).status).toBe(429);
  });

  test('five guesses at a password are judged, wherever they arrive', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 8; at++) {
      const node = at % 2 === 0 ? one : two;
      statuses.push((await browser(node).signIn('ada@example.com', `guess ${at}`)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  });

  test('an Idempotency-Key is one request on both, at once and later', async () => {
    const before = (await one.send('GET', '/v2/applications')).json.total_items;
    const post = (node: Served, name = 'Once') =>
      node.send('POST', '/v2/applications', { name }, { 'idempotency-key': 'of-both' });
    const answers = [...(await Promise.all([one, two, one, two].map((node) => post(node)))), await post(two)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(answers.filter(({ json }) => json.keys.private_key !== undefined)).toHaveLength(1);
    expect((await one.send('GET', '/v2/applications')).json.total_items).toBe(before + 1);
    for (const node of [one, two]) expect((await post(node, 'Other')).status).toBe(422);
  });

  async function sql<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client(databaseUrl);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  test('what another process does not end is answered with 409, and nothing is done', async () => {
    const post = (node: Served) =>
      node.send('POST', '/v2/applications', { name: 'Stuck' }, { 'idempotency-key': 'stuck' });
    // Whoever claimed it is gone, and its claim is not over.
    await sql(async (client) => {
      await client.query(`create function stay() returns trigger language plpgsql as 'begin return null; end'`);
      await client.query('create trigger stay before update or delete on repeats for each row execute function stay()');
    });
    expect((await post(one)).status).toBe(201);
    const other = await post(two);
    expect([other.status, other.json.title, other.headers.get('retry-after')]).toEqual([409, 'Request under way', '1']);
    await sql((client) => client.query('drop function stay cascade'));
  });

  test('while the counts cannot be shared each process counts alone, and says so', async () => {
    const metric = async () => {
      const { text } = await one.send('GET', '/metrics', undefined, {}, null);
      return /^mintmark_attempts_counted_alone (\d)$/m.exec(text)?.[1];
    };
    /** A few at a time, until no more are. */
    async function judgedBy(node: Served, account: Credentials): Promise<number> {
      for (let all = 0; ; ) {
        const statuses = await guesses(node, account, 5);
        all += judged(statuses);
        if (statuses.includes(429)) return all;
      }
    }
    const [account, other] = [await newAccount(one), await newAccount(one)];
    await sql(async (client) => {
      await client.query('begin');
      await client.query('lock table attempts in access exclusive mode');
      expect([await judgedBy(one, account), await judgedBy(two, account)]).toEqual([30, 30]);
      expect((await list(one, other)).status).toBe(200);
      expect(await metric()).toBe('1');
    });
    await expect.poll(async () => (await list(one, { key: 'zzzz9999', secret: 'x' })) && metric()).toBe('0');
    const words = one.log();
    expect(words.match(/counted by this process alone/g)).toHaveLength(1);
    expect(words).toContain('counted for all processes together again');
  });
});

test('the embedded database keeps the counts and the keys over a restart', async () => {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-limits-'));
  let node = await serve({ data });
  await firstOwner(node);
  const account = await newAccount(node);
  const post = () => node.send('POST', '/v2/applications', { name: 'Once' }, { 'idempotency-key': 'kept' });
  const created = await post();
  expect(judged(await guesses(node, account, 40))).toBe(30);
  for (let at = 0; at < 5; at++) await browser(node).signIn('ada@example.com', `guess ${at}`);
  await node.close();
  node = await serve({ data });
  expect((await list(node, account)).status).toBe(429);
  expect((await browser(node).signIn('ada@example.com')).status).toBe(429);
  const again = await post();
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  const { private_key: _, ...keys } = created.json.keys;
  expect(again.json).toEqual({ ...created.json, keys });
  await node.close();
  rmSync(data, { recursive: true });
});
