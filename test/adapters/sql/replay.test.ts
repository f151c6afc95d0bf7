import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../../src/adapters/sql/migrate.ts';
import { MIGRATIONS } from '../../../src/adapters/sql/migrations/index.ts';
import { openSqlite } from '../../../src/adapters/sql/open-sqlite.ts';
import { sqlReplay } from '../../../src/adapters/sql/replay.ts';
import type { Tables } from '../../../src/adapters/sql/schema.ts';
import { NOW } from '../../support/records.ts';

const DAY = 86_400;

let folder: string;
let db: Kysely<Tables>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mintmark-replay-'));
  db = new Kysely<Tables>({ dialect: await openSqlite(join(folder, 'mintmark.db')) });
  await migrate(db, MIGRATIONS);
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

/** When the tokens end whose use is stored, in seconds from now. */
async function stored(): Promise<number[]> {
  const rows = await db.selectFrom('used_tokens').select('expires_ms').orderBy('expires_ms').execute();
  return rows.map((row) => Number(row.expires_ms) / 1000 - NOW);
}

test('uses whose tokens ended more than a day ago are swept once a minute, and the others stay', async () => {
  const replay = sqlReplay(db);
  await replay.use('application', 'ends', NOW, NOW + 59.5 - DAY);
  await replay.use('application', 'just', NOW, NOW + 60 - DAY);
  await replay.use('application', 'lasts', NOW, NOW + 900);
  await replay.use('application', 'next', NOW + 59.9, NOW + 901);
  expect(await stored()).toEqual([59.5 - DAY, 60 - DAY, 900, 901]);
  await replay.use('application', 'later', NOW + 60, NOW + 902);
  expect(await stored()).toEqual([60 - DAY, 900, 901, 902]);
  // A minute from the last sweep, not from the first.
  await replay.use('application', 'more', NOW + 119.9, NOW + 903);
  expect(await stored()).toEqual([60 - DAY, 900, 901, 902, 903]);
  await replay.use('application', 'most', NOW + 120, NOW + 904);
  expect(await stored()).toEqual([900, 901, 902, 903, 904]);
});

test('a use counts up to the millisecond at which its token ends', async () => {
  const replay = sqlReplay(db);
  await replay.use('application', 'a', NOW, NOW + 10);
  expect(await replay.use('application', 'a', NOW + 10, NOW + 10)).toBe(NOW);
  expect(await replay.use('application', 'a', NOW + 10.001, NOW + 20)).toBeNull();
  expect(await replay.use('application', 'a', NOW + 11, NOW + 20)).toBe(NOW + 10.001);
});

test('where rows come and go between the two looks, it tries three times and says that it is busy', async () => {
  const replay = sqlReplay(db);
  let looks = 0;
  await replay.use('application', 'a', NOW, NOW + 900);
  const select = db.selectFrom.bind(db);
  Object.assign(db, {
    selectFrom: (table: 'used_tokens') => {
      looks += 1;
      return select(table).where('used_ms', '<', 0);
    },
  });
  await expect(replay.use('application', 'a', NOW, NOW + 900)).rejects.toMatchObject({
    name: 'UnavailableError',
    reason: 'busy',
  });
  expect(looks).toBe(3);
});
