import { columnsOf } from '../../core/prose/layout.ts';
import { visible } from '../../core/prose/visible.ts';
import type { Paper } from './terminal.ts';

/** Rows in aligned columns under their headings. Cells come from outside: what a terminal would obey is escaped. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], paper: Paper): string {
  const cells = rows.map((row) => row.map(visible));
  const widths = headings.map((heading, column) =>
    Math.max(columnsOf(heading), ...cells.map((row) => columnsOf(row[column] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell)))
      .join('  ')
      .trimEnd();
  return [paper.paint(line(headings), 'muted'), ...cells.map(line)].join('\n');
}

/** Names and their values, one a line; a value that is absent is left out. */
export function fields(rows: readonly (readonly [string, string | undefined])[], paper: Paper): string {
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== undefined);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${paper.paint(name.padEnd(width), 'muted')}  ${visible(value)}`).join('\n');
}
