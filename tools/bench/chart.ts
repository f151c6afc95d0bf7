import type { Standing } from './rounds.ts';
import type { Suite } from './suites.ts';

const WIDTH = 760;
const NAMES = 260;
const ROW = 30;
const TOP = 64;

/** A bar for each median ratio, a line from its least to its greatest, and a rule at the baseline. */
export function chart(suite: Suite, standings: readonly Standing[]): string {
  const greatest = Math.max(...standings.map(({ ratio }) => ratio.max), 1);
  const x = (ratio: number): number => Math.round(NAMES + (ratio / greatest) * (WIDTH - NAMES - 60));
  const bottom = TOP + standings.length * ROW;
  const bars = standings.map(({ name, ratio }, index) => {
    const middle = TOP + index * ROW + ROW / 2;
    const isOurs = name.startsWith('mintmark');
    return [
      `<text x="${NAMES - 10}" y="${middle + 4}" text-anchor="end">${escapeXml(name)}</text>`,
      `<rect class="${isOurs ? 'ours' : 'other'}" x="${NAMES}" y="${middle - 8}" width="${x(ratio.median) - NAMES}" height="16"/>`,
      `<path class="spread" d="M${x(ratio.min)} ${middle}H${x(ratio.max)}"/>`,
      `<text class="number" x="${x(ratio.max) + 8}" y="${middle + 4}">${ratio.median.toFixed(2)}</text>`,
    ].join('');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 20}" role="img" aria-labelledby="t d">
<title id="t">${escapeXml(suite.question)}</title>
<desc id="d">${escapeXml(standings.map(({ name, ratio }) => `${name}: ${ratio.median.toFixed(2)}`).join('; '))}</desc>
<style>
svg { font: 14px system-ui, sans-serif; color-scheme: light dark; background: Canvas }
text { fill: CanvasText } .head { font-weight: 600; font-size: 16px } .unit { font-size: 12px }
.ours { fill: #12876f } .other { fill: #8a94a0 } .spread { stroke: CanvasText; stroke-width: 2 } .base { stroke: CanvasText; stroke-dasharray: 2 3 }
</style>
<text class="head" x="16" y="26">${escapeXml(suite.question)}</text>
<text class="unit" x="16" y="46">${escapeXml(suite.unit)}</text>
<path class="base" d="M${x(1)} ${TOP - 4}V${bottom + 4}"/>
${bars.join('\n')}
</svg>
`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
