import { columnsOf, flow } from '../../core/prose/layout.ts';
import { visible } from '../../core/prose/visible.ts';
import type { Summary, SummaryCause } from '../../core/triage/summary.ts';
import { counted, howMany, nameOf, notes, number, percent } from '../../core/triage/words.ts';
import { table } from '../terminal/table.ts';
import type { Paper } from '../terminal/terminal.ts';

/** The table of causes, an example of each, and what the numbers leave out. */
export function drawSummary(summary: Summary, paper: Paper): string {
  const { causes } = summary;
  const left = notes(summary).flatMap((note) => flow([note], paper.width, (text) => text));
  if (causes.length === 0) return [nothingIn(summary), ...(summary.lines === 0 ? [] : left)].join('\n');
  const rows = causes.map((one) => [
    nameOf(one.cause),
    number(one.count).padStart('REQUESTS'.length),
    percent(one.share).padStart('SHARE'.length + 2),
    minuteOf(one.firstSeen),
    minuteOf(one.lastSeen),
  ]);
  return [
    `Why requests were rejected${summary.isStopped ? ', up to where it was stopped' : ''}: ${counted(summary)}`,
    table(['CAUSE', 'REQUESTS', '  SHARE', 'FIRST SEEN', 'LAST SEEN'], rows, paper),
    ...causes.filter(({ cause }) => cause !== null).map((one) => exampleOf(one, paper)),
    left.join('\n'),
  ].join('\n\n');
}

function nothingIn(summary: Summary): string {
  const { lines, notRefused, unread } = summary;
  if (lines === 0) return 'No rejected request: there is nothing to read.';
  if (notRefused === 0 && unread.lines > 0)
    return 'No request can be read: expected JSON lines, an access log, tokens (one per line) or a HAR file.';
  return `No rejected request: ${counted(summary)}`;
}

function exampleOf({ cause, example, applications, otherApplications }: SummaryCause, paper: Paper): string {
  const { file, line, request, status, finding, next } = example;
  const where = visible(`${file}:${line}  ${request}${status === null ? '' : `  ${status}`}`);
  const told = (name: string, text: string | null) =>
    text === null ? [] : flow([text], paper.width, (word) => word, `  ${name.padEnd(7)}  `, ' '.repeat(11));
  return [
    `${paper.paint(nameOf(cause), 'strong')}  ${where}`,
    ...told('Found', finding),
    ...told('Next', next),
    ...told('Apps', applicationsOf(applications, otherApplications, paper.width)),
  ].join('\n');
}

/** Ids are whole, so that they can be copied. Times are UTC; the year is in --json. */
function applicationsOf(all: SummaryCause['applications'], others: number, width: number): string | null {
  const shown: string[] = [];
  for (const one of all.slice(0, 3)) {
    const next = `${visible(one.id)} (${howMany(one)})`;
    if (columnsOf(next) < width) shown.push(next);
  }
  const rest = all.slice(3).reduce((sum, { count }) => sum + count, others);
  if (rest > 0) shown.push(`others (${number(rest)})`);
  return shown.length === 0 ? null : shown.join(', ');
}

function minuteOf(text: string | null): string {
  return text === null ? '' : text.slice(5, 16).replace('T', ' ');
}
