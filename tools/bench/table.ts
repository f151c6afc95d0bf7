import type { Standing } from './rounds.ts';
import type { Suite } from './suites.ts';

type Shape = Pick<Suite, 'lowerIsBetter'>;

/** The standings as rows of text: name, rate or time, ratio with its spread. */
function rows(standings: readonly Standing[], { lowerIsBetter }: Shape): readonly (readonly string[])[] {
  return standings.map(({ name, perCpuSecond, ratio }) => [
    name,
    lowerIsBetter ? (1000 / perCpuSecond.median).toFixed(1) : rate(perCpuSecond.median),
    ratio.median.toFixed(2),
    `${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)}`,
  ]);
}

function headings({ lowerIsBetter }: Shape): readonly string[] {
  return ['', lowerIsBetter ? 'CPU milliseconds' : 'per CPU second', 'ratio', 'min to max'];
}

/** A table for a terminal: names to the left, numbers to the right. */
export function textTable(standings: readonly Standing[], shape: Shape): string {
  return textOf([headings(shape), ...rows(standings, shape)]);
}

export function markdownTable(standings: readonly Standing[], shape: Shape): string {
  return markdownOf([headings(shape), ...rows(standings, shape)]);
}

/** Rows as text; the first one has the headings. */
export function textOf(all: readonly (readonly string[])[]): string {
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] as string).length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[i] as number))).join('   ');
  return all.map(line).join('\n');
}

export function markdownOf([heads = [], ...all]: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  const rule = line(heads.map((_, column) => (column === 0 ? '---' : '---:')));
  return [line(heads), rule, ...all.map(line)].join('\n');
}

function rate(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en');
}
