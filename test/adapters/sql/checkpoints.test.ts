import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { account, secret } from '../../support/records.ts';

/** What is committed does not stay in the write-ahead log alone. */

async function open() {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-checkpoints-'));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const path = join(folder, 'mintmark.db');
  const database = await openDatabase(path, { now: () => 1_800_000_000 }, { limit: 10, maxAgeSeconds: 60 });
  onTestFinished(async () => {
    await database.close();
    vi.useRealTimers();
    rmSync(folder, { recursive: true });
  });
  let copies = 0;
  return {
    add: async () => {
      const one = account();
      await database.accounts.add(one, secret(one.id));
    },
    /** Accounts in a copy of the database file without its log. */
    inFile() {
      const copy = join(folder, `copy-${++copies}.db`);
      copyFileSync(path, copy);
      const alone = new DatabaseSync(copy);
      try {
        const tables = alone.prepare("select 1 from sqlite_master where name = 'accounts'").all();
        return tables.length === 0 ? 0 : (alone.prepare('select count(*) as n from accounts').get()?.['n'] as number);
      } finally {
        alone.close();
      }
    },
  };
}

test('soon after the start, and each minute, the file alone has everything', async () => {
  const { add, inFile } = await open();
  await add();
  expect(inFile()).toBe(0);
  vi.advanceTimersByTime(2000);
  expect(inFile()).toBe(1);
  for (const count of [2, 3]) {
    await add();
    expect(inFile()).toBe(count - 1);
    vi.advanceTimersByTime(60_000);
    expect(inFile()).toBe(count);
  }
});
