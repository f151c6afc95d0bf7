/** How long the next attempt has to wait after failures. Times are seconds. */
export interface AttemptRule {
  /** The wait after the last free failure; each further one doubles it. */
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** A count is over after so long. */
  readonly forgottenAfterSeconds: number;
  /** Both are measured from here. */
  readonly since: 'first-failure' | 'last-failure';
}

/** One of the names under which an attempt counts. */
export interface AttemptCount {
  readonly name: string;
  /** Failures before the first wait. */
  readonly free: number;
  /** Whose attempts count under it, and wait for it. Who has proved to be somebody is known, others are strangers. */
  readonly of: 'everybody' | 'strangers' | 'known';
  /** A success forgets the whole count; of the others it takes itself back. */
  readonly isForgiven: boolean;
}

export interface AttemptNames {
  readonly rule: AttemptRule;
  readonly counts: readonly AttemptCount[];
  /** Under which name a success makes this one known. */
  readonly proof: string;
}

export interface CountedAttempt {
  /** Seconds until it may be made; above 0 nothing was counted, and nothing may be judged. */
  readonly waitSeconds: number;
  /** What it was counted under. */
  readonly counted: readonly AttemptCount[];
}

/** Counts of failed attempts that every process on the database shares, and that outlive it. */
export interface Attempts {
  /** Seconds until the attempt may be made, 0 for at once. It counts nothing. @param now NumericDate seconds */
  wait(names: AttemptNames, now: number): Promise<number>;
  /**
   * Counts an attempt as failed, before it is judged; of many at once no more are let through than one after the other.
   * One round trip, where it may be judged.
   */
  count(names: AttemptNames, now: number): Promise<CountedAttempt>;
  /** It was not judged. */
  takeBack(counted: readonly AttemptCount[]): Promise<void>;
  /** It was right: its counts are forgotten or taken back, and who made it is known for 30 days. */
  succeeded(names: AttemptNames, counted: readonly AttemptCount[], now: number): Promise<void>;
}

/** The counts that an attempt has, by whether who makes it is known. */
export function countsOf({ counts }: AttemptNames, isKnown: boolean): readonly AttemptCount[] {
  return counts.filter(({ of }) => of === 'everybody' || (of === 'known') === isKnown);
}
