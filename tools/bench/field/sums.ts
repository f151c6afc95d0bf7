import type { Done } from './run-all.ts';

export interface Sum {
  readonly cases: number;
  readonly right: number;
  readonly partly: number;
  readonly wrong: number;
  /** Cases in which something is called proved that is not so. */
  readonly falselyProved: number;
  readonly soundRejected: number;
  readonly deadEnds: number;
}

export interface Sums {
  readonly kinds: readonly (readonly [kind: string, sum: Sum])[];
  readonly total: Sum;
}

export function sumsOf(done: readonly Done[]): Sums {
  const kinds = [...new Set(done.map(({ kind }) => kind))];
  return { kinds: kinds.map((kind) => [kind, sumOf(done.filter((one) => one.kind === kind))]), total: sumOf(done) };
}

function sumOf(done: readonly Done[]): Sum {
  const count = (isSo: (judged: Done['judged']) => boolean) => done.filter(({ judged }) => isSo(judged)).length;
  return {
    cases: done.length,
    right: count(({ score }) => score === 'right'),
    partly: count(({ score }) => score === 'partly'),
    wrong: count(({ score }) => score === 'wrong'),
    falselyProved: count(({ falselyProved }) => falselyProved.length > 0),
    soundRejected: count(({ isSoundRejected }) => isSoundRejected),
    deadEnds: count(({ isDeadEnd }) => isDeadEnd),
  };
}

export const HEADINGS = ['kind', 'cases', 'right', 'partly', 'wrong', 'falsely proved', 'sound refused', 'dead ends'];

export function rowsOf({ kinds, total }: Sums): string[][] {
  return [...kinds, ['all', total] as const].map(([kind, sum]) => [
    kind,
    ...[sum.cases, sum.right, sum.partly, sum.wrong, sum.falselyProved, sum.soundRejected, sum.deadEnds].map(String),
  ]);
}

/** A table for a terminal. */
export function textOf(sums: Sums): string {
  const all = [HEADINGS, ...rowsOf(sums)];
  const widths = HEADINGS.map((_, at) => Math.max(...all.map((row) => (row[at] ?? '').length)));
  return all
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('   '),
    )
    .join('\n');
}
