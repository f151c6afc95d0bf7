import { renderFinding } from '../../core/prose/finding.ts';
import { table } from '../table.ts';
import type { Paper } from '../terminal.ts';
import type { Outcome } from './scenes.ts';
import { CALL } from './stage.ts';

/** One broken request: the story, what the caller is told, and the root as its owner reads it. */
export function drawOutcome(outcome: Outcome, number: number, paper: Paper): string {
  const { story, status, told, report, token, afterwards } = outcome;
  const { paint, width } = paper;
  const [root] = report.findings;
  const sent = `${CALL.method} ${CALL.path}  ${paint(String(status), 'fault')}  an anonymous caller reads: ${told}`;
  const answer = status === null ? told : sent;
  return [
    `\n${paint('─'.repeat(Math.min(width, 80)), 'muted')}`,
    `${paint(String(number).padStart(2), 'strong')}  ${story}`,
    `    ${answer}`,
    '',
    root === undefined ? '    no cause was found' : renderFinding(root, token, { ...paper, afterFix: report.afterFix }),
    ...(afterwards === undefined ? [] : ['', `  ${afterwards}`]),
  ].join('\n');
}

export function drawSummary(outcomes: readonly Outcome[], paper: Paper): string {
  const rows = outcomes.map(({ status, cause, expected, report }, index) => [
    String(index + 1),
    status === null ? 'not sent' : String(status),
    cause ?? 'none',
    report.findings[0]?.certainty ?? '',
    cause !== null && report.afterFix?.remaining.includes(cause) ? 'by a person' : (report.afterFix?.verdict ?? ''),
    cause === expected ? 'yes' : `no: ${expected}`,
  ]);
  const found = outcomes.filter(({ cause, expected }) => cause === expected).length;
  return [
    table(['', 'STATUS', 'CAUSE', 'CERTAINTY', 'ONCE MENDED', 'AS EXPECTED'], rows, paper),
    '',
    `${found} of ${outcomes.length} broken requests explained by their own cause. Look one up: mintmark explain CAUSE`,
  ].join('\n');
}
