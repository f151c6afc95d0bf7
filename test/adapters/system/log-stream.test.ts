import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import { fileLog, streamLog } from '../../../src/adapters/system/log-stream.ts';

/** A disk that takes so many bytes, and then says that it is full. */
const disk = vi.hoisted(() => ({ room: 0, text: '' }));
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  writeSync(_descriptor: number, bytes: Uint8Array) {
    const taken = bytes.subarray(0, disk.room);
    if (taken.length === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    disk.room -= taken.length;
    disk.text += Buffer.from(taken).toString();
    return taken.length;
  },
}));
beforeEach(() => Object.assign(disk, { room: 0, text: '' }));

test('a file: what finds no room is counted, and a line that was cut does not take the next one with it', () => {
  const log = fileLog(2);
  disk.room = 12;
  log.write('{"a":1}\n');
  log.write('{"b":2}\n');
  log.write('{"c":3}\n');
  expect(log.dropped()).toBe(2);
  disk.room = 100;
  log.write('{"d":4}\n');
  log.write('{"e":5}\n');
  expect(disk.text).toBe('{"a":1}\n{"b"\n{"d":4}\n{"e":5}\n');
  expect(log.dropped()).toBe(2);
});

test('a stream whose reader has gone: each line is counted, and nothing is thrown', async () => {
  const gone = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
  const log = streamLog(gone);
  for (let line = 0; line < 3; line++) {
    log.write('{}\n');
    await turn();
  }
  expect(log.dropped()).toBe(3);
});

test('a stream whose reader stands still: a megabyte waits, and no more', () => {
  const still = new Writable({ write: () => undefined });
  const log = streamLog(still);
  const line = `${'x'.repeat(1023)}\n`;
  for (let count = 0; count < 3000; count++) log.write(line);
  expect(still.writableLength).toBeLessThanOrEqual(2 ** 20 + line.length);
  expect(log.dropped()).toBe(3000 - still.writableLength / line.length);
});
