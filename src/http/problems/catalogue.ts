import type { Outcome, Refusal } from '../../actions/parts/outcome.ts';
import { accountProblems } from './account-problems.ts';
import { applicationProblems } from './application-problems.ts';
import type { ProblemEntry, Refused } from './entry.ts';
import { peopleProblems } from './people-problems.ts';
import { Problem } from './problem.ts';
import { serverProblems } from './server-problems.ts';

/** Base of the problem types that Vonage publishes (https://developer.vonage.com/en/api-errors). */
const VONAGE_TYPES = 'https://developer.vonage.com/api-errors';

/**
 * Every problem of the API, by its id. A refusal of an action is told by the entry of its kind: the two lines below do
 * not compile while one is missing, or asks for facts that the refusal does not have.
 */
export const PROBLEMS = { ...serverProblems, ...accountProblems, ...applicationProblems, ...peopleProblems };
const refusals: { readonly [Kind in Refusal['kind']]: ProblemEntry<Refused<Kind>> } = PROBLEMS;

export type ProblemId = keyof typeof PROBLEMS;

type FactsOf<Id extends ProblemId> = (typeof PROBLEMS)[Id] extends ProblemEntry<infer Facts> ? Facts : never;

/** The problem with this id, to be thrown; with the facts that its entry asks for. */
export function problem<Id extends ProblemId>(
  id: Id,
  ...[facts]: unknown extends FactsOf<Id> ? [] : [facts: FactsOf<Id>]
): Problem {
  return told(id, PROBLEMS[id] as ProblemEntry<FactsOf<Id> | undefined>, facts);
}

/** The problem that tells of a refusal. */
export function problemOf(refusal: Refusal): Problem {
  return told(refusal.kind, refusals[refusal.kind] as ProblemEntry<Refusal>, refusal);
}

/** The value of an action. @throws Problem where it was refused */
export function valueOrProblem<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw problemOf(outcome.refusal);
  return outcome.value;
}

/** The `type` of a problem: an absolute URL of Vonage's, or the anchor of the text in the reference of this server. */
export function typeOf(id: ProblemId): string {
  const { vonage } = PROBLEMS[id];
  return vonage === undefined ? `/docs#problem-${id}` : VONAGE_TYPES + vonage;
}

function told<Facts>(id: ProblemId, entry: ProblemEntry<Facts>, facts: Facts): Problem {
  const { status, title, detail, members = {}, headers = {} } = entry;
  return new Problem(
    { status, title, type: typeOf(id), detail: typeof detail === 'function' ? detail(facts) : detail },
    typeof members === 'function' ? members(facts) : members,
    typeof headers === 'function' ? headers(facts) : headers,
  );
}
