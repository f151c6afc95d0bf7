import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { account, application, key, secret } from '../../support/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-whole-'));
const path = join(folder, 'large.db');
afterAll(() => rmSync(folder, { recursive: true }));
const open = () => openDatabase(path, clock, BOUNDS);

const owner = account();
const known = application(owner.id);
beforeAll(async () => {
  const database = await open();
  await database.accounts.add(owner, secret(owner.id));
  await database.applications.add(known, [key(known.id)]);
  // Larger than what is checked before it is served.
  await database.applications.add(application(owner.id, { name: 'x'.repeat(9_000_000) }), []);
  await database.close();
});

test('a large file is served before it was checked, and found sound beside that', async () => {
  const database = await open();
  expect(await database.applications.get(known.id)).toEqual(known);
  await database.checked;
  await database.probe();
  expect(await database.applications.get(known.id)).toEqual(known);
  await database.close();
});

test('closing does not wait for the check', async () => {
  const database = await open();
  await database.close();
  await database.checked;
});

test('damage that is found beside is told, and from then on nothing is served', async () => {
  const bytes = readFileSync(path);
  // The entry of the index is the id, and a rowid of one byte behind it.
  let damaged = 0;
  for (let at = bytes.indexOf(known.id); at >= 0; at = bytes.indexOf(known.id, at + 1)) {
    const end = at + known.id.length;
    if (bytes.readUInt8(end) !== 1) continue;
    bytes.writeUInt8(bytes.readUInt8(end - 1) ^ 1, end - 1);
    damaged++;
  }
  expect(damaged).toBeGreaterThan(0);
  writeFileSync(path, bytes);
  const database = await open();
  await expect(database.checked).rejects.toMatchObject({ name: 'DatabaseCorruptError', reason: 'corrupt' });
  await expect(database.checked).rejects.toThrow(/is damaged \(.*Stop the server and restore it from a backup/s);
  for (const ask of [
    () => database.applications.get(known.id),
    () => database.accounts.add(account(), secret(owner.id)),
    () => database.probe(),
  ]) {
    await expect(ask()).rejects.toMatchObject({ name: 'DatabaseCorruptError' });
  }
  await database.close();
});
