import type { Cause, Certainty } from '../evidence/cause.ts';
import type { CauseId } from '../evidence/cause-id.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Finding } from '../evidence/report.ts';

const SUREST_FIRST: readonly Certainty[] = ['proved', 'likely', 'possible'];

/**
 * A finding is never surer than what it rests on. Rules that only the claims suggest make it likely, unless the rules of
 * every JWT find the same; so does a clock that nobody gave, where the finding is about time, and an expectation that
 * only a message states, of which the token shows nothing. The facts say so of a clock that nobody gave.
 * @param general the causes that the rules of every JWT prove; asked only where it matters
 */
export function weigh(
  findings: readonly Finding[],
  { chosenBy, isOwnClock, expected }: Evidence,
  causeOf: (id: CauseId) => Cause | undefined,
  general: () => ReadonlySet<CauseId>,
): readonly Finding[] {
  const shared = chosenBy === 'claims' && findings.length > 0 ? general() : undefined;
  const capOf = ({ cause }: Finding): Certainty => {
    const { needs = [], byAnyClock } = causeOf(cause) ?? {};
    if (isOwnClock === true && byAnyClock !== true && needs.includes('now')) return 'likely';
    if (expected?.statedBy?.isBorneOut === false && needs.includes('expected')) return 'likely';
    return shared === undefined || shared.has(cause) ? 'proved' : 'likely';
  };
  // What a clock shows is put into words as what that clock shows.
  const factsOf = ({ cause, facts }: Finding) =>
    isOwnClock === true && causeOf(cause)?.needs.includes('now') ? { ...facts, isOwnClock } : facts;
  return findings.map((finding) => ({
    ...finding,
    facts: factsOf(finding),
    certainty: least(finding.certainty, capOf(finding)),
  }));
}

function least(one: Certainty, other: Certainty): Certainty {
  return SUREST_FIRST.indexOf(one) > SUREST_FIRST.indexOf(other) ? one : other;
}
