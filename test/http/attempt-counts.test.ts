import { expect, test } from 'vitest';
import { attemptCounts } from '../../src/http/who/attempt-counts.ts';
import type { AttemptNames, AttemptRule } from '../../src/ports/index.ts';

const NOW = 1_790_000_000;
const DOUBLING: AttemptRule = {
  firstWaitSeconds: 1,
  longestWaitSeconds: 10,
  forgottenAfterSeconds: 100,
  since: 'last-failure',
};

/** Somebody whose own failures count two at a time, beside those of a place that others share. */
const names = (own: string, place = 'place', rule = DOUBLING): AttemptNames => ({
  rule,
  counts: [
    { name: own, free: 2, of: 'everybody', isForgiven: true },
    { name: place, free: 4, of: 'strangers', isForgiven: false },
  ],
  proof: `known ${own}`,
});

test('each failure beyond those that are free doubles the wait since the last one, up to the longest', () => {
  const counts = attemptCounts();
  const ada = names('ada', 'elsewhere');
  let now = NOW;
  expect(counts.count(ada, now).waitSeconds).toBe(0);
  expect(counts.wait(ada, now)).toBe(0);
  counts.count(ada, now);
  for (const wait of [1, 2, 4, 8, 10, 10]) {
    expect(counts.wait(ada, now)).toBe(wait);
    // Who has to wait is not counted again.
    expect(counts.count(ada, now)).toEqual({ waitSeconds: wait, counted: [] });
    expect(counts.wait(ada, now + 0.5)).toBe(wait);
    expect(counts.wait(ada, now + wait - 0.5)).toBe(1);
    now += wait;
    expect(counts.wait(ada, now)).toBe(0);
    expect(counts.wait(ada, now + 50)).toBe(0);
    expect(counts.count(ada, now).counted).toEqual(ada.counts);
  }
  expect(counts.wait(ada, now)).toBe(10);
});

test('failures are forgotten in time, from the last one or from the first', () => {
  const counts = attemptCounts();
  const ada = names('ada');
  counts.count(ada, NOW);
  counts.count(ada, NOW + 99);
  expect(counts.wait(ada, NOW + 99)).toBe(1);
  counts.count(ada, NOW + 199);
  expect(counts.wait(ada, NOW + 199)).toBe(0);
  const window = names('bob', 'bobs', {
    ...DOUBLING,
    firstWaitSeconds: 100,
    longestWaitSeconds: 100,
    since: 'first-failure',
  });
  counts.count(window, NOW);
  counts.count(window, NOW + 60);
  expect(counts.wait(window, NOW + 60)).toBe(40);
  expect(counts.wait(window, NOW + 100)).toBe(0);
});

test('a success forgets what is one’s own, and takes itself alone from what is shared', () => {
  const counts = attemptCounts();
  for (const who of ['ada', 'bob', 'cy']) counts.count(names(who), NOW);
  const ada = names('ada');
  counts.succeeded(ada, counts.count(ada, NOW).counted);
  expect(counts.wait(ada, NOW)).toBe(0);
  counts.count(ada, NOW);
  expect(counts.wait(ada, NOW)).toBe(0);
  // Three failed at this place, and with a fourth a stranger has to wait there; who is known does not.
  expect(counts.wait(names('dan'), NOW)).toBe(0);
  counts.count(names('dan'), NOW);
  expect(counts.wait(names('eve'), NOW)).toBe(1);
  expect(counts.wait(ada, NOW)).toBe(0);
});

test('what is taken back was never counted', () => {
  const counts = attemptCounts();
  const ada = names('ada');
  counts.count(ada, NOW);
  counts.takeBack(counts.count(ada, NOW).counted);
  counts.takeBack(ada.counts);
  counts.takeBack(ada.counts);
  counts.count(ada, NOW);
  expect(counts.wait(ada, NOW)).toBe(0);
  counts.count(ada, NOW);
  expect(counts.wait(ada, NOW)).toBe(1);
});

test('a failure that is taken back leaves the others, and no time', () => {
  const counts = attemptCounts();
  const ada = names('ada', 'place', { ...DOUBLING, since: 'first-failure', firstWaitSeconds: 10 });
  counts.takeBack(counts.count(ada, NOW).counted);
  counts.count(ada, NOW + 5);
  counts.takeBack(counts.count(ada, NOW + 6).counted);
  counts.count(ada, NOW + 6);
  expect(counts.wait(ada, NOW + 6)).toBe(9);
});

test('ten thousand counts are kept, those that went up last', () => {
  const counts = attemptCounts();
  const one = (name: string): AttemptNames => ({ ...names(name), counts: names(name).counts.slice(0, 1) });
  const first = one('first');
  counts.count(first, NOW);
  counts.count(first, NOW);
  for (let n = 1; n < 10_000; n++) counts.count(one(`other ${n}`), NOW);
  expect(counts.wait(first, NOW)).toBe(1);
  counts.count(one('one more'), NOW);
  expect(counts.wait(first, NOW)).toBe(0);
});
