import { expect, test } from 'vitest';
import { takeTurns } from '../../../src/adapters/node-crypto/turns.ts';

const at = (network: string, name = 'a') => ({ network, name });

/** Jobs that end when they are told to, in the order in which they began. */
function bench(waiting: number) {
  const inTurn = takeTurns({ parallel: 1, waiting });
  const order: string[] = [];
  const ends: (() => void)[] = [];
  return {
    order,
    bring(label: string, asker?: ReturnType<typeof at>): Promise<string> {
      const job = () =>
        new Promise<string>((resolve) => {
          order.push(label);
          ends.push(() => resolve(label));
        });
      return inTurn(job, asker).catch((error: { reason: string }) => error.reason);
    },
    async finish() {
      while (ends.length > 0) {
        ends.shift()?.();
        await new Promise(setImmediate);
      }
    },
  };
}

test('networks take turns, and in each the names', async () => {
  const { order, bring, finish } = bench(64);
  const all = [
    bring('running'),
    ...[1, 2, 3].map((i) => bring(`guesser ${i}`, at('1', 'x'))),
    bring('its neighbour', at('1', 'y')),
    bring('another network', at('2', 'x')),
  ];
  await finish();
  await Promise.all(all);
  expect(order).toEqual(['running', 'guesser 1', 'another network', 'its neighbour', 'guesser 2', 'guesser 3']);
});

test('one name has a quarter of the places, one network half, and together all', async () => {
  const { order, bring, finish } = bench(8);
  const running = bring('running');
  const ofName = Promise.all([1, 2, 3].map((i) => bring(`x${i}`, at('1', 'x'))));
  const ofNetwork = Promise.all(['y', 'z', 'w', 'v'].map((name) => bring(name, at('1', name))));
  const others = Promise.all(['2', '3', '4', '5', '6'].map((network) => bring(network, at(network))));
  await finish();
  await running;
  expect(await ofName).toEqual(['x1', 'x2', 'busy']);
  expect(await ofNetwork).toEqual(['y', 'z', 'busy', 'busy']);
  expect(await others).toEqual(['2', '3', '4', '5', 'busy']);
  expect(order).toHaveLength(9);
});

test('when nothing waits any more, the next one begins at once', async () => {
  const { order, bring, finish } = bench(4);
  const first = [bring('1'), bring('2')];
  await finish();
  await Promise.all(first);
  const last = bring('3');
  expect(order).toEqual(['1', '2', '3']);
  await finish();
  expect(await last).toBe('3');
});
