import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import type { Database } from '../../../src/ports/database.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { startChild } from '../../support/child.ts';
import { NOW } from '../../support/records.ts';

const ROUNDS = 8;
const folder = mkdtempSync(join(tmpdir(), 'mintmark-durable-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Acknowledged = ['account', string] | ['application', string, number] | ['used', string];

async function assertKept(database: Database, acknowledged: readonly Acknowledged[]): Promise<void> {
  const revisions = new Map<string, number>();
  for (const [what, id, revision] of acknowledged) {
    if (what === 'application') revisions.set(id, revision);
    else if (what === 'account') expect(await database.accounts.secrets(id), id).toHaveLength(1);
    else expect(await database.replay.use(id, 'jti', NOW, NOW + 900), id).toBe(NOW);
  }
  for (const [id, revision] of revisions) {
    const application = await database.applications.get(id);
    const keys = await database.applications.keys(id);
    expect(application?.revision, id).toBeGreaterThanOrEqual(revision);
    // The application and its keys changed together, or not at all.
    expect(
      keys.map((key) => key.state),
      id,
    ).toEqual(application?.revision === 1 ? ['active'] : ['active', 'revoked']);
  }
}

test('nothing that was acknowledged is lost when the process is killed', async () => {
  const path = join(folder, 'killed.db');
  let kept = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const child = startChild('writing.ts', path);
    await child.line();
    await delay(10 + round * 15);
    child.kill('SIGKILL');
    await child.ended;
    const acknowledged = child.lines
      .filter((line) => line.endsWith(']'))
      .map((line) => JSON.parse(line) as Acknowledged);
    const database = await openDatabase(path, clock, BOUNDS);
    await assertKept(database, acknowledged);
    await database.close();
    kept += acknowledged.length;
  }
  expect(kept).toBeGreaterThan(ROUNDS * 4);
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
