import { fstatSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';

/** Where the log goes. A line that cannot be written is dropped and counted, and nothing else happens because of it. */
export interface LogStream {
  /** Never throws. */
  write(line: string): void;
  /** Lines that were dropped since the start. */
  dropped(): number;
}

/** Bytes that may wait for a reader that is slow or stands still; what comes then is dropped. */
const WAITING_LIMIT = 2 ** 20;

/** Standard error: a pipe or a socket is written behind, a file and a terminal at once. */
export function standardErrorLog(): LogStream {
  const { stderr } = process;
  const kind = fstatSync(stderr.fd);
  return kind.isFIFO() || kind.isSocket() ? streamLog(stderr) : fileLog(stderr.fd);
}

/** A stream whose reader may be gone, or slow. */
export function streamLog(stream: Writable): LogStream {
  let dropped = 0;
  // Each line that fails is counted by its own callback; without a listener the event would end the process.
  stream.on('error', () => undefined);
  return {
    write(line) {
      if (stream.writableLength > WAITING_LIMIT) dropped++;
      else {
        stream.write(line, (error) => {
          if (error) dropped++;
        });
      }
    },
    dropped: () => dropped,
  };
}

/** A descriptor that is written at once. */
export function fileLog(descriptor: number): LogStream {
  let dropped = 0;
  /** Whether the last line was cut by a disk that became full: the next one begins on a line of its own. */
  let isTorn = false;
  return {
    write(line) {
      let rest: Uint8Array = Buffer.from(isTorn ? `\n${line}` : line);
      let written = 0;
      try {
        while (rest.length > 0) {
          const count = writeSync(descriptor, rest);
          written += count;
          rest = rest.subarray(count);
        }
        isTorn = false;
      } catch {
        // Nobody can be told but by the count.
        dropped++;
        isTorn ||= written > 0;
      }
    },
    dropped: () => dropped,
  };
}
