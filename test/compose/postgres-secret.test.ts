import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { encodeBase32 } from '../../src/core/encoding/base32.ts';
import { browser, firstOwner, PASSWORD } from '../http/browser.ts';
import { serve } from '../http/serving.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { codeOf, enrol, makeOld, openTables, spellingsOf } from '../support/second-factor.ts';

const ADA = 'ada@example.com';
const OLD = encodeBase32(Uint8Array.from({ length: 20 }, (_, at) => 7 * at + 100));
const REPLACED = encodeBase32(Uint8Array.from({ length: 20 }, (_, at) => 11 * at + 1));

let postgres: PostgresServer;
let databaseUrl: string;
let secretFile: string;
const folder = mkdtempSync(join(tmpdir(), 'mintmark-postgres-secret-'));
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  databaseUrl = await postgres.createDatabase();
  secretFile = join(mkdtempSync(join(folder, 'node-')), 'server.secret');
});

/** Whether a secret lies in the file of the table. */
async function isInTable(secret: string): Promise<boolean> {
  const db = await openTables(databaseUrl);
  await sql`checkpoint`.execute(db);
  const { rows } = await sql<{ bytes: Buffer }>`
    select pg_read_binary_file(pg_relation_filepath('second_factors')) as bytes`.execute(db);
  await db.destroy();
  return spellingsOf(secret).some((spelling) => rows[0]?.bytes.includes(spelling));
}

test('of processes that start at once with one secret file one makes it, and each takes the codes of all', async () => {
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => serve({ databaseUrl, secretFile })));
  if (!one || !two || !three) throw new Error('three servers');
  expect(readdirSync(join(secretFile, '..'))).toEqual(['server.secret']);
  const link = [one, two, three].map(({ signInLink }) => signInLink);
  const owner = await Promise.any(
    link.map((signInLink) => firstOwner({ ...one, ...(signInLink && { signInLink }) }, ADA)),
  );
  const { secret } = await enrol(owner);
  expect(await isInTable(secret)).toBe(false);
  expect((await browser(two).signIn(ADA, PASSWORD, codeOf(secret, 1))).status).toBe(200);
  expect((await browser(three).signIn(ADA, PASSWORD, codeOf(secret, 1))).status).toBe(401);
  for (const node of [one, two, three]) await node.close();
});

test('a process with another secret file says so, and lets nobody in by what it cannot open', async () => {
  const one = await serve({ databaseUrl, secretFile });
  const { secret } = await enrol(await firstOwner(one, ADA));
  const other = join(mkdtempSync(join(folder, 'other-')), 'server.secret');
  await (await serve({ databaseUrl: await postgres.createDatabase(), secretFile: other })).close();
  const two = await serve({ databaseUrl, secretFile: other });
  expect(two.log()).toContain('Second factors that cannot be opened: 1.');
  expect((await browser(two).signIn(ADA, PASSWORD, codeOf(secret, 1))).status).toBe(503);
  expect((await browser(one).signIn(ADA, PASSWORD, codeOf(secret, 1))).status).toBe(200);
  await one.close();
  await two.close();
});

test('without a secret file nobody sets up a second factor, and where somebody has one nothing starts', async () => {
  const bare = await serve({ databaseUrl });
  const ada = await firstOwner(bare, ADA);
  const refused = await ada.post('/dashboard-api/me/second-factor', { password: PASSWORD });
  expect([refused.status, refused.json.type]).toEqual([409, '/docs#problem-second-factor-unavailable']);
  expect(refused.json.detail).toContain('secret-file');

  const named = await serve({ databaseUrl, secretFile });
  const page = browser(named);
  await page.signIn(ADA);
  const { secret } = await enrol(page);
  expect((await browser(bare).signIn(ADA, PASSWORD, codeOf(secret, 1))).json.type).toBe(
    '/docs#problem-second-factor-unreadable',
  );
  expect(bare.log()).toContain('this server has no secret file');
  await bare.close();
  await named.close();
  await expect(serve({ databaseUrl })).rejects.toMatchObject({
    name: 'ServerSecretError',
    message: expect.stringContaining('--secret-file or MINTMARK_SECRET_FILE'),
  });
});

test('a database from before secrets were sealed is sealed by the first start that has a secret file', async () => {
  const before = await serve({ databaseUrl, secretFile });
  await enrol(await firstOwner(before, ADA));
  await before.close();
  rmSync(secretFile);
  await makeOld(databaseUrl, OLD, [REPLACED]);
  for (const secret of [OLD, REPLACED]) expect(await isInTable(secret)).toBe(true);
  await expect(serve({ databaseUrl })).rejects.toMatchObject({ name: 'ServerSecretError' });
  const nodes = await Promise.all([1, 2].map(() => serve({ databaseUrl, secretFile })));
  for (const secret of [OLD, REPLACED]) expect(await isInTable(secret)).toBe(false);
  const [, two] = nodes;
  if (!two) throw new Error('two servers');
  expect((await browser(two).signIn(ADA, PASSWORD, codeOf(OLD, 1))).status).toBe(200);
  for (const node of nodes) await node.close();
});
