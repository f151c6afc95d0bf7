import { expect, test } from 'vitest';
import { soak } from './soak.ts';

test('some seconds of everything at once: nothing wrong is accepted, and every request has an answer', async () => {
  const { requests, faults, wronglyAccepted, descriptors, exitCode } = await soak(8);
  expect(requests).toBeGreaterThan(100);
  expect({ faults, wronglyAccepted, exitCode }).toEqual({ faults: {}, wronglyAccepted: 0, exitCode: 0 });
  expect(Math.max(...descriptors)).toBeLessThan(200);
});
