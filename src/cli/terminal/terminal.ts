/**
 * How Mintmark behaves on a terminal.
 * - stdout carries data only; stderr carries the words.
 * - No escape code leaves unless the stream is a terminal. `--color on` and CLICOLOR_FORCE insist; `--color off`,
 *   NO_COLOR and TERM=dumb forbid. The flag outranks the environment.
 * - Nothing is told by colour alone.
 * - A reader of stdout that goes away (`| head`) ends the command in silence. Words that nobody reads are dropped.
 */
import { writeSync } from 'node:fs';
import { type Colour, painter } from '../../core/prose/ansi.ts';
import { visibleJson } from '../../core/prose/visible.ts';
import { EXIT, Failure, reasonOf } from './failure.ts';

export type Color = 'auto' | 'on' | 'off';
/** What a stream can show; handed to the core's folds as it is. */
export interface Paper {
  readonly colour: boolean;
  /** Columns to fill: 80 where it is not a terminal, never above 100. */
  readonly width: number;
  paint(text: string, colour: Colour): string;
}

export interface Terminal {
  /** Data and a line feed, to stdout. */
  data(text: string): void;
  json(value: unknown): void;
  /** Words and a line feed, to stderr. */
  say(text: string): void;
  /** What stdout can show. */
  readonly out: Paper;
  /** What stderr can show. */
  readonly err: Paper;
}

/** What happens to data that cannot be written: the command ends, or, where it serves others, goes on without. */
export type WhenLost = 'end' | 'go-on';

/** The streams are opened only when something is painted: that takes a tenth of a start. */
export function openTerminal(color: Color, whenLost: WhenLost = 'end'): Terminal {
  let out: Paper | undefined;
  let err: Paper | undefined;
  return {
    data: (text) => writeData(`${text}\n`, whenLost),
    json: (value) => writeData(`${visibleJson(value)}\n`, whenLost),
    say: (text) => void write(2, `${text}\n`, whenLost),
    get out() {
      out ??= paper(color, process.stdout);
      return out;
    },
    get err() {
      err ??= paper(color, process.stderr);
      return err;
    },
  };
}

function paper(color: Color, stream: NodeJS.WriteStream): Paper {
  const colour = wantsColour(color, process.env, stream.isTTY === true);
  const width = stream.isTTY ? Math.max(40, Math.min(100, stream.columns || 80)) : 80;
  return { colour, width, paint: painter({ colour }) };
}

function wantsColour(color: Color, env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (color !== 'auto') return color === 'on';
  if (env['NO_COLOR']) return false;
  if (env['CLICOLOR_FORCE'] && env['CLICOLOR_FORCE'] !== '0') return true;
  return isTerminal && env['TERM'] !== 'dumb' && env['CLICOLOR'] !== '0';
}

function writeData(text: string, whenLost: WhenLost): void {
  const error = write(1, text, whenLost);
  if (error === undefined || whenLost === 'go-on') return;
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw new Failure(EXIT.usage, `Standard output cannot be written: ${reasonOf(error)}`);
}

/** Milliseconds that what serves others waits for a reader that stands still. */
const PATIENCE_MILLISECONDS = 1000;
const PAUSE_MILLISECONDS = 5;

/** Synchronous, so that nothing is lost when the process ends. @returns the error that kept the rest from being written */
function write(descriptor: number, text: string, whenLost: WhenLost): NodeJS.ErrnoException | undefined {
  let rest: Uint8Array = Buffer.from(text);
  let waited = 0;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (thrown) {
      const error = thrown as NodeJS.ErrnoException;
      if (error.code !== 'EAGAIN' || (whenLost === 'go-on' && waited >= PATIENCE_MILLISECONDS)) return error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MILLISECONDS);
      waited += PAUSE_MILLISECONDS;
    }
  }
  return undefined;
}
