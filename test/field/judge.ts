import type { Report, ReportFinding } from '../../src/core/evidence/report.ts';
import type { Answer } from './case.ts';

export interface Judged {
  readonly score: 'right' | 'partly' | 'wrong';
  /** What does not hold, one each. */
  readonly misses: readonly string[];
  /** Causes that were called proved and are not so. */
  readonly falselyProved: readonly string[];
  /** A sound token was refused. */
  readonly isSoundRejected: boolean;
  /** Nothing to look at or to do next. */
  readonly isDeadEnd: boolean;
}

/** Holds a report against the answer that was written down before; `remarks` are what the command line says beside it. */
export function judge(report: Report, answer: Answer, remarks = ''): Judged {
  const { findings, candidates = [] } = report;
  const [first] = findings;
  const [likeliest] = candidates;
  const root = first ? wordsOf(first) : likeliest ? `${likeliest.title} ${likeliest.because}` : '';
  const next = first
    ? stepsOf(first)
    : candidates
        .slice(0, 2)
        .map(({ decides }) => decides)
        .join('\n');
  const all = [
    ...findings.flatMap((one) => [wordsOf(one), stepsOf(one)]),
    ...candidates.map((one) => `${one.title}\n${one.because}\n${one.decides}`),
    remarks,
  ].join('\n');

  const falselyProved = provedFaults(findings)
    .filter((one) => !isRight(one, answer))
    .map(({ cause }) => cause);
  const isSoundRejected =
    answer.verdict[0] === 'accepted' && report.verdict === 'rejected' && !answer.verdict.includes('rejected');
  const isDeadEnd =
    first === undefined ? report.verdict === 'cannot-tell' && likeliest === undefined : stepsOf(first) === '';
  const told = [
    ...missed('root', answer.root, root),
    ...missed('says', answer.says, all),
    ...missed('next', answer.next, next),
  ];
  const wrong = [
    ...(answer.verdict.includes(report.verdict) ? [] : [`verdict ${report.verdict}: ${first?.title ?? 'no finding'}`]),
    ...falselyProved.map((cause) => `falsely proved: ${cause}`),
    ...(answer.never ?? []).filter((one) => one.test(all)).map((one) => `said ${one}`),
    ...(isDeadEnd ? ['dead end'] : []),
  ];
  const expected = [answer.root, answer.says, answer.next].flatMap((one) => one ?? []).length;
  const isNothingTold = expected > 0 && told.length === expected;
  const score = wrong.length > 0 || isNothingTold ? 'wrong' : told.length > 0 ? 'partly' : 'right';
  return { score, misses: [...wrong, ...told], falselyProved, isSoundRejected, isDeadEnd };
}

function missed(where: string, expected: readonly RegExp[] = [], text: string): string[] {
  return expected
    .filter((one) => !one.test(text))
    .map((one) => `${where} ${one}: ${text.replaceAll(/\s+/g, ' ').slice(0, 140)}`);
}

function provedFaults(findings: readonly ReportFinding[]): ReportFinding[] {
  return findings.filter(({ certainty, severity }) => certainty === 'proved' && severity === 'fault');
}

/** Whether what was proved may be: never where the token is sound, nor a cause that the case rules out. */
function isRight(finding: ReportFinding, answer: Answer): boolean {
  if (!answer.verdict.includes('rejected')) return false;
  return !(answer.neverProved ?? []).includes(finding.cause);
}

const wordsOf = ({ title, detail, facts }: ReportFinding): string => `${title}\n${detail}\n${JSON.stringify(facts)}`;
const stepsOf = ({ fix }: ReportFinding): string => [...fix.steps, fix.command ?? ''].join('\n').trim();
