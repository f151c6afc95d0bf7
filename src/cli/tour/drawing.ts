import { renderFinding } from '../../core/prose/finding.ts';
import { table } from '../terminal/table.ts';
import type { Paper } from '../terminal/terminal.ts';
import { isAsExpected, type SceneResult } from './scenes.ts';
import { CALL } from './stage.ts';

/** One broken request: the story, what the caller is told, and the root as its owner reads it. */
export function drawOutcome(outcome: SceneResult, number: number, paper: Paper): string {
  const { story, status, told, report, token, mendedStatus } = outcome;
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
    ...(mendedStatus === undefined
      ? []
      : ['', `  Repaired with mintmark keys repair, and sent again: ${paint(String(mendedStatus), 'good')}`]),
  ].join('\n');
}

export function drawSummary(outcomes: readonly SceneResult[], paper: Paper): string {
  const rows = outcomes.map((outcome, index) => {
    const { status, cause, expected, report } = outcome;
    return [
      String(index + 1),
      status === null ? 'not sent' : String(status),
      cause ?? 'none',
      report.findings[0]?.certainty ?? '',
      onceMended(outcome),
      isAsExpected(outcome) ? 'yes' : `no: ${expected}`,
    ];
  });
  const found = outcomes.filter(isAsExpected).length;
  return [
    table(['', 'STATUS', 'CAUSE', 'CERTAINTY', 'ONCE REPAIRED', 'AS EXPECTED'], rows, paper),
    '',
    `${found} of ${outcomes.length} explained, each by its own cause. Look one up: mintmark explain CAUSE`,
  ].join('\n');
}

function onceMended({ cause, report: { afterFix }, mendedStatus }: SceneResult): string {
  if (mendedStatus !== undefined) return String(mendedStatus);
  if (afterFix === null) return '';
  return cause !== null && afterFix.remaining.includes(cause) ? 'by a person' : afterFix.verdict;
}
