import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { claimDataDirectory } from '../../../src/adapters/system/index.ts';
import { startChild } from '../../support/child.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-data-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const newPath = () => join(folder, `data-${++made}`);

describe('claimDataDirectory', () => {
  test('makes the directory, for its owner alone', async () => {
    const path = join(newPath(), 'deep');
    const claim = await claimDataDirectory(path);
    expect(claim.path).toBe(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, 'lock.db')).mode & 0o777).toBe(0o600);
    claim.release();
    expect(existsSync(join(path, 'owner.json'))).toBe(false);
  });

  test('a damaged lock file is named, and may be deleted', async () => {
    const path = newPath();
    mkdirSync(path);
    const lock = join(path, 'lock.db');
    writeFileSync(lock, 'this is no database '.repeat(50));
    const refused = claimDataDirectory(path);
    await expect(refused).rejects.toMatchObject({ name: 'LockFileDamagedError', path: lock });
    await expect(refused).rejects.toThrow(/delete it, then start again/);
    rmSync(lock);
    (await claimDataDirectory(path)).release();
  });

  test('a second claim is refused until the first is released', async () => {
    const path = newPath();
    const first = await claimDataDirectory(path);
    await expect(claimDataDirectory(path)).rejects.toMatchObject({
      name: 'DataDirectoryInUseError',
      path,
      pid: process.pid,
    });
    await expect(claimDataDirectory(path)).rejects.toThrow(`${path} is in use by process ${process.pid}`);
    first.release();
    first.release();
    const second = await claimDataDirectory(path);
    second.release();
  });

  test('another process is refused, and learns who has it', async () => {
    const path = newPath();
    const claim = await claimDataDirectory(path);
    const other = startChild('claiming.ts', path);
    expect(await other.line()).toBe(
      `DataDirectoryInUseError: The data directory ${path} is in use by process ${process.pid}. ` +
        'Stop that process, or give this one its own data directory.',
    );
    await other.ended;
    claim.release();
  });

  test('of processes that start together one gets it', async () => {
    const path = newPath();
    const children = Array.from({ length: 4 }, () => startChild('claiming.ts', path));
    const answers = await Promise.all(children.map((child) => child.line()));
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(children.map((child) => child.ended));
    expect(answers.filter((answer) => answer === 'claimed')).toHaveLength(1);
    expect(answers.filter((answer) => answer.startsWith('DataDirectoryInUseError'))).toHaveLength(3);
  });

  test('a process that was killed leaves no lock behind', async () => {
    const path = newPath();
    const child = startChild('claiming.ts', path);
    expect(await child.line()).toBe('claimed');
    await expect(claimDataDirectory(path)).rejects.toMatchObject({ pid: child.pid });
    child.kill('SIGKILL');
    await child.ended;
    const claim = await claimDataDirectory(path);
    claim.release();
  });

  test('a disk without space for the name of the owner does not keep it from being the owner', async () => {
    const path = newPath();
    (await claimDataDirectory(path)).release();
    symlinkSync('/dev/full', join(path, 'owner.json'));
    const claim = await claimDataDirectory(path);
    rmSync(join(path, 'owner.json'));
    await expect(claimDataDirectory(path)).rejects.toThrow('is in use by another process');
    claim.release();
  });

  test('an owner that has not written its name is another process', async () => {
    const path = newPath();
    const claim = await claimDataDirectory(path);
    writeFileSync(join(path, 'owner.json'), '');
    await expect(claimDataDirectory(path)).rejects.toThrow('is in use by another process');
    claim.release();
  });

  test('a directory that cannot be made or written to is refused with the reason', async () => {
    const file = newPath();
    writeFileSync(file, '');
    const taken = newPath();
    mkdirSync(join(taken, 'owner.json'), { recursive: true });
    for (const [path, reason] of [
      [file, 'a file with that name is in the way'],
      [join(file, 'data'), 'a part of the path is a file'],
      ['/proc/mintmark', 'the directory does not exist'],
      [`/tmp/${'x'.repeat(300)}`, 'the name is too long'],
      [taken, 'it is a directory'],
    ] as const) {
      const claiming = claimDataDirectory(path);
      await expect(claiming).rejects.toMatchObject({ name: 'DataDirectoryNotWritableError', path });
      await expect(claiming).rejects.toThrow(`${path} cannot be written to: ${reason}. Let this user write there`);
    }
    rmSync(join(taken, 'owner.json'), { recursive: true });
    (await claimDataDirectory(taken)).release();
  });
});
