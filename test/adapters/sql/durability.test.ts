import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { startChild } from '../../support/child.ts';
import { assertKept, killedWhileWriting } from './killed.ts';

const ROUNDS = 8;
const folder = mkdtempSync(join(tmpdir(), 'mintmark-durable-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('nothing that was acknowledged is lost when the process is killed', async () => {
  expect(await killedWhileWriting(join(folder, 'killed.db'), ROUNDS)).toBeGreaterThan(ROUNDS * 4);
});

test('a copy that was taken while writing opens to a state that was, or is refused', async () => {
  const path = join(folder, 'copied.db');
  const child = startChild('writing.ts', path);
  await child.line();
  for (let round = 0; round < ROUNDS; round++) {
    await delay(20);
    const copy = join(folder, `copy-${round}.db`);
    copyFileSync(path, copy);
    copyFileSync(`${path}-wal`, `${copy}-wal`);
    const database = await openDatabase(copy, clock, BOUNDS).catch((error: Error) => error);
    if (database instanceof Error) {
      expect(database.name).toBe('DatabaseCorruptError');
      continue;
    }
    for (const { id } of await database.accounts.list()) {
      const { items } = await database.applications.page(id, 1, 1000);
      await assertKept(
        database,
        items.map((item) => ['application', item.id, item.revision]),
      );
    }
    await database.close();
  }
  child.kill('SIGKILL');
  await child.ended;
});
