import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { writeSecretFile } from '../../../src/adapters/system/index.ts';
import { FileExistsError } from '../../../src/ports/errors.ts';

/** As FAT and some network shares answer. */
const linkSync = vi.hoisted(() =>
  vi.fn(() => {
    throw Object.assign(new Error('operation not permitted, link'), { code: 'EPERM' });
  }),
);
vi.mock('node:fs', async (original) => ({ ...(await original<typeof import('node:fs')>()), linkSync }));

const folder = mkdtempSync(join(tmpdir(), 'mintmark-secret-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('where a file cannot have a second name, it is written all the same, and over nothing', () => {
  const path = join(folder, 'private.key');
  writeSecretFile(path, 'secret\n');
  expect(readFileSync(path, 'utf8')).toBe('secret\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const taken = join(folder, 'taken.key');
  writeFileSync(taken, 'precious');
  expect(() => writeSecretFile(taken, 'new')).toThrow(FileExistsError);
  expect(readFileSync(taken, 'utf8')).toBe('precious');
  expect(linkSync).toHaveBeenCalledTimes(2);
  expect(readdirSync(folder).sort()).toEqual(['private.key', 'taken.key']);
});
