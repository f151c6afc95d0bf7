import type { CauseId } from './cause-id.ts';
import type { Doc } from './doc.ts';
import type { Evidence, EvidenceName } from './evidence.ts';
import type { Input } from './input.ts';
import type { Kit } from './kit.ts';
import type { Party } from './rules.ts';

/** The order in which a request is judged: a later stage never runs for a request that an earlier one rejected. */
export const STAGES = [
  'transport',
  'shape',
  'header',
  'claims',
  'registry',
  'signature',
  'time',
  'permission',
  'replay',
  'key',
  'environment',
] as const;
export type Stage = (typeof STAGES)[number];

export type Certainty = 'proved' | 'likely' | 'possible';
/** `fault` rejects; `risk` is accepted now and will bite. */
export type Severity = 'fault' | 'risk';
/** What a finding carries: JSON, and nothing secret. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [name: string]: Fact };
export type Facts = { readonly [name: string]: Fact };

/** A span of the input. `pointer` is a JSON Pointer (RFC 6901) into a decoded part; offsets are filled in from it. */
export interface Place {
  readonly in: 'token' | 'authorization' | 'request' | 'key' | 'response';
  readonly part?: 'header' | 'payload' | 'signature';
  readonly pointer?: string;
  readonly start?: number;
  readonly end?: number;
}

/** What `find` gives: facts, and where. `certainty` and `severity` override those of the cause. */
export interface Found<F extends Facts = Facts> {
  readonly facts: F;
  readonly at?: Place;
  readonly certainty?: Certainty;
  readonly severity?: Severity;
}

export interface Citation {
  /** As it is cited: `RFC 7519 §4.1.4`, `Vonage: 401 when using JWT`. */
  readonly title: string;
  readonly url: string;
}

/** How one finding is told: a sentence that names the defect in the input, then expected against received. */
export interface Explanation {
  readonly title: string;
  readonly detail: Doc;
}

export type Applicability = 'certain' | 'likely' | 'guess';

/** How to mend it. One step first; a command that does it, where there is one. */
export interface Fix {
  readonly applicability: Applicability;
  readonly steps: readonly string[];
  readonly command?: string;
  /** The mended thing itself (a repaired PEM, a corrected claim as JSON), where it holds nothing secret. */
  readonly artefact?: string;
}

/** The help page: the form of the support article that Mintmark replaces. */
export interface Article {
  readonly symptom: Doc;
  readonly cause: Doc;
  readonly resolution: Doc;
  readonly additional?: Doc;
}

export interface Cause<F extends Facts = Facts> {
  readonly id: CauseId;
  readonly stage: Stage;
  readonly status: 400 | 401 | 403 | 413 | 431;
  /** RFC 6750 §3.1 error code; `null` when no credentials were sent. */
  readonly challenge: 'invalid_request' | 'invalid_token' | 'insufficient_scope' | null;
  readonly cites: readonly [Citation, ...Citation[]];
  /** `caller`: read off the request and the clock alone. `owner`: needs the registry, so only its owner may read it. */
  readonly audience: 'caller' | 'owner';
  /** Without all of these there is no verdict: "cannot tell", which is not "clear". */
  readonly needs: readonly EvidenceName[];
  /** Nor without at least one of these. */
  readonly needsOneOf?: readonly EvidenceName[];
  /** Found by a clock that is right to the year as surely as by the server's. */
  readonly byAnyClock?: true;
  readonly certainty: Certainty;
  readonly severity: Severity;
  /** Who has to act. */
  party(facts: F): Party;
  /** Title of the article: a short name of the defect. */
  readonly title: string;
  /** What people call it who search for it, where its article has other words: phrases, in no order. */
  readonly searchedAs: readonly string[];
  /** What it happens with, where that is not every request with a JWT. */
  readonly appliesTo: readonly string[];
  readonly article: Article;
  readonly related: readonly CauseId[];
  /** Causes that this one accounts for: they come after it. */
  readonly explains: readonly CauseId[];
  /** Pure detection; `undefined` is "clear". Must be cheap on a good request: the gate runs it for each one. */
  find(evidence: Evidence): Found<F> | undefined;
  explain(facts: F): Explanation;
  fix(facts: F): Fix;
  /** The input with this fault mended, where a program can do it; `undefined` where a person has to. */
  mend?(input: Input, facts: F): Input | undefined;
  /** An input that has this cause as its root and nothing that outranks it; src/core/break has other ways to it. */
  example(kit: Kit): Input;
}

type Optional =
  | 'status'
  | 'challenge'
  | 'audience'
  | 'certainty'
  | 'severity'
  | 'party'
  | 'explains'
  | 'related'
  | 'searchedAs'
  | 'appliesTo';
type Definition<F extends Facts> = Omit<Cause<F>, Optional> &
  Partial<Omit<Pick<Cause<F>, Optional>, 'party'>> & { readonly party?: Party | ((facts: F) => Party) };

/** Fills in what most causes have in common: a 401 `invalid_token`, proved, a fault, readable by the caller. */
export function defineCause<F extends Facts>({ party = 'sender', ...definition }: Definition<F>): Cause<F> {
  return {
    status: 401,
    challenge: 'invalid_token',
    audience: 'caller',
    certainty: 'proved',
    severity: 'fault',
    party: typeof party === 'function' ? party : () => party,
    explains: [],
    related: [],
    searchedAs: [],
    appliesTo: [],
    ...definition,
  };
}
