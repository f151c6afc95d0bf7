import { beforeEach, expect, test, vi } from 'vitest';
import { type ExportFault, sending } from '../../src/adapters/otlp/sending.ts';

type Done = (result: { code: number; error?: Error }) => void;

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** An exporter that is answered by hand. */
function exporter() {
  const batches: { readonly items: number[]; readonly done: Done }[] = [];
  const faults: (ExportFault | null)[] = [];
  const shutdown = vi.fn(async () => {});
  const target = { export: (items: number[], done: Done) => void batches.push({ items, done }), shutdown };
  return { batches, faults, shutdown, to: sending(target, (fault) => faults.push(fault)) };
}
const asSecond = () => vi.advanceTimersByTimeAsync(1000);

test('what is added goes out once a second, in batches, one after the other', async () => {
  const { batches, to } = exporter();
  for (let one = 0; one < 700; one++) to.add(one);
  expect(batches).toHaveLength(0);
  await asSecond();
  expect(batches.map(({ items }) => items.length)).toEqual([500]);
  await asSecond();
  expect(batches).toHaveLength(1);
  batches[0]?.done({ code: 0 });
  await vi.advanceTimersByTimeAsync(0);
  expect(batches.map(({ items }) => items.length)).toEqual([500, 200]);
  batches[1]?.done({ code: 0 });
  await asSecond();
  expect(batches).toHaveLength(2);
  expect(to.dropped()).toBe(0);
});

test('a batch that is not taken is dropped and counted, and the fault is told once until it is over', async () => {
  const { batches, faults, to } = exporter();
  const faulty = [
    Object.assign(new Error('https://secret@'), { code: 401 }),
    Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    new Error('Export failed with retryable status'),
  ];
  for (const error of faulty) {
    to.add(1);
    await asSecond();
    batches.at(-1)?.done({ code: 1, error });
    await asSecond();
  }
  expect(faults).toEqual([{ reason: 'status 401' }]);
  expect(to.dropped()).toBe(3);
  to.add(2);
  await asSecond();
  batches.at(-1)?.done({ code: 0 });
  await asSecond();
  expect(faults).toEqual([{ reason: 'status 401' }, null]);
  expect(to.dropped()).toBe(3);
});

test('beyond ten thousand what comes is dropped', () => {
  const { to } = exporter();
  for (let one = 0; one < 10_003; one++) to.add(one);
  expect(to.dropped()).toBe(3);
});

test('at the end what waits is handed over, for three seconds at most', async () => {
  const { batches, shutdown, to } = exporter();
  to.add(1);
  const closed = to.close();
  await vi.advanceTimersByTimeAsync(0);
  expect(batches.map(({ items }) => items)).toEqual([[1]]);
  expect(shutdown).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(3000);
  await closed;
  expect(shutdown).toHaveBeenCalledOnce();
});
