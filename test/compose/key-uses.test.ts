import { expect, test } from 'vitest';
import { keyUses } from '../../src/compose/key-uses.ts';

test('the last use of each key is told once, whatever the order', () => {
  const uses = keyUses();
  for (const [keyId, at] of [
    ['a', 5],
    ['a', 7],
    ['b', 6],
    ['a', 6],
    ['b', 9],
    ['a', 8],
    ['a', 3],
  ] as const) {
    uses.record(keyId, at);
  }
  expect([...uses.take()]).toEqual([
    ['a', 8],
    ['b', 9],
  ]);
  expect(uses.take().size).toBe(0);
  uses.record('a', 4);
  expect([...uses.take()]).toEqual([['a', 4]]);
});
