import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defineCommand } from '../../src/cli/command/command.ts';
import { start } from '../../src/cli/command/start.ts';

const written = { 1: '', 2: '' };
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  const writeSync = (descriptor: 1 | 2, bytes: Uint8Array) => {
    written[descriptor] += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  return { ...fs, writeSync };
});

beforeEach(() => {
  written[1] = '';
  written[2] = '';
});
afterEach(() => vi.unstubAllEnvs());

const crash = defineCommand({
  name: 'crash',
  args: [],
  flags: {},
  options: [],
  examples: [],
  run() {
    throw new RangeError('a token was here');
  },
});

describe('a defect', () => {
  test('is one paragraph that owns up to it, and exit code 70', async () => {
    expect(await start(crash, [], [])).toBe(70);
    expect(written[1]).toBe('');
    expect(written[2]).toMatch(/^mintmark: this is a defect of Mintmark, not of your input: RangeError .*\n$/);
    expect(written[2]).not.toContain('a token was here');
  });

  test.each([['--debug'], ['MINTMARK_DEBUG']])('shows its stack with %s', async (how) => {
    if (how === 'MINTMARK_DEBUG') vi.stubEnv('MINTMARK_DEBUG', '1');
    expect(await start(crash, how === '--debug' ? ['--debug'] : [], [])).toBe(70);
    expect(written[2]).toMatch(/RangeError: a token was here\n {4}at /);
  });
});
