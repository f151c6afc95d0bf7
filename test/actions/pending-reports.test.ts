import { describe, expect, test } from 'vitest';
import { awaitedReports, pendingReports } from '../../src/actions/parts/pending-reports.ts';
import type { Reports } from '../../src/ports/reports.ts';

/** Whether it is resolved once all that can go on has gone on. */
async function isResolved(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  for (let turns = 0; turns < 20; turns++) await Promise.resolve();
  return done;
}

describe('pendingReports', () => {
  test('all who wait for a report are told when it is made, and it is asked for no longer', async () => {
    const pending = pendingReports();
    for (const id of ['a', 'b', 'c']) pending.begin(id);
    expect(pending.asked()).toBeUndefined();
    const waits = [pending.ready('b'), pending.ready('b')];
    expect(pending.asked()).toBe('b');
    for (const wait of waits) expect(await isResolved(wait)).toBe(false);
    pending.end('b');
    for (const wait of waits) expect(await isResolved(wait)).toBe(true);
    expect(pending.asked()).toBeUndefined();
    // For this one nobody waited.
    pending.end('c');
    for (const id of ['b', 'c']) expect(await isResolved(pending.ready(id))).toBe(true);
  });

  test('nobody waits for a report that is not pending, nor is it asked for', async () => {
    const pending = pendingReports();
    expect(await isResolved(pending.ready('a'))).toBe(true);
    expect(pending.asked()).toBeUndefined();
  });

  test('what is pending is settled when the last of it is made', async () => {
    const pending = pendingReports();
    for (const id of ['a', 'b']) pending.begin(id);
    const settled = pending.settled();
    pending.end('a');
    expect(await isResolved(settled)).toBe(false);
    pending.end('b');
    expect(await isResolved(settled)).toBe(true);
  });
});

describe('whoever reads', () => {
  const calls: unknown[][] = [];
  const told =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push([name, ...args]);
      return Promise.resolve(name);
    };
  const stored = { get: told('get'), list: told('list'), count: told('count'), add: told('add') } as unknown as Reports;

  function flood(count: number) {
    calls.length = 0;
    const pending = pendingReports();
    for (let n = 0; n < count; n++) pending.begin(`${n}`);
    const end = () => {
      for (let n = 0; n < count; n++) pending.end(`${n}`);
    };
    return { pending, reports: awaitedReports(stored, pending), end };
  }
  const query = {} as Parameters<Reports['list']>[0];

  test('one report waits for it alone, and then has it', async () => {
    const { pending, reports } = flood(2);
    const read = reports.get('1');
    expect(await isResolved(read)).toBe(false);
    expect(calls).toEqual([]);
    pending.end('1');
    expect(await read).toBe('get');
    expect(calls).toEqual([['get', '1']]);
  });

  test.each([
    ['list', (reports: Reports) => reports.list(query), [['list', query]]],
    ['count', (reports: Reports) => reports.count({} as never, 60), [['count', {}, 60]]],
  ] as const)('%s waits for twenty pending ones, and in a flood for none', async (name, ask, asked) => {
    const few = flood(20);
    const read = ask(few.reports);
    expect(await isResolved(read)).toBe(false);
    expect(calls).toEqual([]);
    few.end();
    expect(await read).toBe(name);
    expect(calls).toEqual(asked);
    expect(await isResolved(ask(flood(21).reports))).toBe(true);
    expect(calls).toEqual(asked);
  });
});
