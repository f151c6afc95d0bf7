import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openDatabase } from '../../src/adapters/sql/index.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Database } from '../../src/ports/database.ts';
import type { LogBounds } from '../../src/ports/request-filter.ts';

const BOUNDS: LogBounds = { limit: 100, maxAgeSeconds: 1000 };

/** To be called at the top of a test file: gives new, empty SQLite databases, which are gone when its tests are done. */
export function temporaryDatabases(): (clock: Clock, bounds?: LogBounds) => Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-database-'));
  const opened: Database[] = [];
  afterAll(async () => {
    for (const database of opened) await database.close();
    rmSync(folder, { recursive: true });
  });
  return async (clock, bounds = BOUNDS) => {
    const database = await openDatabase(join(mkdtempSync(join(folder, 'data-')), 'mintmark.db'), clock, bounds);
    opened.push(database);
    return database;
  };
}
