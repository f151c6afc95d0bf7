import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { killedWhileWriting } from './killed.ts';

const ROUNDS = 200;
const folder = mkdtempSync(join(tmpdir(), 'mintmark-killed-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('nothing that was acknowledged is lost when the process is killed two hundred times', async () => {
  expect(await killedWhileWriting(join(folder, 'killed.db'), ROUNDS)).toBeGreaterThan(ROUNDS * 4);
});
