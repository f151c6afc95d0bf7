import type { Outcome } from '../../actions/outcome.ts';
import { problemOf } from './refusal-problem.ts';

/** The value of an action. @throws Problem where it was refused */
export function valueOrProblem<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw problemOf(outcome.refusal);
  return outcome.value;
}
