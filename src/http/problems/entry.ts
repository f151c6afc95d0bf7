import type { MemberFault, Refusal } from '../../actions/parts/outcome.ts';
import type { Problem } from './problem.ts';

/** What is the same for every occurrence of a problem, or follows from the facts of one. */
type OrFrom<Facts, Told> = Told | ((facts: Facts) => Told);

interface Telling<Facts> {
  readonly status: number;
  /** The same for every occurrence (RFC 9457 §3.1.3). */
  readonly title: string;
  /** What happened this time, and what to do next. */
  readonly detail: OrFrom<Facts, string>;
  readonly members?: OrFrom<Facts, Problem['members']>;
  readonly headers?: OrFrom<Facts, Problem['headers']>;
}

/** Vonage's own problem: its status, type and title are what clients of Vonage match. */
interface OfVonage {
  /** What its `type` has after the base of Vonage's types. */
  readonly vonage: string;
  readonly page?: never;
}

/** A problem that Vonage has no type for: its type is the anchor of its text in the reference. */
interface OfMintmark {
  /** The text behind its `type`, for any occurrence: why there is such a problem, and how to get past it. */
  readonly page: string;
  readonly vonage?: never;
}

/** One problem, told once: handlers throw it, the OpenAPI document and the reference page list it. */
export type ProblemEntry<Facts = unknown> = Telling<Facts> & (OfVonage | OfMintmark);

/** The facts of a refusal of this kind. */
export type Refused<Kind extends Refusal['kind']> = Extract<Refusal, { kind: Kind }>;

/** Gives an entry its facts: those of its refusal, or what the handler that throws it knows. */
export function entry<Facts = unknown>(told: ProblemEntry<Facts>): ProblemEntry<Facts> {
  return told;
}

/** A body with members that do not fit: each by its name, with a reason that reads on from it. */
export function invalidBody<Facts>(
  parameters: (facts: Facts) => readonly MemberFault[],
  more: (facts: Facts) => Problem['members'] = () => ({}),
): ProblemEntry<Facts> {
  return {
    status: 400,
    vonage: '/application#payload-validation',
    title: 'Bad Request',
    detail: 'The request failed due to validation errors',
    members: (facts) => ({ invalid_parameters: parameters(facts), ...more(facts) }),
  };
}
