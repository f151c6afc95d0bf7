import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../http/serving.ts';

let folder: string;
let data: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mintmark-killed-'));
  data = join(folder, 'data');
  await (await serve({ data })).close();
  // Work for longer than a moment.
  const database = new DatabaseSync(join(data, 'mintmark.db'));
  database.exec(`create table ballast as with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
    select i, hex(randomblob(200)) as b from n`);
  database.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

function valueIn(path: string, query: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true });
  const row = database.prepare(query).get() ?? {};
  database.close();
  return Object.values(row)[0];
}

/** What a process does, killed at several moments of it. */
async function killedAt(milliseconds: number, code: string): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', `${code}; console.log('done')`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.once('data', () => child.kill('SIGKILL'));
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await once(child, 'close');
  clearTimeout(timer);
}

describe('killed at any moment', () => {
  const [backup, restore] = ['backup', 'restore'].map(
    (name) => new URL(`../../src/compose/${name}.ts`, import.meta.url),
  );

  test('a backup is there whole or not at all, and a restored database too', async () => {
    const target = join(folder, 'restored');
    const [made, put] = [new Set<boolean>(), new Set<boolean>()];
    for (const milliseconds of [150, 250, 300, 350, 400, 450, 500, 600, 800, 60_000]) {
      const path = join(folder, `${milliseconds}.backup`);
      await killedAt(milliseconds, `import { backUp } from '${backup}'; await backUp({ data: '${data}' }, '${path}')`);
      made.add(existsSync(path));
      if (existsSync(path)) expect(valueIn(path, 'pragma integrity_check')).toBe('ok');
    }
    const whole = join(folder, '60000.backup');
    for (const milliseconds of [150, 250, 300, 350, 400, 450, 500, 600, 800, 60_000]) {
      const database = join(target, 'mintmark.db');
      await killedAt(
        milliseconds,
        `import { restoreBackup } from '${restore}'; await restoreBackup({ data: '${target}' }, '${whole}')`,
      );
      put.add(existsSync(database));
      if (!existsSync(database)) continue;
      expect(valueIn(database, 'pragma integrity_check')).toBe('ok');
      expect(valueIn(database, 'select count(*) from ballast')).toBe(20_000);
      rmSync(target, { recursive: true });
    }
    expect([made.has(true), put.has(true)]).toEqual([true, true]);
  }, 120_000);
});
