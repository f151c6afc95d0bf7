import { expect, test } from 'vitest';
import { soak } from './soak.ts';

const SECONDS = 600;
/** What memory may go up by, from the middle third to the last one. */
const GROWTH = 1.05;

test('ten minutes of everything at once: memory is flat', async () => {
  const { requests, faults, wronglyAccepted, megabytes, descriptors, exitCode } = await soak(SECONDS);
  const thirds = [0, 1, 2].map((third) => median(part(megabytes, third)));
  const files = [0, 1, 2].map((third) => median(part(descriptors, third)));
  console.log(
    `${requests} requests; MB in thirds ${thirds.map(Math.round).join(', ')}; open files ${files.join(', ')}`,
  );
  expect({ faults, wronglyAccepted, exitCode }).toEqual({ faults: {}, wronglyAccepted: 0, exitCode: 0 });
  const [, middle = 0, last = 0] = thirds;
  expect(last).toBeLessThan(middle * GROWTH);
  expect(files[2]).toBeLessThan((files[1] ?? 0) + 10);
});

const part = (all: readonly number[], third: number) =>
  all.slice(Math.floor((all.length * third) / 3), Math.floor((all.length * (third + 1)) / 3));

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
