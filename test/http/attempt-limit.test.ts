import { beforeEach, expect, test } from 'vitest';
import { type AttemptCounts, attemptCounts } from '../../src/http/who/attempt-counts.ts';
import { type AttemptLimit, attemptLimit } from '../../src/http/who/attempt-limit.ts';
import { secretAttempt } from '../../src/http/who/failure-limit.ts';
import type { Attempts } from '../../src/ports/index.ts';

/** Two processes on one database, which is away, hangs and comes back. */

let now: number;
let isAway: boolean;
let isHanging: boolean;
let asked: string[];
let told: unknown[];
let stored: AttemptCounts;
beforeEach(() => {
  now = 1_790_000_000;
  [isAway, isHanging] = [false, false];
  [asked, told] = [[], []];
  stored = attemptCounts();
});

function process(trustSeconds = 0): AttemptLimit {
  const answer = async <T>(what: string, work: () => T): Promise<T> => {
    asked.push(what);
    if (isAway) throw new Error('away');
    if (isHanging) return new Promise<never>(() => {});
    return work();
  };
  const shared: Attempts = {
    wait: (names, at) => answer('wait', () => stored.wait(names, at)),
    count: (names, at) => answer('count', () => stored.count(names, at)),
    takeBack: (counted) => answer('takeBack', () => stored.takeBack(counted)),
    succeeded: (names, counted) => answer('succeeded', () => stored.succeeded(names, counted)),
  };
  return attemptLimit({ clock: { now: () => now }, shared, trustSeconds, onAlone: (error) => told.push(error) });
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
    expect(await judge(limit, 'right')).toBe(60);
    expect(await limit.wait(names())).toBe(60);
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
  expect(asked).toEqual(['count']);
  now += 1;
  expect(await judge(one, 'wrong')).toBe(59);
  expect(asked).toEqual(['count', 'count']);
});

test('a client that is trusted writes nothing, until it is wrong', async () => {
  const [one, two] = [process(3600), process(3600)];
  expect(await judge(one, 'right')).toBe(0);
  expect(asked).toEqual(['count', 'succeeded']);
  for (let at = 0; at < 20; at++) expect(await judge(one, 'right')).toBe(0);
  expect(await one.wait(names())).toBe(0);
  expect(asked).toEqual(['count', 'succeeded']);
  for (let at = 0; at < 3; at++) expect(await judge(one, 'wrong')).toBe(0);
  expect(await judge(one, 'right')).toBe(60);
  expect(await judge(two, 'right')).toBe(60);
});

test('trust ends, and what was begun in it counts here', async () => {
  const one = process(3600);
  await judge(one, 'right');
  const begun = await Promise.all(Array.from({ length: 10 }, () => one.begin(names())));
  expect(begun.filter((each) => typeof each !== 'number')).toHaveLength(3);
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
  expect([one.aloneSince(), told, asked.length]).toEqual([now, [new Error('away')], 2]);
  now += 1;
  expect(await judge(one, 'wrong')).toBe(59);
  expect([told.length, asked.length]).toEqual([1, 3]);
  now += 1;
  isAway = false;
  expect(await judge(one, 'wrong')).toBe(0);
  expect([one.aloneSince(), told.length, told[1]]).toEqual([undefined, 2, undefined]);
});

test('a database that does not answer is not waited for', async () => {
  const one = process();
  isHanging = true;
  for (let at = 0; at < 3; at++) expect(await judge(one, 'wrong')).toBe(0);
  expect(await judge(one, 'wrong')).toBe(60);
  expect([told, asked]).toEqual([[expect.any(Error)], ['count']]);
});
