import { CAUSES } from '../causes/index.ts';
import { jwt } from '../claims/profiles/jwt.ts';
import type { Cause } from '../evidence/cause.ts';
import type { CauseId } from '../evidence/cause-id.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import type { Candidate, Check, Finding, Report, ReportFinding, Verdict } from '../evidence/report.ts';
import { chooseRules } from '../observe/choose-rules.ts';
import { keysTried } from '../observe/keys-tried.ts';
import { observe } from '../observe/observe.ts';
import { type ObservedAnswer, observedAnswer } from '../observe/observed-answer.ts';
import { textOf } from '../prose/text.ts';
import { candidatesOf } from './candidates.ts';
import { weigh } from './certainty.ts';
import { heedAnswer, isAccountedFor, isRefusal } from './heed-answer.ts';
import { findingOf, isProvenGood, missing } from './judge.ts';
import { orderFindings } from './order-findings.ts';
import { lineOfVerifier } from './verifier-lines.ts';
import { stepInTheirTerms } from './where-to-look.ts';

export const HELP_BASE = '/causes/';

/** A possible cause is named as a finding where it is at least so likely as this share of the most likely one. */
const WORTH_NAMING = 0.6;

/** Mended inputs are judged again at most this often: each round may lay bare the next fault. */
const MEND_ROUNDS = 4;

/**
 * The doctor: judges everything, hides nothing behind the first fault. The root comes first; then what it explains and
 * what will bite next. `help` is a path below `helpBase`.
 */
export function diagnose(given: Input, helpBase = HELP_BASE): Report {
  return diagnosed(given, helpBase).report;
}

/** The same, with what was found out about the signature on the way. */
export function diagnosed(
  given: Input,
  helpBase: string,
): { readonly report: Report; readonly signature: Evidence['signature'] } {
  const rules = chooseRules(given);
  // What is mended is judged by the same rules, whatever it looks like then.
  const input = { ...given, ...rules };
  const evidence = observe(input);
  const { findings: outer, checks } = examine(evidence);
  const general = () => {
    const { findings } = examine(observe({ ...given, profile: jwt }));
    return new Set(findings.filter(({ certainty }) => certainty === 'proved').map(({ cause }) => cause));
  };
  const found = weigh([...outer, ...insideOf(input, outer)], evidence, causeById, general);
  const answer = observedAnswer(evidence);
  const heeded = orderFindings(heedAnswer(found, answer), answer, causeById);
  const candidates = candidatesFor(evidence, heeded, checks, answer);
  const findings = withoutUnlikely(heeded, answer, candidates);
  const rootCause = rootAmong(findings);
  const tried = findings.some(({ cause }) => cause === 'signed-by-unknown-key') ? keysTried(evidence) : undefined;
  const report: Report = {
    verdict: verdictOf(evidence, findings),
    profile: evidence.profile.id,
    rules: { profile: rules.profile.id, name: rules.profile.name, chosenBy: rules.chosenBy, because: rules.because },
    rootCause,
    findings: findings.map((finding) => inTheirTerms(inWords(finding, findings, helpBase), answer, evidence)),
    ...(candidates && { candidates }),
    ...(tried && { keysTried: tried }),
    checks,
    afterFix: findings.length === 0 ? null : afterFix(input, findings),
    ...(answer && { observed: observedIn(answer, rootCause) }),
  };
  return { report, signature: evidence.signature };
}

/** Causes that hide a whole token inside the text that was sent. */
const WRAPPINGS: readonly CauseId[] = ['token-encoded-twice'];

/** What is wrong with the token inside a wrapping: places in it are no places of what was sent. */
function insideOf(input: Input, outer: readonly Finding[]): Finding[] {
  const wrapping = outer.find(({ cause }) => WRAPPINGS.includes(cause));
  const unwrapped = wrapping && causeById(wrapping.cause)?.mend?.(input, wrapping.facts);
  if (unwrapped === undefined) return [];
  const isNew = ({ cause }: Finding) => !outer.some((one) => one.cause === cause);
  return examine(observe(unwrapped))
    .findings.filter(isNew)
    .map((finding) => ({ ...finding, at: null }));
}

/** The root alone, without words and without mending: for a million requests. */
export function rootCauseOf(evidence: Evidence): CauseId | null {
  const answer = observedAnswer(evidence);
  const { findings, checks } = examine(evidence);
  const heeded = orderFindings(heedAnswer(findings, answer), answer, causeById);
  const isTold = answer?.message === undefined || rootAmong(heeded) === null;
  if (isTold) return rootAmong(heeded);
  return rootAmong(withoutUnlikely(heeded, answer, candidatesFor(evidence, heeded, checks, answer)));
}

/** The candidates of a report that has no sure fault, or of a message that is all there is; `undefined` otherwise. */
function candidatesFor(
  evidence: Evidence,
  findings: readonly Finding[],
  checks: readonly Check[],
  answer: ObservedAnswer | undefined,
): readonly Candidate[] | undefined {
  const { token, credentials, request, key } = evidence;
  const isAlone = answer !== undefined && (token ?? credentials ?? request ?? key) === undefined;
  if (!isAlone && verdictOf(evidence, findings) !== 'cannot-tell') return undefined;
  return candidatesOf(evidence, { findings, checks }, answer);
}

/** What is merely possible, and much less likely for this message than what cannot be checked, is not called the root. */
function withoutUnlikely(
  findings: readonly Finding[],
  answer: ObservedAnswer | undefined,
  candidates: readonly Candidate[] | undefined,
): readonly Finding[] {
  const most = candidates?.[0]?.weight;
  if (answer?.message === undefined || most === undefined) return findings;
  const weightOf = (id: CauseId) => candidates?.find(({ cause }) => cause === id)?.weight ?? 0;
  return findings.filter(
    ({ cause, certainty, severity }) =>
      certainty !== 'possible' || severity === 'risk' || weightOf(cause) >= most * WORTH_NAMING,
  );
}

function rootAmong(ordered: readonly Finding[]): CauseId | null {
  return ordered.find((finding) => finding.severity === 'fault')?.cause ?? null;
}

/** What the answer was, beside what was found: its text is checked before it is believed. */
function observedIn({ status, message }: ObservedAnswer, rootCause: CauseId | null): NonNullable<Report['observed']> {
  return {
    status: status ?? null,
    message: message?.text ?? null,
    knownFor: message?.causes ?? [],
    agrees: message === undefined || rootCause === null ? null : message.causes.includes(rootCause),
  };
}

/** Every cause over the same evidence: findings in order of precedence, faults before risks, and one check a cause. */
export function examine(evidence: Evidence): { findings: Finding[]; checks: Check[] } {
  const findings: Finding[] = [];
  const checks: Check[] = [];
  for (const cause of CAUSES) {
    const needs = missing(evidence, cause);
    if (needs.length > 0) {
      checks.push({ cause: cause.id, result: 'cannot-tell', needs });
      continue;
    }
    const found = cause.find(evidence);
    checks.push({ cause: cause.id, result: found ? 'found' : 'clear' });
    if (found) findings.push(findingOf(cause, found, evidence));
  }
  const faults = findings.filter((finding) => finding.severity === 'fault');
  return { findings: [...faults, ...findings.filter((finding) => finding.severity === 'risk')], checks };
}

/**
 * `accepted` needs proof: a good token whose signature verified, and no answer that refused it. Without proof and
 * without fault: cannot tell.
 */
export function verdictOf(evidence: Evidence, findings: readonly Finding[]): Verdict {
  const faults = findings.filter((finding) => finding.severity === 'fault');
  if (faults.some((finding) => finding.certainty !== 'possible')) return 'rejected';
  const answer = observedAnswer(evidence);
  const isRefused = answer !== undefined && isRefusal(answer);
  return faults.length === 0 && !isRefused && isProvenGood(evidence) ? 'accepted' : 'cannot-tell';
}

const BY_ID: ReadonlyMap<string, Cause> = new Map(CAUSES.map((cause) => [cause.id, cause]));

export function causeById(id: string): Cause | undefined {
  return BY_ID.get(id);
}

/** Words for a finding. `among` are the findings of the same report. */
export function inWords(finding: Finding, among: readonly Finding[], helpBase = HELP_BASE): ReportFinding {
  const cause = causeById(finding.cause);
  if (!cause) throw new TypeError(`no cause has the id ${finding.cause}`);
  const { title, detail } = cause.explain(finding.facts);
  const fix = cause.fix(finding.facts);
  const present = new Set<CauseId>(among.map((other) => other.cause));
  return {
    ...finding,
    explains: cause.explains.filter((id) => present.has(id)),
    party: cause.party(finding.facts),
    title,
    detail: textOf(detail, { width: Number.POSITIVE_INFINITY }),
    help: `${helpBase}${cause.id}`,
    fix: {
      applicability: fix.applicability,
      steps: fix.steps,
      command: fix.command ?? null,
      artefact: fix.artefact ?? null,
    },
  };
}

/** The steps, and one more where the product that refused is known: where its own configuration has it. */
function inTheirTerms(finding: ReportFinding, answer: ObservedAnswer | undefined, evidence: Evidence): ReportFinding {
  const cause = finding.severity === 'fault' ? causeById(finding.cause) : undefined;
  // What a product says of its keys is for key pairs: a shared secret is looked at with our own command.
  const isOfSecret = finding.facts['secrets'] !== undefined;
  const known = cause && !isOfSecret && stepInTheirTerms(cause, answer?.said ?? []);
  // A verifier that nobody has named: of each, what the line is called.
  const isUnnamed = finding.party === 'verifier' && evidence.profile.isGeneral === true;
  const step = known || (cause && isUnnamed ? lineOfVerifier(cause.id) : undefined);
  if (!step || finding.fix.steps.includes(step)) return finding;
  return { ...finding, fix: { ...finding.fix, steps: [...finding.fix.steps, step] } };
}

/** Judges what mending gives: never assumed. */
function afterFix(input: Input, findings: readonly Finding[]): Report['afterFix'] {
  const { mended, left } = mendInput(input, findings);
  return { verdict: verdictOf(observe(mended), left), remaining: left.map((finding) => finding.cause) };
}

/** Applies what a program can mend, root first, and tells what is left. The token of `mended` may be unsigned. */
export function mendInput(
  input: Input,
  findings: readonly Finding[],
): { readonly mended: Input; readonly left: readonly Finding[] } {
  const answer = observedAnswer(observe(input));
  const isAnswered = isAccountedFor(findings, answer, causeById);
  let mended = input;
  let left: readonly Finding[] = findings;
  for (let round = 0; round < MEND_ROUNDS && left.length > 0; round++) {
    let changed = false;
    for (const finding of left) {
      const next = causeById(finding.cause)?.mend?.(mended, finding.facts);
      if (next === undefined) continue;
      mended = next;
      changed = true;
    }
    if (!changed) break;
    if (isAnswered) mended = withoutAnswer(mended);
    const next = observe(mended);
    left = heedAnswer(examine(next).findings, observedAnswer(next));
  }
  return { mended, left };
}

/** What was answered to a fault that is mended. The time of the answer stays: it is the server's clock. */
function withoutAnswer(input: Input): Input {
  const { response, failure: _failure, ...rest } = input;
  const date = response?.fields?.filter(([name]) => name.toLowerCase() === 'date') ?? [];
  return date.length === 0 ? rest : { ...rest, response: { fields: date } };
}
