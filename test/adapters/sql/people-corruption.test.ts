import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { sqliteDialect } from '../../../src/adapters/sql/open-sqlite.ts';
import type { Tables } from '../../../src/adapters/sql/schema.ts';
import { sqlSessions } from '../../../src/adapters/sql/sessions.ts';
import { SERVER, trailOf } from '../../../src/adapters/sql/trail.ts';
import type { Session, Sessions } from '../../../src/ports/index.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { join as joinAccount, newAccount } from '../../contract/people.ts';
import { person, session } from '../../support/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-people-corrupt-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A database of four people with a session each, and whose session a token opens. */
async function wholeDatabase(): Promise<{ readonly whole: Buffer; readonly tokens: ReadonlyMap<string, string> }> {
  const path = join(folder, 'whole.db');
  const database = await openDatabase(path, clock, BOUNDS);
  const { id: accountId } = await newAccount(database);
  const tokens = new Map<string, string>();
  for (let n = 0; n < 4; n++) {
    const one = person();
    await joinAccount(database, accountId, one);
    const its = session(one.id);
    await database.sessions.begin(its, one.passwordHash);
    tokens.set(its.tokenHash, one.id);
  }
  await database.close();
  const whole = readFileSync(path);
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  return { whole, tokens };
}

/** Each entry of an index is led to each row in turn: nobody is taken for somebody else. */
test.each([
  [
    'a session is never that of another person',
    (tokens: ReadonlyMap<string, string>) => [...tokens.keys()],
    async (sessions: Sessions, [token]: readonly [string, string]) => {
      const found = await sessions.find(token);
      return found ? [found] : [];
    },
  ],
  [
    'nobody is shown the sessions of another person',
    (tokens: ReadonlyMap<string, string>) => [...tokens.values()],
    (sessions: Sessions, [, personId]: readonly [string, string]) => sessions.ofPerson(personId),
  ],
] as const)('%s, wherever a damaged index leads', async (_, keysOf, ask) => {
  const { whole, tokens } = await wholeDatabase();
  let refused = 0;
  for (const key of keysOf(tokens)) {
    for (const at of entriesOf(whole, key)) {
      for (let rowid = 1; rowid <= 4; rowid++) {
        const damaged = Buffer.from(whole);
        damaged.writeUInt8(rowid, at + key.length);
        refused += await isRefused(damaged, tokens, ask);
      }
    }
  }
  // The entry of the first row has no byte for its rowid: 1 is written in its type. The others lead to three wrong rows.
  expect(refused).toBe(9);
});

/** Where this stands as the last text before a rowid of one byte: that is its entry in the index. */
function entriesOf(file: Buffer, text: string): number[] {
  const found: number[] = [];
  for (let at = file.indexOf(text); at >= 0; at = file.indexOf(text, at + 1)) {
    if (file.readUInt8(at + text.length) <= 4) found.push(at);
  }
  return found;
}

async function isRefused(
  bytes: Buffer,
  tokens: ReadonlyMap<string, string>,
  ask: (sessions: Sessions, its: readonly [token: string, personId: string]) => Promise<readonly Session[]>,
): Promise<number> {
  const path = join(folder, 'damaged.db');
  writeFileSync(path, bytes);
  // Past the check at the opening: the damage is met by a server that runs.
  const db = new Kysely<Tables>({ dialect: sqliteDialect(new DatabaseSync(path), path) });
  const sessions = sqlSessions(db, trailOf(clock, SERVER));
  let refused = 0;
  try {
    for (const [tokenHash, personId] of tokens) {
      const found = await ask(sessions, [tokenHash, personId]).catch((error: Error) => error);
      if (found instanceof Error) {
        expect(found.name).toBe('DatabaseCorruptError');
        refused = 1;
      } else for (const one of found) expect([one.tokenHash, one.personId]).toEqual([tokenHash, personId]);
    }
  } finally {
    await db.destroy();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  }
  return refused;
}
