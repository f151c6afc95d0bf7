import type { Standing } from './rounds.ts';

/** The standings as rows of text: name, rate, ratio with its spread. */
export function rows(standings: readonly Standing[]): readonly (readonly string[])[] {
  return standings.map(({ name, perCpuSecond, ratio }) => [
    name,
    rate(perCpuSecond.median),
    ratio.median.toFixed(2),
    `${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)}`,
  ]);
}

export const HEADINGS = ['', 'per CPU second', 'ratio', 'min to max'] as const;

/** A table for a terminal: names to the left, numbers to the right. */
export function textTable(standings: readonly Standing[]): string {
  const all = [HEADINGS, ...rows(standings)];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((row) => (row[column] as string).length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[i] as number))).join('   ');
  return all.map(line).join('\n');
}

export function markdownTable(standings: readonly Standing[]): string {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [line(HEADINGS), '| --- | ---: | ---: | ---: |', ...rows(standings).map(line)].join('\n');
}

function rate(perSecond: number): string {
  if (perSecond < 100) return perSecond.toFixed(1);
  return Math.round(perSecond).toLocaleString('en');
}
