import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import { decodeText } from '../../core/keys/decode-text.ts';
import type { Argument } from '../command/command.ts';
import { usage } from '../terminal/failure.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { withoutFinalNewline } from './text-argument.ts';

const TOLD_AFTER_MILLISECONDS = 500;
/** A program before the pipe may take its time; a pipe that nobody writes into must not hold a command for ever. */
const LIMIT_MILLISECONDS = 10_000;

/**
 * Whether something was piped into a command that was given nothing else: a pipe or a file with something in it. A
 * terminal and /dev/null are none. Of a pipe that stays silent it is told that it is waited for, and then given up.
 * What is in it is left there, for `process.stdin` alone.
 */
export async function hasPipedInput(say: Terminal['say']): Promise<boolean> {
  const form = formOfInput();
  if (form !== 'pipe') return form === 'file';
  const { stdin } = process;
  const told = setTimeout(() => say('Waiting for standard input'), TOLD_AFTER_MILLISECONDS);
  const isReady = await new Promise<boolean>((resolve) => {
    const limit = setTimeout(() => resolve(false), LIMIT_MILLISECONDS);
    const done = () => {
      clearTimeout(limit);
      resolve(stdin.readableLength > 0);
    };
    stdin.once('readable', done);
    stdin.once('end', done);
    stdin.once('error', done);
  });
  clearTimeout(told);
  stdin.removeAllListeners('readable');
  // A pipe that is left open does not keep the process alive.
  if (!isReady) stdin.destroy();
  return isReady;
}

/** What was piped in, whole; `undefined` where nothing was. */
export async function readPipedBytes(say: Terminal['say']): Promise<Uint8Array | undefined> {
  if (!(await hasPipedInput(say))) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  const all = Buffer.concat(pieces);
  return all.length === 0 ? undefined : all;
}

/** The same as text, from UTF-8 or UTF-16; `undefined` for blanks alone too. */
export async function readPiped(say: Terminal['say']): Promise<string | undefined> {
  const bytes = await readPipedBytes(say);
  const text = bytes === undefined ? '' : decodeText(bytes).text;
  return text.trim() === '' ? undefined : withoutFinalNewline(text);
}

/** The words for an argument that was neither given nor piped in. */
export function missingArgument(command: string, { name, brief }: Argument) {
  return usage(`mintmark ${command} needs ${name}: ${brief}`, `See: mintmark ${command} --help`);
}

function formOfInput(): 'pipe' | 'file' | undefined {
  try {
    if (isatty(0)) return undefined;
    const stats = fstatSync(0);
    if (stats.isFIFO() || stats.isSocket()) return 'pipe';
    return stats.isFile() && stats.size > 0 ? 'file' : undefined;
  } catch (error) {
    // Standard input is closed.
    if ((error as NodeJS.ErrnoException).code === 'EBADF') return undefined;
    throw error;
  }
}
