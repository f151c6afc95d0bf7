import { expect, test } from 'vitest';
import { writeBehind } from '../../../src/adapters/sql/write-behind.ts';

interface Row {
  readonly id: string;
}

function open(batchSize: number) {
  const batches: string[][] = [];
  const rows = writeBehind<Row>({
    queueLimit: 100,
    batchSize,
    delayMilliseconds: 3_600_000,
    write: async (batch) => void batches.push(batch.map(({ id }) => id)),
    prune: async () => {},
    pruneEvery: 1000,
  });
  return { rows, batches };
}

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test('rows wait for others, and a full batch does not wait', async () => {
  const { rows, batches } = open(3);
  rows.add({ id: 'a' });
  await turns();
  rows.add({ id: 'b' });
  await turns();
  expect(batches).toEqual([]);
  rows.add({ id: 'c' });
  await turns();
  expect(batches).toEqual([['a', 'b', 'c']]);
  for (const id of ['d', 'e', 'f', 'g']) rows.add({ id });
  await turns();
  expect(batches).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ]);
  await rows.settled();
  expect(batches.at(-1)).toEqual(['g']);
});
