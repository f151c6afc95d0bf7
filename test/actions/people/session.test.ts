import { beforeEach, expect, test } from 'vitest';
import { beginSession, endOf, findSignedIn } from '../../../src/actions/people/session.ts';
import { systemEntropy } from '../../../src/adapters/system/index.ts';
import { type Database, type Person, UnavailableError } from '../../../src/ports/index.ts';
import { join, newAccount } from '../../contract/people.ts';
import { temporaryDatabases } from '../../support/databases.ts';
import { NOW, person } from '../../support/records.ts';

const emptyDatabase = temporaryDatabases();
const HOUR = 3600;
const device = { userAgent: 'x'.repeat(10_000), address: '192.0.2.1' };
let now: number;
let parts: Database & { clock: { now(): number }; entropy: ReturnType<typeof systemEntropy> };
let ada: Person;
beforeEach(async () => {
  now = NOW;
  const clock = { now: () => now };
  parts = { ...(await emptyDatabase(clock)), clock, entropy: systemEntropy() };
  ada = person();
  await join(parts, (await newAccount(parts)).id, ada);
});

async function begin() {
  const begun = await beginSession(parts, ada, device);
  if (!begun) throw new Error('no session');
  return begun;
}

test('a token is of 256 bits, and is not what is stored', async () => {
  const { token, session } = await begin();
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(JSON.stringify(session)).not.toContain(token);
  expect(session.userAgent).toHaveLength(300);
  expect((await findSignedIn(parts, token))?.person).toEqual(ada);
  expect(await findSignedIn(parts, session.tokenHash)).toBeUndefined();
  expect(await findSignedIn(parts, '')).toBeUndefined();
});

test('a session ends a day after its last use', async () => {
  const { token } = await begin();
  now += 23 * HOUR;
  expect(await findSignedIn(parts, token)).toBeDefined();
  now += 23 * HOUR;
  expect(await findSignedIn(parts, token)).toBeDefined();
  now += 24 * HOUR;
  expect(await findSignedIn(parts, token)).toBeUndefined();
});

test('a session ends a week after its beginning, however it is used', async () => {
  const { token, session } = await begin();
  expect(endOf(session)).toBe(NOW + 24 * HOUR);
  for (let hours = 0; hours < 167; hours++) {
    now += HOUR;
    expect(await findSignedIn(parts, token)).toBeDefined();
  }
  now += HOUR;
  expect(await findSignedIn(parts, token)).toBeUndefined();
});

test('a clock that goes back does not make a session last longer', async () => {
  const { token } = await begin();
  now -= 100 * HOUR;
  expect(await findSignedIn(parts, token)).toBeDefined();
  now = NOW + 24 * HOUR;
  expect(await findSignedIn(parts, token)).toBeUndefined();
});

test('where storage takes no writes, a session still opens what is read', async () => {
  const { token } = await begin();
  now += HOUR;
  const touch = async () => {
    throw new UnavailableError('read-only', 'The database is read-only.');
  };
  expect(await findSignedIn({ ...parts, sessions: { ...parts.sessions, touch } }, token)).toBeDefined();
});

test('ended sessions are forgotten when another one begins', async () => {
  await begin();
  now += 25 * HOUR;
  await begin();
  expect(await parts.sessions.ofPerson(ada.id)).toHaveLength(1);
});
