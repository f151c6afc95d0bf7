import type { SQLInputValue } from 'node:sqlite';
import { type Dialect, Kysely, SqliteDialect } from 'kysely';
import type { Applications } from '../../ports/applications.ts';
import { readApplications } from './applications.ts';
import { kindOf } from './kind.ts';
import { openPostgres } from './open-postgres.ts';
import type { Tables } from './schema.ts';
import { connectBeside } from './sqlite-connection.ts';

/** Applications and their keys, read beside the process that has the database: nothing is written or migrated. */
export interface KeyReader {
  readonly applications: Pick<Applications, 'get' | 'keys'>;
  close(): Promise<void>;
}

/** @param target as `openDatabase` has it, of a database that is open there */
export async function openKeyReader(target: string): Promise<KeyReader> {
  const dialect = kindOf(target) === 'postgres' ? await openPostgres(target, 'read') : await openFile(target);
  const db = new Kysely<Tables>({ dialect });
  return { applications: readApplications(db), close: () => db.destroy() };
}

async function openFile(path: string): Promise<Dialect> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = connectBeside(DatabaseSync, path);
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare(text) {
        const statement = database.prepare(text);
        const bound = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
        return {
          reader: true,
          all: (parameters) => statement.all(...bound(parameters)),
          run: (parameters) => statement.run(...bound(parameters)),
          iterate: (parameters) => statement.iterate(...bound(parameters)),
        };
      },
    },
  });
}
