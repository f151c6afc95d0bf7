import type { Applicability, Certainty, Facts, Severity } from './cause.ts';
import type { CauseId } from './cause-id.ts';
import type { EvidenceName } from './evidence.ts';
import type { ChosenBy, Party } from './rules.ts';

export type Verdict = 'accepted' | 'rejected' | 'cannot-tell';

/** A span of the input, whole: offsets count characters of the text that `in` names. */
export interface Span {
  readonly in: 'token' | 'authorization' | 'request' | 'key' | 'response';
  readonly part: 'header' | 'payload' | 'signature' | null;
  readonly pointer: string | null;
  readonly start: number;
  readonly end: number;
}

/** A finding before words: what `judge` gives. */
export interface Finding {
  readonly cause: CauseId;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly facts: Facts;
  readonly at: Span | null;
}

/** A finding with its words, as it stands in a report. */
export interface ReportFinding extends Finding {
  /** Causes in this same report that this one accounts for. */
  readonly explains: readonly CauseId[];
  /** Who has to act. */
  readonly party: Party;
  readonly title: string;
  readonly detail: string;
  readonly help: string;
  readonly fix: {
    readonly applicability: Applicability;
    readonly steps: readonly string[];
    readonly command: string | null;
    readonly artefact: string | null;
  };
}

export type Check =
  | { readonly cause: CauseId; readonly result: 'clear' | 'found' }
  | { readonly cause: CauseId; readonly result: 'cannot-tell'; readonly needs: readonly EvidenceName[] };

/** A cause that may be behind a refusal that nothing proves. */
export interface Candidate {
  readonly cause: CauseId;
  readonly title: string;
  /** Its share of all that is left, 0 to 1. */
  readonly weight: number;
  readonly because: string;
  /** The one thing to look at, or to type, that would tell. */
  readonly decides: string;
}

/** For the owner of the application, where none of the keys that are known made the signature. */
export interface KeysTried {
  /** The keys that are accepted now, newest first, a few of them, in words. */
  readonly acceptedNow: readonly string[];
  /** The others that were tried, counted by what became of them. */
  readonly ruledOut: readonly string[];
  /** How many keys were tried, and how many there are. */
  readonly tried: number;
  readonly of: number;
  /** What can still have signed, most likely first. */
  readonly leaves: readonly string[];
}

export interface Report {
  readonly verdict: Verdict;
  readonly profile: string;
  /** By whose rules it was judged, and why by these (`because` stands after that word). */
  readonly rules: {
    readonly profile: string;
    readonly name: string;
    readonly chosenBy: ChosenBy;
    readonly because: string;
  };
  readonly rootCause: CauseId | null;
  readonly findings: readonly ReportFinding[];
  /** What is left, most likely first, where the verdict is `cannot-tell` or a message is all there is: never empty then. */
  readonly candidates?: readonly Candidate[];
  /** Only where the registry was asked, and no key of it signed. */
  readonly keysTried?: KeysTried;
  readonly checks: readonly Check[];
  /** Obtained by applying the fixes and judging again; `null` when there is nothing to mend. */
  readonly afterFix: { readonly verdict: Verdict; readonly remaining: readonly CauseId[] } | null;
  /** The answer that rejected, where there was one. */
  readonly observed?: {
    readonly status: number | null;
    /** The known text in it, never the answer itself; `null` where it holds none. */
    readonly message: string | null;
    /** Causes that were seen behind this text. */
    readonly knownFor: readonly CauseId[];
    /** Whether the root is one of them; `null` without a root or a known text. */
    readonly agrees: boolean | null;
  };
}
