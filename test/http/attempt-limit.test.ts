import { setImmediate as settle } from 'node:timers/promises';
import { queryObjects } from 'node:v8';
import { beforeEach, expect, test } from 'vitest';
import { type AttemptCounts, attemptCounts } from '../../src/http/who/attempt-counts.ts';
import { type AttemptLimit, attemptLimit, type JudgedAttempt } from '../../src/http/who/attempt-limit.ts';
import { secretAttempt } from '../../src/http/who/failure-limit.ts';
import type { Attempts } from '../../src/ports/index.ts';

/** Two processes on one database, which is away, hangs and comes back. */

let now: number;
let isAway: boolean;
let isHanging: boolean;
let asked: string[];
let told: unknown[];
let stored: AttemptCounts;
/** What the database waits for before it answers. */
let held: Promise<void> | undefined;
beforeEach(() => {
  now = 1_790_000_000;
  [isAway, isHanging] = [false, false];
  [asked, told, held] = [[], [], undefined];
  stored = attemptCounts();
});

function process(trustSeconds = 0): AttemptLimit {
  const answer = async <T>(what: string, work: () => T): Promise<T> => {
    asked.push(what);
    if (isAway) throw new Error('away');
    await held;
    if (isHanging) return new Promise<never>(() => {});
    return work();
  };
  const shared: Attempts = {
    wait: (names, at) => answer('wait', () => stored.wait(names, at)),
    count: (names, at) => answer('count', () => stored.count(names, at)),
    takeBack: (counted) => answer('takeBack', () => stored.takeBack(counted)),
    succeeded: (names, counted) => answer('succeeded', () => stored.succeeded(names, counted)),
  };
  const ours = told;
  return attemptLimit({ clock: { now: () => now }, shared, trustSeconds, onAlone: (error) => ours.push(error) });
}

function hold(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  held = promise;
  return resolve;
}

const names = (client = '198.51.100.7', apiKey = 'abcd1234') => secretAttempt({ apiKey, client, peer: '127.0.0.1' }, 3);

async function judge(limit: AttemptLimit, how: 'right' | 'wrong' | 'undecided', whose = names()): Promise<number> {
  const begun = await limit.begin(whose);
  if (typeof begun === 'number') return begun;
  begun[how]();
  await limit.settled();
  return 0;
}

test('what one process counted the other refuses, and one that starts later', async () => {
  const [one, two] = [process(), process()];
  expect(await judge(one, 'wrong')).toBe(0);
  expect(await judge(two, 'wrong')).toBe(0);
  expect(await judge(one, 'wrong')).toBe(0);
  for (const limit of [one, two, process()]) {
    expect(await limit.wait(names())).toBe(60);
    expect(await judge(limit, 'right')).toBe(60);
  }
  now += 60;
  expect(await judge(two, 'right')).toBe(0);
});

test('many at once in two processes are as many as in one', async () => {
  const [one, two] = [process(), process()];
  const begun = await Promise.all(Array.from({ length: 40 }, (_, at) => [one, two][at % 2]?.begin(names())));
  expect(begun.filter((each) => typeof each !== 'number')).toHaveLength(3);
});

test('what was not judged counts nowhere, and a success is known everywhere', async () => {
  const [one, two] = [process(), process()];
  for (let at = 0; at < 10; at++) expect(await judge(one, 'undecided')).toBe(0);
  for (let at = 0; at < 2; at++) await judge(one, 'wrong');
  expect(await judge(two, 'right')).toBe(0);
  for (let at = 0; at < 5; at++) await judge(one, 'wrong', names('203.0.113.1'));
  expect(await judge(one, 'right', names('203.0.113.2'))).toBe(60);
  expect(await judge(one, 'right')).toBe(0);
});

test('who has to wait is not looked up for each try', async () => {
  const one = process();
  for (let at = 0; at < 3; at++) await judge(one, 'wrong');
  asked = [];
  for (let at = 0; at < 50; at++) expect(await judge(one, 'wrong')).toBe(60);
  expect(await one.wait(names())).toBe(60);
  now += 0.5;
  expect(await judge(one, 'wrong')).toBe(60);
  expect(asked).toEqual(['count']);
  now += 0.5;
  expect(await judge(one, 'wrong')).toBe(59);
  expect(asked).toEqual(['count', 'count']);
  now += 58;
  for (let at = 0; at < 2; at++) expect(await judge(one, 'wrong')).toBe(1);
  expect(await one.wait(names())).toBe(1);
  expect(asked).toEqual(['count', 'count', 'count']);
  // A clock that is set back says nothing about how long ago that was.
  now -= 0.5;
  expect(await judge(one, 'wrong')).toBe(2);
  expect(asked).toEqual(['count', 'count', 'count', 'count']);
});

test('ten thousand who wait are known to, those that were told last', async () => {
  const one = process();
  const counts = [{ name: 'all', free: 0, of: 'everybody', isForgiven: false }] as const;
  const who = (at: number) => ({ ...names(), counts, proof: `proof ${at}` });
  await judge(one, 'wrong', who(0));
  for (let at = 0; at < 10_000; at++) expect(await one.begin(who(at))).toBe(60);
  asked = [];
  await one.begin(who(0));
  expect(asked).toEqual([]);
  await one.begin(who(10_000));
  await one.begin(who(0));
  expect(asked).toEqual(['count', 'count']);
});

test('a client that is trusted writes nothing, until it is wrong', async () => {
  const [one, two] = [process(3600), process(3600)];
  expect(await judge(one, 'right')).toBe(0);
  expect(asked).toEqual(['count', 'succeeded']);
  for (let at = 0; at < 20; at++) expect(await judge(one, 'right')).toBe(0);
  expect(await one.wait(names())).toBe(0);
  expect(await judge(one, 'undecided')).toBe(0);
  expect(asked).toEqual(['count', 'succeeded']);
  for (let at = 0; at < 3; at++) expect(await judge(one, 'wrong')).toBe(0);
  expect(await judge(one, 'right')).toBe(60);
  expect(await judge(two, 'right')).toBe(60);
  expect(told).toEqual([]);
});

test('whoever was wrong once is asked about before the next is judged', async () => {
  const one = process(3600);
  for (const how of ['right', 'wrong', 'right', 'right'] as const) await judge(one, how);
  expect(asked).toEqual(['count', 'succeeded', 'count', 'count', 'succeeded']);
});

test('what is told of somebody is told in turn, and the next attempt comes after it', async () => {
  const one = process();
  const begun = [await one.begin(names()), await one.begin(names())] as JudgedAttempt[];
  asked = [];
  const takenBack = hold();
  begun[0]?.undecided();
  begun[1]?.right();
  await settle();
  expect(asked).toEqual(['takeBack']);
  const known = hold();
  takenBack();
  await settle();
  const next = one.begin(names());
  await settle();
  expect(asked).toEqual(['takeBack', 'succeeded']);
  known();
  await next;
  expect(asked).toEqual(['takeBack', 'succeeded', 'count']);
});

test('what was told is not kept', async () => {
  const one = process();
  const alive = () => queryObjects(Promise, { format: 'count' });
  const before = alive();
  for (let at = 0; at < 300; at++) await judge(one, 'undecided', names('198.51.100.7', `key ${at}`));
  expect(alive() - before).toBeLessThan(100);
});

test('trust ends, and what was begun in it counts here', async () => {
  const one = process(3600);
  await judge(one, 'right');
  const begun = await Promise.all(Array.from({ length: 10 }, () => one.begin(names())));
  const judged = begun.filter((each) => typeof each !== 'number');
  expect(judged).toHaveLength(3);
  for (const each of judged) each.right();
  expect(await judge(one, 'right')).toBe(0);
  now += 3600;
  asked = [];
  expect(await judge(one, 'right')).toBe(0);
  expect(asked).toEqual(['count', 'succeeded']);
});

test('without the database each counts alone, says so once, and asks again after a second', async () => {
  const one = process();
  await judge(one, 'wrong');
  isAway = true;
  for (let at = 0; at < 2; at++) expect(await judge(one, 'wrong')).toBe(0);
  expect(await judge(one, 'right')).toBe(60);
  expect(await one.wait(names())).toBe(60);
  expect([one.isAlone(), told, asked.length]).toEqual([true, [new Error('away')], 2]);
  now += 1;
  expect(await judge(one, 'wrong')).toBe(59);
  expect([told.length, asked.length]).toEqual([1, 3]);
  now += 1;
  isAway = false;
  expect(await judge(one, 'wrong')).toBe(0);
  expect([one.isAlone(), told.length, told[1]]).toEqual([false, 2, undefined]);
});

test('what another process made wait is not counted here too', async () => {
  const [one, two] = [process(), process()];
  for (let at = 0; at < 3; at++) await judge(two, 'wrong');
  for (let at = 0; at < 3; at++, now++) expect(await judge(one, 'wrong')).toBe(60 - at);
  isAway = true;
  expect(await judge(one, 'wrong')).toBe(0);
});

test('without the database what is not judged counts for nothing, and one at a time asks whether it is back', async () => {
  const one = process();
  isAway = true;
  for (let at = 0; at < 10; at++) expect(await judge(one, 'undecided')).toBe(0);
  now += 1;
  asked = [];
  await Promise.all([one.wait(names()), one.wait(names()), one.wait(names())]);
  expect(asked).toEqual(['wait']);
});

test('a success is told to a database that came back meanwhile', async () => {
  const [one, two] = [process(), process()];
  isAway = true;
  const begun = await one.begin(names());
  isAway = false;
  now += 1;
  if (typeof begun !== 'number') begun.right();
  await one.settled();
  expect([one.isAlone(), told]).toEqual([false, [new Error('away'), undefined]]);
  for (let at = 0; at < 5; at++) await judge(two, 'wrong', names('203.0.113.1'));
  expect(await judge(two, 'right')).toBe(0);
});

test('a database that does not answer is not waited for', async () => {
  const one = process();
  isHanging = true;
  for (let at = 0; at < 3; at++) expect(await judge(one, 'wrong')).toBe(0);
  expect(await judge(one, 'wrong')).toBe(60);
  const error = new Error('The database did not take a failed attempt within 2000 ms.');
  expect([told, asked]).toEqual([[error], ['count']]);
});
