// Brings a database to a schema of two more migrations, the first of which ends the process when it is told to.
import { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { migrate } from '../../src/adapters/sql/migrate.ts';
import { MIGRATIONS } from '../../src/adapters/sql/migrations/index.ts';
import { openPostgres } from '../../src/adapters/sql/open-postgres.ts';
import { openSqlite } from '../../src/adapters/sql/open-sqlite.ts';
import type { Tables } from '../../src/adapters/sql/schema.ts';

const [target = '', mode] = process.argv.slice(2);
const more: Record<string, Migration> = {
  '0091-second': {
    async up(db) {
      await db.schema.createTable('second').addColumn('id', 'text').execute();
      if (mode === 'die') process.kill(process.pid, 'SIGKILL');
    },
  },
  '0092-third': {
    up: (db) => db.schema.alterTable('second').addColumn('more', 'text').execute(),
  },
};
const dialect = target.startsWith('postgres') ? await openPostgres(target, 'migrate') : await openSqlite(target);
const db = new Kysely<Tables>({ dialect });
console.log(`version ${await migrate(db, { ...MIGRATIONS, ...more })}`);
await db.destroy();
