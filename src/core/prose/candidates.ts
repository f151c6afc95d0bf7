import type { Report } from '../evidence/report.ts';
import { painter, type TerminalOptions } from './ansi.ts';
import { flow } from './layout.ts';

/** What may be behind it, most likely first, each with what would decide. */
export function candidateLines({ candidates = [] }: Report, options: TerminalOptions): string[] {
  if (candidates.length === 0) return [];
  const paint = painter(options);
  const width = options.width ?? 80;
  const rows = candidates.flatMap(({ title, cause, weight, because, decides }) => [
    ...flow([`${title} (${cause}): ${because}.`], width, paint, `  ${shareOf(weight)}  `, '        '),
    ...flow([decides], width, paint, '        → ', '          '),
  ]);
  return [[paint('What it may be, most likely first', 'strong'), ...rows].join('\n')];
}

function shareOf(weight: number): string {
  return `${Math.round(weight * 100)} %`.padStart(4);
}
