import { expect, test } from 'vitest';
import { memoryReplay, type TokenUse } from '../../src/library/memory-replay.ts';

const NOW = 1_790_000_000;
const DAY = 86_400;

test('uses whose tokens ended more than a day ago are swept once a minute, and the others stay', async () => {
  const seen = new Map<string, TokenUse>();
  const replay = memoryReplay(seen);
  const jtis = () => [...seen.keys()].map((key) => key.split(' ')[1]);
  await replay.use('application', 'ends', NOW, NOW + 59.5 - DAY);
  await replay.use('application', 'just', NOW, NOW + 60 - DAY);
  await replay.use('application', 'lasts', NOW, NOW + 900);
  expect(await replay.use('application', 'next', NOW + 59.9, NOW + 900)).toBeNull();
  expect(jtis()).toEqual(['ends', 'just', 'lasts', 'next']);
  expect(await replay.use('application', 'lasts', NOW + 60, NOW + 900)).toBe(NOW);
  expect(jtis()).toEqual(['just', 'lasts', 'next']);
  // A minute from the last sweep, not from the first.
  await replay.use('application', 'lasts', NOW + 119.9, NOW + 900);
  expect(jtis()).toContain('just');
  await replay.use('application', 'lasts', NOW + 120, NOW + 900);
  expect(jtis()).toEqual(['lasts', 'next']);
});

test('a use counts up to the second at which its token ends', async () => {
  const replay = memoryReplay();
  await replay.use('application', 'a', NOW, NOW + 10);
  expect(await replay.use('application', 'a', NOW + 10, NOW + 10)).toBe(NOW);
  expect(await replay.use('application', 'a', NOW + 10.001, NOW + 20)).toBeNull();
});
