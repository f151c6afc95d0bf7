import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { takingTurns } from '../../src/http/gate/turns.ts';

it('does a few at a time, in their order, and lets others come in between', async () => {
  const inTurn = takingTurns();
  const done: string[] = [];
  for (let n = 0; n < 9; n++) inTurn(() => done.push(`${n}`));
  expect(done).toEqual([]);
  await turn();
  done.push('another');
  await turn();
  inTurn(() => done.push('late'));
  await turn();
  await turn();
  expect(done.join(' ')).toBe('0 1 2 3 another 4 5 6 7 8 late');
});

it('goes on after work that brings more work', async () => {
  const inTurn = takingTurns();
  const done: string[] = [];
  inTurn(() => {
    done.push('first');
    inTurn(() => done.push('second'));
  });
  await turn();
  await turn();
  expect(done).toEqual(['first', 'second']);
});
