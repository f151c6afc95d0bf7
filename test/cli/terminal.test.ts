import { afterEach, expect, test, vi } from 'vitest';
import { type Color, openTerminal } from '../../src/cli/terminal/terminal.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  Object.defineProperty(process.stdout, 'isTTY', { value: false, configurable: true });
});

test.each<[Color, boolean, { [name: string]: string }, boolean]>([
  ['auto', true, {}, true],
  ['auto', false, {}, false],
  ['on', false, {}, true],
  ['off', true, {}, false],
  ['auto', true, { NO_COLOR: '1' }, false],
  ['auto', true, { NO_COLOR: '' }, true],
  ['auto', true, { TERM: 'dumb' }, false],
  ['auto', false, { CLICOLOR_FORCE: '1' }, true],
  ['auto', false, { CLICOLOR_FORCE: '0' }, false],
  ['auto', false, { CLICOLOR_FORCE: '1', NO_COLOR: '1' }, false],
  // The flag outranks the environment.
  ['on', false, { NO_COLOR: '1', TERM: 'dumb' }, true],
  ['off', true, { CLICOLOR_FORCE: '1' }, false],
])('--color %s, terminal %s, %o: %s', (color, isTerminal, env, painted) => {
  for (const name of ['NO_COLOR', 'CLICOLOR', 'CLICOLOR_FORCE', 'TERM']) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  Object.defineProperty(process.stdout, 'isTTY', { value: isTerminal, configurable: true });
  expect(openTerminal(color).out.paint('x', 'good') !== 'x').toBe(painted);
});
