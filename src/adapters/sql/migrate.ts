import { type Migration, Migrator } from 'kysely/migration';
import { DatabaseCorruptError, SchemaTooNewError } from '../../ports/errors.ts';
import type { Db } from './schema.ts';

const TABLE = 'kysely_migration';

/**
 * Brings the database to the newest schema, in one transaction: whole, or not at all. Where several processes start at
 * once, one migrates and the others wait for it.
 * @returns the schema version.
 * @throws SchemaTooNewError where a newer program has been here, DatabaseCorruptError where the schema cannot be read.
 */
export async function migrate(db: Db, migrations: Readonly<Record<string, Migration>>): Promise<number> {
  const known = Math.max(...Object.keys(migrations).map(versionOf));
  try {
    await refuseNewer(db, known);
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
    const { error } = await migrator.migrateToLatest();
    if (error) {
      // A newer program may have been here just now.
      await refuseNewer(db, known);
      throw error;
    }
    return known;
  } catch (error) {
    throw isDamage(error) ? new DatabaseCorruptError('The database', error.message, { cause: error }) : error;
  }
}

async function refuseNewer(db: Db, known: number): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === TABLE)) return;
  const applied = await db.withTables<{ [TABLE]: { name: string } }>().selectFrom(TABLE).select('name').execute();
  const found = Math.max(0, ...applied.map((row) => versionOf(row.name)));
  if (found > known) throw new SchemaTooNewError(found, known);
}

const versionOf = (name: string) => Number(name.slice(0, 4));

/** Kysely trips over text of a schema that no program wrote, and names a history that none can have left. */
const isDamage = (error: unknown): error is Error =>
  error instanceof TypeError || (error instanceof Error && error.message.startsWith('corrupted migrations'));
