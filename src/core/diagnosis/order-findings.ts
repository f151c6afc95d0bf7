import type { Cause } from '../evidence/cause.ts';
import type { Finding } from '../evidence/report.ts';
import type { ObservedAnswer } from '../observe/observed-answer.ts';

/** Statuses that tell where the server stopped. 400 and 404 are given for everything. */
const TELLING = [401, 403, 413, 431];

/**
 * Faults before risks, in order of precedence. Where the answer is known, the fault that alone accounts for its text
 * (or, failing that, its status) comes first; wrappings of a key come in the order in which they have to come off.
 */
export function orderFindings(
  findings: readonly Finding[],
  answer: ObservedAnswer | undefined,
  causeOf: (id: Finding['cause']) => Cause | undefined,
): Finding[] {
  const faults = findings.filter(({ severity }) => severity === 'fault');
  const risks = findings.filter(({ severity }) => severity === 'risk');
  const first = answer ? accounting(faults, answer, causeOf) : new Set<Finding>();
  const ordered = [...faults.filter((one) => first.has(one)), ...faults.filter((one) => !first.has(one))];
  return byLayer([...ordered, ...risks]);
}

/** The faults that account for the answer, by themselves or by what they explain. */
export function accounting(
  faults: readonly Finding[],
  { status, message }: ObservedAnswer,
  causeOf: (id: Finding['cause']) => Cause | undefined,
): ReadonlySet<Finding> {
  const sure = faults.filter(({ certainty }) => certainty !== 'possible');
  // What is said where no credentials were read is said of all that stands in their way.
  const isOfTransport = message?.causes.some((id) => causeOf(id)?.stage === 'transport') === true;
  const saying = sure.filter(
    ({ cause }) => message?.causes.includes(cause) || (isOfTransport && causeOf(cause)?.stage === 'transport'),
  );
  const meant =
    saying.length > 0 || status === undefined || !TELLING.includes(status)
      ? saying
      : sure.filter(({ cause }) => causeOf(cause)?.status === status);
  const all = new Set(meant);
  // A cause is listed before those that it explains: from the back, one pass reaches the root of each chain.
  for (const fault of [...faults].reverse()) {
    const explains = causeOf(fault.cause)?.explains ?? [];
    if ([...all].some(({ cause }) => explains.includes(cause))) all.add(fault);
  }
  return all;
}

/** Findings that know how far in they lie change places among themselves only. */
function byLayer(findings: readonly Finding[]): Finding[] {
  const layered = findings.filter((finding) => layerOf(finding) !== undefined);
  layered.sort((one, other) => (layerOf(one) ?? 0) - (layerOf(other) ?? 0));
  return findings.map((finding) => (layerOf(finding) === undefined ? finding : (layered.shift() ?? finding)));
}

function layerOf({ facts }: Finding): number | undefined {
  return typeof facts['layer'] === 'number' ? facts['layer'] : undefined;
}
