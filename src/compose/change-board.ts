import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import type { CachedKeyDirectory } from '../actions/parts/cached-key-directory.ts';

type Forgets = Pick<CachedKeyDirectory, 'forget' | 'forgetAll'>;

/** Two doubles: until when keys at hand may be used, and how many changes there were. */
const HEAD_BYTES = 16;
/** A UUID. */
const ID_BYTES = 36;
/** Changes at hand. A process that is further behind forgets everything it has. */
const PLACES = 1024;

/**
 * What the owner of the data tells its workers, in memory that all of them see: a file that has no name any more. It is
 * read before each verdict, which takes a system call of about two microseconds: what the owner has told before it answered a
 * change is known to whatever a worker does after that.
 */
export interface ChangeBoard extends Forgets {
  /** For the workers, to inherit. */
  readonly fd: number;
  /** Until when what is at hand may be used, by `upSeconds`. */
  setUsableUntil(upSeconds: number): void;
  close(): void;
}

/** Seconds since the machine started: the same in each process. */
export const upSeconds = (): number => Number(process.hrtime.bigint()) / 1e9;

export function openChangeBoard(path: string): ChangeBoard {
  const fd = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  const head = new Float64Array([Number.POSITIVE_INFINITY, 0]);
  const tell = () => writeSync(fd, head, 0, HEAD_BYTES, 0);
  // Whole from the start: a disk that is full later keeps no change from being told.
  writeSync(fd, Buffer.alloc(HEAD_BYTES + PLACES * ID_BYTES));
  tell();
  return {
    fd,
    setUsableUntil(until) {
      head[0] = until;
      tell();
    },
    forget(id) {
      const count = head[1] as number;
      // First the change and then its number: whoever reads the number finds the change.
      writeSync(fd, id.padEnd(ID_BYTES).slice(0, ID_BYTES), placeOf(count), 'latin1');
      head[1] = count + 1;
      tell();
    },
    forgetAll() {
      head[1] = (head[1] as number) + PLACES + 1;
      tell();
    },
    close: () => closeSync(fd),
  };
}

/** @returns what has `directory` forget all that was changed so far, and says whether what it has may be used */
export function readChangeBoard(fd: number, directory: Forgets): () => boolean {
  const head = new Float64Array(HEAD_BYTES / 8);
  const id = Buffer.alloc(ID_BYTES);
  const read = () => void readSync(fd, head, 0, HEAD_BYTES, 0);
  read();
  let seen = head[1] as number;

  function catchUp(): void {
    const count = head[1] as number;
    const from = seen;
    seen = count;
    for (let at = Math.max(from, count - PLACES); at < count; at++) {
      readSync(fd, id, 0, ID_BYTES, placeOf(at));
      directory.forget(id.toString('latin1'));
    }
    read();
    // A place that was read may have had a later change in it by then.
    if ((head[1] as number) - from > PLACES) directory.forgetAll();
  }

  return () => {
    read();
    if (head[1] !== seen) catchUp();
    const until = head[0] as number;
    return until === Number.POSITIVE_INFINITY || upSeconds() < until;
  };
}

const placeOf = (count: number) => HEAD_BYTES + (count % PLACES) * ID_BYTES;
