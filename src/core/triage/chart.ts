import { escapeHtml } from '../prose/html.ts';
import type { SummaryCause } from './summary.ts';
import { nameOf, number, percent } from './words.ts';

const ROW = 44;
const AXIS = 28;
/** What is left of the width for the count beside the longest bar, in per cent. */
const BESIDE = 42;

/**
 * Bars with their names above and their counts beside them, over an axis, as SVG that takes the width it is given.
 * What nothing was found for is an outline, told apart without colour.
 */
export function chart(causes: readonly SummaryCause[]): string {
  const most = Math.max(1, ...causes.map(({ count }) => count));
  const place = (count: number) => `${((count / most) * (100 - BESIDE)).toFixed(2)}%`;
  const bottom = causes.length * ROW;
  const lines = ticksTo(most).map(
    (count) => `<line class="grid" x1="${place(count)}" x2="${place(count)}" y1="0" y2="${bottom + 4}"/>
<text class="tick" x="${place(count)}" y="${bottom + 20}" text-anchor="${count === 0 ? 'start' : 'middle'}">${number(count)}</text>`,
  );
  const rows = causes.map(({ cause, count, share }, index) => {
    const y = index * ROW;
    const bar = `x="0" y="${y + 22}" width="${place(count)}" height="14"`;
    return `<text class="name" x="0" y="${y + 16}">${escapeHtml(nameOf(cause))}</text>
<rect class="${cause === null ? 'unsure' : 'fault'}" ${bar}/>
<text class="count" x="${place(count)}" dx="8" y="${y + 33}">${number(count)} (${percent(share)})</text>`;
  });
  return `<svg width="100%" height="${bottom + AXIS}" role="img" aria-labelledby="chart-title" aria-describedby="causes">
${lines.join('\n')}
${rows.join('\n')}
</svg>`;
}

/** Nothing, and up to three round numbers at equal distances. */
function ticksTo(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(most / 3 || 1));
  const step = Math.max(
    1,
    ...[1, 2, 5, 10]
      .map((factor) => factor * power)
      .filter((one) => most / one >= 2)
      .slice(-1),
  );
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}
