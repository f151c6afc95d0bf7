import { beforeEach, expect, test } from 'vitest';
import { beginSession, endOf, endSession, findSignedIn } from '../../../src/actions/people/session.ts';
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

test('a session is open up to the moment at which it ends', async () => {
  const [unused, used] = [await begin(), await begin()];
  now = NOW + 24 * HOUR - 0.001;
  expect(await findSignedIn(parts, used.token)).toBeDefined();
  now = NOW + 24 * HOUR;
  expect(await findSignedIn(parts, unused.token)).toBeUndefined();
  for (let hours = 40; hours < 168; hours += 20) {
    now = NOW + hours * HOUR;
    expect(await findSignedIn(parts, used.token)).toBeDefined();
  }
  now = NOW + 168 * HOUR - 0.001;
  expect(await findSignedIn(parts, used.token)).toBeDefined();
  now = NOW + 168 * HOUR;
  expect(await findSignedIn(parts, used.token)).toBeUndefined();
});

test('a use is written down once a minute', async () => {
  const { token } = await begin();
  const seenAt = async () => (await parts.sessions.ofPerson(ada.id))[0]?.seenAt;
  now += 59.9;
  await findSignedIn(parts, token);
  expect(await seenAt()).toBe(NOW);
  now = NOW + 60;
  await findSignedIn(parts, token);
  expect(await seenAt()).toBe(NOW + 60);
});

test('a session of a person who is gone opens nothing', async () => {
  const { token } = await begin();
  const people = { ...parts.people, get: async () => undefined };
  expect(await findSignedIn({ ...parts, people }, token)).toBeUndefined();
});

test('a session is ended by its token, and no other with it', async () => {
  const [one, two] = [await begin(), await begin()];
  await endSession(parts, one.token);
  await endSession(parts, one.token);
  await endSession(parts, 'no token of any session');
  expect(await findSignedIn(parts, one.token)).toBeUndefined();
  expect(await findSignedIn(parts, two.token)).toBeDefined();
});

test('none begins with a password that was changed in the meantime', async () => {
  expect(await beginSession(parts, { ...ada, passwordHash: 'the one before' }, device)).toBeUndefined();
  expect(await parts.sessions.ofPerson(ada.id)).toEqual([]);
});

test('a browser that does not say what it is has no name', async () => {
  const begun = await beginSession(parts, ada, { userAgent: undefined, address: '192.0.2.1' });
  expect(begun?.session.userAgent).toBeNull();
  expect((await beginSession(parts, ada, { userAgent: 'ab', address: '192.0.2.1' }))?.session.userAgent).toBe('ab');
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
  const broken = async () => {
    throw new TypeError('a defect of ours');
  };
  const withDefect = { ...parts, sessions: { ...parts.sessions, touch: broken } };
  await expect(findSignedIn(withDefect, token)).rejects.toThrow('a defect of ours');
});

test('ended sessions are forgotten when another one begins', async () => {
  await begin();
  now += 25 * HOUR;
  await begin();
  expect(await parts.sessions.ofPerson(ada.id)).toHaveLength(1);
});

test('what is forgotten has ended: a day without use, or a week old', async () => {
  const asked: number[][] = [];
  const forget = async (...times: [number, number]) => void asked.push(times);
  await beginSession({ ...parts, sessions: { ...parts.sessions, forget } }, ada, device);
  expect(asked).toEqual([[NOW - 24 * HOUR, NOW - 7 * 24 * HOUR]]);
});
