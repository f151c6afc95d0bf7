import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { FIRST, serve } from '../http/serving.ts';
import { askGate, startSystem, tokenOf } from '../support/system.ts';

/** The clock of the machine is set while the server runs. */

const HOUR = 3600;
const YEAR = 365 * 24 * HOUR;
let start: number;
beforeEach(() => {
  start = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: start });
});
afterEach(() => {
  vi.useRealTimers();
});
const step = (seconds: number) => vi.setSystemTime(start + seconds * 1000);

test('a token is judged by the time that it is, and no step is remembered', async () => {
  const system = await startSystem();
  const app = await system.createApplication();
  const token = tokenOf(app);
  const judged = async (seconds: number) => {
    step(seconds);
    return (await askGate(system, token)).status;
  };
  expect(await judged(1)).toBe(204);
  expect(await judged(HOUR)).toBe(401);
  expect(await judged(-2 * HOUR)).toBe(401);
  expect(await judged(YEAR)).toBe(401);
  expect(await judged(2)).toBe(204);
  step(YEAR);
  expect((await askGate(system, tokenOf(app))).status).toBe(204);
});

test('a token for single use stays used', async () => {
  const system = await startSystem();
  const app = await system.createApplication('once', { single_use: true });
  const token = tokenOf(app);
  expect((await askGate(system, token)).status).toBe(204);
  for (const seconds of [60, 2 * HOUR, 12 * HOUR, 0]) {
    step(seconds);
    // Another use sweeps what has ended.
    expect((await askGate(system, tokenOf(app))).status).toBe(204);
    expect((await askGate(system, token)).status).toBe(401);
  }
});

test('guesses that were counted in another year keep nobody waiting', async () => {
  const server = await serve();
  const asked = async (secret: string) =>
    (await server.send('GET', '/v2/applications', undefined, {}, { ...FIRST, secret })).status;
  step(YEAR);
  for (let at = 0; at < 30; at++) expect(await asked(`Wrong1Secret${at}`)).toBe(401);
  expect(await asked('Wrong1Secret')).toBe(429);
  step(0);
  expect(await asked('Wrong1Secret')).toBe(401);
  expect(await asked(FIRST.secret)).toBe(200);
  await server.close();
});
