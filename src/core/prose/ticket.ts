import { formatUtc } from '../claims/numeric-date.ts';
import type { Report } from '../evidence/report.ts';
import type { Party } from '../evidence/rules.ts';
import { visible } from './visible.ts';

/** Who has to act, in words that stand after "Who acts". */
export const PARTY_WORDS: { readonly [party in Party]: string } = {
  sender: 'the sender: whoever signs the token or sends the request',
  requester: 'the requester: whoever asks the issuer for the token',
  verifier: 'the API: whoever configures how it verifies tokens',
  issuer: 'the issuer: whoever runs the identity provider or registers the keys',
  nobody: 'nobody: it passes by itself',
};

export interface TicketRequest {
  readonly id: string;
  /** NumericDate seconds. */
  readonly at: number;
  readonly status: number;
  readonly method: string | null;
  readonly path: string | null;
}

const MOST_CANDIDATES = 3;

/**
 * A report as a text for a ticket: the cause, how sure it is, who has to act and what they do, and where to read more. As
 * much as the report tells its reader; never the token.
 */
export function ticketText(report: Report, request: TicketRequest): string {
  const { id, at, status, method, path } = request;
  const [root, ...others] = report.findings;
  const rows: [string, readonly string[]][] = [
    ['Request', [`${method ?? 'a request'} ${path ?? ''}`.trim()]],
    ['Answered', [`${status}, ${formatUtc(at)}`]],
  ];
  if (root) {
    const { applicability, steps, command } = root.fix;
    const sure = applicability === 'guess' ? ['(a first thing to try)'] : [];
    rows.push(
      ['Cause', [root.title]],
      ['Certainty', [`${root.certainty} (${root.cause})`]],
      // Reports that were stored before 0.2 do not say.
      ['Who acts', root.party === undefined ? [] : [PARTY_WORDS[root.party]]],
      ['What to do', [...steps, ...sure, ...(command === null ? [] : command.split('\n').map((line) => `  ${line}`))]],
      ['Then', thenOf(report)],
      ['Also', others.map(({ title, cause }) => `${title} (${cause})`)],
      ['Article', [root.help]],
    );
  } else {
    const candidates = report.candidates ?? [];
    rows.push(['Cause', ['not known']]);
    for (const { title, cause, decides } of candidates.slice(0, MOST_CANDIDATES)) {
      rows.push(['It may be', [`${title} (${cause})`, `Look: ${decides}`]]);
    }
  }
  rows.push(['Report', [id]]);
  return rows.flatMap(([name, lines]) => drawn(name, lines)).join('\n');
}

const NAME_COLUMNS = 12;

function drawn(name: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${(index === 0 ? name : '').padEnd(NAME_COLUMNS)}${visible(line)}`);
}

function thenOf({ afterFix, rootCause }: Report): readonly string[] {
  if (afterFix === null || rootCause === null || afterFix.remaining.includes(rootCause)) return [];
  const { verdict, remaining } = afterFix;
  if (verdict === 'cannot-tell') return ['what comes next cannot be told from this request alone'];
  return [remaining.length === 0 ? verdict : `${verdict}, and there remains: ${remaining.join(', ')}`];
}
