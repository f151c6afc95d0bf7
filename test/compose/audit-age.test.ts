import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepAuditLog } from '../../src/compose/audit-age.ts';
import type { Origin } from '../../src/ports/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('old lines of the audit log go at the start and every hour, as done by the server; a fault is told, and does not end it', async () => {
  const asked: [Origin['by']['kind'], number][] = [];
  const faults: unknown[] = [];
  let now = 1000;
  const prune = async ({ by }: Origin, before: number) => {
    asked.push([by.kind, before]);
    if (asked.length === 1) throw new Error('away');
    return 1;
  };
  const end = keepAuditLog({ prune }, { now: () => now }, 100, (fault) => faults.push(fault));
  await vi.advanceTimersByTimeAsync(0);
  now = 5000;
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked).toEqual([
    ['server', 900],
    ['server', 4900],
  ]);
  expect(faults).toEqual([new Error('away')]);
  end();
  await vi.advanceTimersByTimeAsync(7_200_000);
  expect(asked).toHaveLength(2);
});
