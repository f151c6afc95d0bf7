import type { Report, ReportFinding } from '../evidence/report.ts';
import { type Colour, painter, type TerminalOptions } from './ansi.ts';
import { columnsOf, flow } from './layout.ts';
import { placeName, tokenAnatomy } from './token-anatomy.ts';
import { visible } from './visible.ts';

export interface FindingOptions extends TerminalOptions {
  /** What the mended input was judged to be; shown under "Then". */
  readonly afterFix?: Report['afterFix'];
  /** What would tell, where that cannot be told. */
  readonly decisive?: string;
}

const VERDICT = { accepted: 'accepted', rejected: 'rejected', 'cannot-tell': 'cannot tell' } as const;
export const VERDICT_COLOUR = { accepted: 'good', rejected: 'fault', 'cannot-tell': 'unsure' } as const;
const INDENT = '  ';

/**
 * One finding for a terminal: what, where, the proof, the next step, what the mended thing was judged to be.
 * `token` is the text that spans of the token count in; it is shown abbreviated.
 */
export function renderFinding(finding: ReportFinding, token?: string, options: FindingOptions = {}): string {
  const width = options.width ?? 80;
  const paint = painter(options);
  const blocks = [
    flow([finding.title], width, paint, INDENT),
    finding.at?.in === 'token' && token !== undefined
      ? tokenAnatomy(token, finding.at, placeName(finding.at), paint).map((line) => INDENT + line)
      : [],
    finding.detail.split('\n').flatMap((line) => reflow(line, width)),
    advice(finding, width, paint, options),
    [`${INDENT}${paint('Why:', 'muted')} mintmark explain ${visible(finding.cause)}`],
  ];
  return [headline(finding, width, paint), ...blocks.filter((lines) => lines.length > 0).map((b) => b.join('\n'))].join(
    '\n\n',
  );
}

/** The cause on the left; how sure, and whether it rejects, on the right. */
function headline(finding: ReportFinding, width: number, paint: (text: string, colour: Colour) => string): string {
  const sure = finding.severity === 'risk' ? `risk, ${finding.certainty}` : finding.certainty;
  const cause = visible(finding.cause);
  const gap = Math.max(2, Math.min(width, 80) - 3 - columnsOf(cause) - columnsOf(sure));
  return paint(cause, 'strong') + ' '.repeat(gap) + paint(sure, finding.severity === 'risk' ? 'unsure' : 'fault');
}

function advice(
  finding: ReportFinding,
  width: number,
  paint: (text: string, colour: Colour) => string,
  { afterFix, decisive }: FindingOptions,
): string[] {
  const { steps, command } = finding.fix;
  const under = `${INDENT}      `;
  const lines: string[] = [];
  steps.forEach((step, i) => {
    const label = i === 0 ? `${INDENT}${paint('Next', 'good')}  ` : under;
    // The label's escape codes take no columns, so the line is broken as if it were blank.
    const [head = '', ...tail] = flow([step], width, paint, under);
    lines.push(label + head.slice(under.length), ...tail);
    if (i === 0 && command !== null)
      lines.push(...command.split('\n').map((line) => `${under}${INDENT}${visible(line)}`));
  });
  // Where no program could mend this fault, nothing was judged: nothing to tell.
  if (afterFix && !afterFix.remaining.includes(finding.cause)) {
    const { verdict, remaining } = afterFix;
    const without = verdict === 'cannot-tell' && decisive !== undefined ? ` without ${decisive}` : '';
    const then = [VERDICT[verdict] + without, ...remaining.slice(0, 1)].join(': ');
    lines.push(`${INDENT}${paint('Then', 'good')}  ${paint(then, VERDICT_COLOUR[verdict])}`);
  }
  return lines;
}

/** A line of plain text, broken again for this width; what follows a list mark or the name of a pair stays in column. */
function reflow(line: string, width: number): string[] {
  if (line === '') return [''];
  const mark = /^(?:- |\d+\. |\S(?:.*?\S)? {2,}| {2,})/.exec(line)?.[0] ?? '';
  const rest = line.slice(mark.length);
  return flow([rest], width, (text) => text, INDENT + visible(mark), INDENT + ' '.repeat(columnsOf(mark)));
}
