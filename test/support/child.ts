import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** Lines of standard output so far. */
  readonly lines: string[];
  /** Resolves with the next line that has not been asked for yet. */
  line(): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code when the process has ended and its output is read. */
  ended: Promise<number | null>;
}

/** Runs a TypeScript file of this folder's parent by its path from `test/`, in a process of its own. */
export function startChild(file: string, ...args: string[]): Child {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const process_: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, [path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const asking: ((line: string) => void)[] = [];
  let asked = 0;
  createInterface({ input: process_.stdout }).on('line', (line) => {
    lines.push(line);
    const ask = asking.shift();
    if (ask) ask(line);
  });
  return {
    pid: process_.pid ?? 0,
    lines,
    line() {
      const ready = lines[asked++];
      return ready === undefined ? new Promise((resolve) => asking.push(resolve)) : Promise.resolve(ready);
    },
    kill: (signal) => void process_.kill(signal),
    ended: once(process_, 'close').then(([code]) => code as number | null),
  };
}
