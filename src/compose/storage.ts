import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../adapters/sql/index.ts';
import { claimDataDirectory } from '../adapters/system/index.ts';
import type { Settings } from '../options/options.ts';
import type { Clock, Database } from '../ports/index.ts';

/** File of the embedded database, in the data directory. */
export const DATABASE_FILE = 'mintmark.db';

/** There is no database where it was looked for. */
export class NoDatabaseError extends Error {
  override readonly name = 'NoDatabaseError';
}

/** Path of the embedded database in a data directory, for who works on one that is there. @throws NoDatabaseError */
export function databaseIn(data: string): string {
  const path = join(data, DATABASE_FILE);
  if (existsSync(path)) return path;
  throw new NoDatabaseError(`There is no database in ${data}. Give the data directory of the server: --data.`);
}

/**
 * PostgreSQL where its URL is set; otherwise the embedded database, in a data directory that is ours alone. What is
 * added to `closers` lets go of it again.
 */
export async function openStorage(
  settings: Pick<
    Settings,
    'data' | 'databaseUrl' | 'reportsKept' | 'reportsMaxAgeSeconds' | 'acceptedKept' | 'requestLogBytes'
  >,
  clock: Clock,
  closers: (() => void | Promise<void>)[],
): Promise<Database> {
  const maxAgeSeconds = settings.reportsMaxAgeSeconds;
  const reportBounds = { limit: settings.reportsKept, maxAgeSeconds };
  const acceptedBounds = { limit: settings.acceptedKept, maxAgeSeconds };
  let target = settings.databaseUrl;
  if (target === undefined) {
    const directory = await claimDataDirectory(settings.data);
    closers.push(() => directory.release());
    target = join(directory.path, DATABASE_FILE);
  }
  const database = await openDatabase(target, clock, reportBounds, acceptedBounds, settings.requestLogBytes);
  closers.push(() => database.close());
  return database;
}
