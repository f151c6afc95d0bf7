import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** Lines of standard output so far. */
  readonly lines: string[];
  /** Resolves with the next line that has not been asked for yet; with nothing where the process ended without it. */
  line(): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code when the process has ended and its output is read. */
  readonly ended: Promise<number | null>;
}

/** Runs a file of `test/programs` in a process of its own. */
export function startChild(file: string, ...args: string[]): Child {
  const path = fileURLToPath(new URL(`../programs/${file}`, import.meta.url));
  const started: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, [path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const asking: ((line: string) => void)[] = [];
  let asked = 0;
  createInterface({ input: started.stdout }).on('line', (line) => {
    lines.push(line);
    const ask = asking.shift();
    if (ask) ask(line);
  });
  const ended = once(started, 'close').then(([code]) => {
    for (const ask of asking) ask('');
    return code as number | null;
  });
  return {
    pid: started.pid ?? 0,
    lines,
    line() {
      const ready = lines[asked++];
      return ready === undefined ? new Promise((resolve) => asking.push(resolve)) : Promise.resolve(ready);
    },
    kill: (signal) => void started.kill(signal),
    ended,
  };
}
