/**
 * How Mintmark behaves on a terminal.
 * - stdout carries data only; stderr carries the words.
 * - No escape code leaves unless the stream is a terminal. `--color on` and CLICOLOR_FORCE insist; `--color off`,
 *   NO_COLOR and TERM=dumb forbid. The flag outranks the environment.
 * - Nothing is told by colour alone.
 * - A reader that goes away (`| head`) ends the command in silence.
 */
import { writeSync } from 'node:fs';
import { type Colour, painter } from '../../core/prose/ansi.ts';

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

/** The streams are opened only when something is painted: that takes a tenth of a start. */
export function openTerminal(color: Color): Terminal {
  let out: Paper | undefined;
  let err: Paper | undefined;
  return {
    data: (text) => write(1, `${text}\n`),
    json: (value) => write(1, `${JSON.stringify(value, null, 2)}\n`),
    say: (text) => write(2, `${text}\n`),
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

/** Synchronous, so that nothing is lost when the process ends. */
function write(descriptor: number, text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(process.exitCode ?? 0);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
