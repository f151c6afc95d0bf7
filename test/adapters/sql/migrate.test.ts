import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { migrate } from '../../../src/adapters/sql/migrate.ts';
import { MIGRATIONS } from '../../../src/adapters/sql/migrations/index.ts';
import { openPostgres } from '../../../src/adapters/sql/open-postgres.ts';
import { openSqlite } from '../../../src/adapters/sql/open-sqlite.ts';
import { COLUMNS, type Tables } from '../../../src/adapters/sql/schema.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { startChild } from '../../support/child.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { account, secret } from '../../support/records.ts';

let server: PostgresServer;
const folder = mkdtempSync(join(tmpdir(), 'mintmark-migrate-'));
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.stop();
});
let files = 0;

const open = (target: string) => openDatabase(target, clock, BOUNDS);
async function raw(target: string): Promise<Kysely<Tables>> {
  const dialect = target.startsWith('postgres') ? await openPostgres(target, 'migrate') : await openSqlite(target);
  return new Kysely<Tables>({ dialect });
}
async function tables(db: Kysely<Tables>): Promise<string[]> {
  return (await db.introspection.getTables()).map((table) => table.name).sort();
}
const NAMES = Object.keys(MIGRATIONS);
const NEWEST = NAMES.length;
const OURS = Object.keys(COLUMNS).sort();

describe.each([
  ['sqlite', async () => join(folder, `${++files}.db`)],
  ['postgres', () => server.createDatabase()],
] as const)('migrate on %s', (_, newTarget) => {
  test('a new database gets every table, an old one is left as it is', async () => {
    const target = await newTarget();
    const first = await open(target);
    expect(first.schemaVersion).toBe(NEWEST);
    const one = account();
    await first.accounts.add(one, secret(one.id));
    await first.close();
    const second = await open(target);
    expect(await second.accounts.list()).toEqual([one]);
    await second.close();
    const db = await raw(target);
    expect(await tables(db)).toEqual(OURS);
    await db.destroy();
  });

  test('a database from before the feed of changes tells of the changes from its upgrade on, and what it has is counted', async () => {
    const target = await newTarget();
    const old = await raw(target);
    await migrate(old, Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0006')));
    await sql`insert into accounts values ('abcd1234', 'Old', null, 0, 1)`.execute(old);
    await sql`insert into applications values ('an-old-one', 'abcd1234', 'Old', '{}', null, 0, 0, 1, 1, 1)`.execute(
      old,
    );
    await sql`insert into keys values ('a-key', 'an-old-one', 'abcd1234', 'F', 'PEM', 'active', 1, 1, null, null, null)`.execute(
      old,
    );
    const database = await open(target);
    expect((await database.applications.page('abcd1234', 1, 10)).total).toBe(1);
    const { to } = await database.changes.since();
    // As an older program does that still runs, and as a person does at a prompt.
    await sql`update keys set state = 'revoked' where id = 'a-key'`.execute(old);
    const read = await database.changes.since(to);
    expect(read.changed).toEqual(['an-old-one']);
    await sql`delete from accounts where id = 'abcd1234'`.execute(old);
    expect((await database.changes.since(read.to)).changed).toEqual(['an-old-one']);
    await database.close();
    await old.destroy();
  });

  test('a newer schema is refused by its number, and left as it is', async () => {
    const target = await newTarget();
    await (await open(target)).close();
    const db = await raw(target);
    await sql`insert into kysely_migration values ('0099-future', '2026-01-01T00:00:00.000Z')`.execute(db);
    await sql`create table future (id text)`.execute(db);
    const opening = open(target);
    await expect(opening).rejects.toMatchObject({ name: 'SchemaTooNewError', found: 99, known: NEWEST });
    await expect(opening).rejects.toThrow(
      `The database has schema version 99; this Mintmark knows versions up to ${NEWEST}. Start the newer Mintmark`,
    );
    expect(await tables(db)).toEqual([...OURS, 'future'].sort());
    await db.destroy();
  });

  test('a migration that fails leaves the schema of before, and the next start goes on from there', async () => {
    const target = await newTarget();
    await (await open(target)).close();
    const db = await raw(target);
    const failing: Record<string, Migration> = {
      '0091-second': { up: (trx) => trx.schema.createTable('second').addColumn('id', 'text').execute() },
      '0092-third': {
        async up(trx) {
          await trx.schema.createTable('third').addColumn('id', 'text').execute();
          throw new Error('half-way');
        },
      },
    };
    await expect(migrate(db, { ...MIGRATIONS, ...failing })).rejects.toThrow('half-way');
    expect(await tables(db)).toEqual(OURS);
    expect(await migrate(db, MIGRATIONS)).toBe(NEWEST);
    await db.destroy();
    await (await open(target)).close();
  });

  test('a process that is killed half-way leaves nothing, and the next one completes', async () => {
    const target = await newTarget();
    const dying = startChild('migrating.ts', target, 'die');
    expect(await dying.ended).toBeNull();
    const db = await raw(target);
    expect(await tables(db)).toEqual([]);
    await db.destroy();
    const next = startChild('migrating.ts', target);
    expect(await next.line()).toBe('version 92');
    expect(await next.ended).toBe(0);
  });

  test('a history that no program wrote is damage', async () => {
    const target = await newTarget();
    await (await open(target)).close();
    const db = await raw(target);
    await sql`update kysely_migration set name = '0000-what' where name = ${NAMES[0]}`.execute(db);
    await expect(open(target)).rejects.toMatchObject({ name: 'DatabaseCorruptError', reason: 'corrupt' });
    await sql`update kysely_migration set name = ${NAMES[0]} where name = '0000-what'`.execute(db);
    await sql`alter table used_tokens rename column jti_hash to jti_hush`.execute(db);
    await expect(open(target)).rejects.toMatchObject({ name: 'DatabaseCorruptError', reason: 'corrupt' });
    await db.destroy();
  });
});

test('of four processes that start on one PostgreSQL database, one migrates and the others wait', async () => {
  const target = await server.createDatabase();
  const children = Array.from({ length: 4 }, () => startChild('migrating.ts', target));
  const [codes, lines] = await Promise.all([
    Promise.all(children.map((child) => child.ended)),
    Promise.all(children.map((child) => child.line())),
  ]);
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(lines).toEqual(Array(4).fill('version 92'));
  const db = await raw(target);
  const { rows } = await sql`select name from kysely_migration order by name`.execute(db);
  expect(rows).toEqual([...NAMES, '0091-second', '0092-third'].map((name) => ({ name })));
  await db.destroy();
});
