import { remarks } from './remarks.ts';
import type { Trial } from './trial.ts';
import { changed, type NumberedChange } from './weave.ts';

const TEXT_LIMIT = 90;

/** What became of the changes of one file. */
export interface FileReport {
  readonly path: string;
  readonly tried: number;
  readonly noticed: number;
  /** One line each: the place, the change, and what the remark says. */
  readonly explained: readonly string[];
  readonly survived: readonly string[];
  /** Remarks that explain nothing: every change of their line is noticed. */
  readonly idle: readonly string[];
  /** Tests that were left out, as they fail without any change, and why. */
  readonly red: readonly string[];
}

export function reportOn(
  path: string,
  source: string,
  changes: readonly NumberedChange[],
  { noticed, unmet, red }: Trial,
  /** Whether these are all the changes of the file. */
  isWhole: boolean,
): FileReport {
  const reasons = remarks(source);
  const left = changes.filter(({ id }) => !noticed.has(id));
  const linesLeft = new Set(left.map((change) => placeOf(source, change).line));
  const place = (change: NumberedChange) => `${path}:${placeOf(source, change).line}:${placeOf(source, change).column}`;
  const reason = (change: NumberedChange) => reasons.get(placeOf(source, change).line);
  return {
    path,
    tried: changes.length,
    noticed: changes.length - left.length,
    explained: left
      .filter((change) => reason(change) !== undefined)
      .map((change) => `${place(change)}  ${describe(source, change)}: ${reason(change)}`),
    survived: left
      .filter((change) => reason(change) === undefined)
      .map(
        (change) => `${place(change)}  ${describe(source, change)}${unmet.has(change.id) ? ' (no test comes by)' : ''}`,
      ),
    idle: isWhole
      ? [...reasons.keys()]
          .filter((line) => !linesLeft.has(line))
          .map((line) => `${path}:${line}  every change here is noticed; take the remark away`)
      : [],
    red: [...red].map(([test, why]) => `${test}: ${why.replace(/\s+/g, ' ')}`),
  };
}

function placeOf(source: string, { start }: NumberedChange): { readonly line: number; readonly column: number } {
  const before = source.slice(0, start).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function describe(source: string, change: NumberedChange): string {
  const { carrier } = change;
  const after = changed(source, carrier, change);
  return `${short(source.slice(carrier.start, carrier.end))}  →  ${after === '' ? '(gone)' : short(after)}`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > TEXT_LIMIT ? `${line.slice(0, TEXT_LIMIT - 1)}…` : line;
}
