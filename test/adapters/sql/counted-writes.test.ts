import { expect, test } from 'vitest';
import { countedWrites } from '../../../src/adapters/sql/counted-writes.ts';
import type { CountRow } from '../../../src/adapters/sql/log-counts.ts';

interface Row {
  readonly id: string;
  readonly account: string | null;
  readonly application: string;
}

function open(queueLimit: number) {
  const state = { isAway: false, counts: [] as CountRow[], rows: 0 };
  const written = countedWrites<Row>({
    queueLimit,
    batchSize: 10,
    delayMilliseconds: 0,
    countedAs: ({ account, application }) => ({
      at_ms: 60_000,
      account_id: account,
      application_id: application,
      status: 401,
    }),
    async write(batch, counts) {
      if (state.isAway) throw new Error('away');
      state.rows += batch.length;
      state.counts.push(...counts);
    },
  });
  const total = () => state.counts.reduce((sum, { count }) => sum + count, 0);
  return { state, written, total };
}

const rows = (count: number, account: string | null = 'a', application = () => 'app') =>
  Array.from({ length: count }, (_, at): Row => ({ id: `${at}`, account, application: application() }));

test('rows that find no place, or are refused, are counted all the same', async () => {
  const { state, written, total } = open(25);
  for (const row of rows(100)) written.add(row);
  await written.settled();
  expect([state.rows, written.dropped(), total()]).toEqual([25, 75, 100]);

  state.isAway = true;
  for (const row of rows(20)) written.add(row);
  await written.settled();
  expect([state.rows, written.dropped(), total()]).toEqual([25, 95, 100]);

  state.isAway = false;
  for (const row of rows(1)) written.add(row);
  await written.settled();
  expect([state.rows, total()]).toEqual([26, 121]);
});

test('of nobody no application is told apart, and of very many not all', async () => {
  const { state, written, total } = open(100_000);
  let n = 0;
  const some = () => `app ${++n}`;
  for (const row of rows(5000, null, some)) written.add(row);
  for (const row of rows(30_000, 'a', some)) written.add({ ...row, id: `a${row.id}` });
  await written.settled();
  expect(total()).toBe(35_000);
  expect(state.counts.filter(({ account_id }) => account_id === '')).toHaveLength(1);
  expect(state.counts.length).toBeLessThan(10_010);
});
