import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeSecretFile } from '../../../src/adapters/system/index.ts';
import { FileExistsError, FileNotWritableError } from '../../../src/ports/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-secret-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('writeSecretFile', () => {
  test('writes a file that its owner alone can read, whatever the umask', () => {
    const path = join(folder, 'private.key');
    const before = process.umask(0);
    try {
      writeSecretFile(path, 'secret é\n');
    } finally {
      process.umask(before);
    }
    expect(readFileSync(path, 'utf8')).toBe('secret é\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('never writes over anything, nor through a link', () => {
    const path = join(folder, 'taken.key');
    writeFileSync(path, 'precious');
    expect(() => writeSecretFile(path, 'new')).toThrow(FileExistsError);
    expect(() => writeSecretFile(path, 'new')).toThrow(`The file ${path} exists and is left as it is.`);
    expect(readFileSync(path, 'utf8')).toBe('precious');
    const dangling = join(folder, 'dangling.key');
    symlinkSync(join(folder, 'elsewhere'), dangling);
    expect(() => writeSecretFile(dangling, 'new')).toThrow(FileExistsError);
    mkdirSync(join(folder, 'directory.key'));
    expect(() => writeSecretFile(join(folder, 'directory.key'), 'new')).toThrow(FileExistsError);
  });

  test('says why it cannot write, and leaves nothing behind', () => {
    const before = readdirSync(folder);
    for (const [path, reason] of [
      [join(folder, 'absent', 'a.key'), 'the directory does not exist'],
      [join(folder, 'taken.key', 'a.key'), 'a part of the path is a file'],
      [join(folder, 'x'.repeat(300)), 'the name is too long'],
    ] as const) {
      const writing = () => writeSecretFile(path, 'new');
      expect(writing).toThrow(FileNotWritableError);
      expect(writing).toThrow(`The file ${path} cannot be written: ${reason}.`);
    }
    expect(readdirSync(folder)).toEqual(before);
  });

  test('no part of the secret is in an error', () => {
    try {
      writeSecretFile(join(folder, 'taken.key'), 'PRIVATE-CANARY');
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('PRIVATE-CANARY');
    }
  });
});
