import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptedSample } from '../../src/actions/parts/accepted-sample.ts';
import type { AcceptedRequest } from '../../src/ports/accepted-requests.ts';
import { acceptedRequest } from '../support/records.ts';

const row = (applicationId: string) => acceptedRequest('acc6111f', applicationId);
const sum = (rows: readonly AcceptedRequest[]) => rows.reduce((total, { standsFor }) => total + standsFor, 0);

test('what is kept stands for all that came, in each group, however many', () => {
  const group = fc.record({ name: fc.constantFrom('a', 'b', 'c'), count: fc.integer({ min: 1, max: 700 }) });
  fc.assert(
    fc.property(fc.array(group, { maxLength: 8 }), (groups) => {
      const kept: AcceptedRequest[] = [];
      const sample = acceptedSample((request) => kept.push(request), Math.random);
      for (const { name, count } of groups) for (let i = 0; i < count; i++) sample.add(name, () => row(name));
      sample.deliver();
      for (const name of ['a', 'b', 'c']) {
        const came = groups.filter((one) => one.name === name).reduce((total, { count }) => total + count, 0);
        const rows = kept.filter(({ applicationId }) => applicationId === name);
        expect(sum(rows)).toBe(came);
        expect(rows.length).toBe(Math.min(came, 100));
      }
    }),
    { numRuns: 50 },
  );
});

test('few are kept each, and stand for themselves', () => {
  const kept: AcceptedRequest[] = [];
  const sample = acceptedSample((request) => kept.push(request), Math.random);
  const rows = Array.from({ length: 100 }, () => row('a'));
  for (const one of rows) sample.add('a', () => one);
  sample.deliver();
  expect(kept).toEqual(rows);
  sample.deliver();
  expect(kept).toHaveLength(100);
});

test('a row is made only where it is kept', () => {
  let made = 0;
  const sample = acceptedSample(
    () => {},
    () => 0.999_999,
  );
  for (let i = 0; i < 10_000; i++)
    sample.add('a', () => {
      made++;
      return row('a');
    });
  expect(made).toBe(100);
});

test('each is as likely kept as another', () => {
  const counts = new Array<number>(200).fill(0);
  for (let round = 0; round < 400; round++) {
    const sample = acceptedSample(({ status }) => (counts[status] = (counts[status] as number) + 1), Math.random);
    for (let i = 0; i < 200; i++) sample.add('a', () => acceptedRequest('acc6111f', 'a', { status: i }));
    sample.deliver();
  }
  // Of 400 rounds each is kept in 200, give or take; five standard deviations are 50.
  expect(Math.min(...counts)).toBeGreaterThan(140);
  expect(Math.max(...counts)).toBeLessThan(260);
});

test('with very many groups each keeps one, and memory stays bounded', () => {
  const kept: AcceptedRequest[] = [];
  const sample = acceptedSample((request) => kept.push(request), Math.random);
  for (let i = 0; i < 5000; i++) for (let j = 0; j < 3; j++) sample.add(`app-${i}`, () => row(`app-${i}`));
  sample.deliver();
  expect(sum(kept)).toBe(15_000);
  expect(kept.length).toBeLessThan(2000 + 5000);
});

test('a group keeps a second row while the rows are fewer than 2000 in all', () => {
  for (const [rows, ofTwo] of [
    [1999, 2],
    [2000, 1],
  ] as const) {
    const kept: AcceptedRequest[] = [];
    const sample = acceptedSample(
      (request) => kept.push(request),
      () => 0,
    );
    sample.add('one', () => row('one'));
    for (let at = 1; at < rows; at++) sample.add(`app-${Math.floor(at / 100)}`, () => row('other'));
    sample.add('one', () => row('one'));
    sample.deliver();
    expect(kept.filter(({ applicationId }) => applicationId === 'one')).toHaveLength(ofTwo);
    expect(sum(kept)).toBe(rows + 1);
  }
});

test('2000 rows are kept of all groups, and beyond them one of each; a delivery makes room', () => {
  let kept: AcceptedRequest[] = [];
  const sample = acceptedSample((request) => kept.push(request), Math.random);
  for (let delivery = 0; delivery < 2; delivery++) {
    kept = [];
    for (let i = 0; i < 20; i++) for (let j = 0; j < 100; j++) sample.add(`app-${i}`, () => row(`app-${i}`));
    for (let j = 0; j < 5; j++) sample.add('one more', () => row('one more'));
    sample.deliver();
    expect(kept.map(({ applicationId, standsFor }) => [applicationId, standsFor])).toEqual([
      ...Array.from({ length: 2000 }, (_, at) => [`app-${Math.floor(at / 100)}`, 1]),
      ['one more', 5],
    ]);
  }
});
