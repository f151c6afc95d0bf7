import { setTimeout as delay } from 'node:timers/promises';
import { BoundedMap } from '../../core/encoding/bounded-map.ts';
import type { AttemptNames, Attempts, Clock, CountedAttempt } from '../../ports/index.ts';
import { attemptCounts } from './attempt-counts.ts';

/** An attempt that may be judged. One of these is to be called with what came of it; until then it counts as failed. */
export interface JudgedAttempt {
  right(): void;
  wrong(): void;
  /** It was not judged. */
  undecided(): void;
}

export interface AttemptLimit {
  /** Seconds until the attempt may be made, 0 for at once. It counts nothing. */
  wait(names: AttemptNames): Promise<number>;
  /**
   * Counts the attempt as failed before it is judged, so that many at once count too.
   * @returns seconds until it may be made, where nothing may be judged now
   */
  begin(names: AttemptNames): Promise<JudgedAttempt | number>;
  /** Whether this process counts alone: the database does not take its counts. */
  isAlone(): boolean;
  /** Resolves when everything told so far is in the database. */
  settled(): Promise<void>;
}

interface LimitParts {
  readonly clock: Clock;
  readonly shared: Attempts;
  /** Called when counts cannot be shared any more, with the reason, and when they are again, without. */
  readonly onAlone: (error?: unknown) => void;
  /**
   * How long who was right is counted here alone, and shared when wrong: then nothing is written for each request.
   * With 0 every attempt is shared before it is judged.
   */
  readonly trustSeconds: number;
}

/** The longest that the database is waited for. */
const PATIENCE_MILLISECONDS = 2000;
/** Who has to wait is not looked up again for so long, nor is a database asked that was away. */
const ASK_AGAIN_SECONDS = 1;
const ENTRIES_LIMIT = 10_000;

/**
 * Limits guesses by counts that all processes on the database share. Where it does not take them this one counts alone,
 * so that nobody guesses freely and nobody waits for it.
 */
export function attemptLimit({ clock, shared, onAlone, trustSeconds }: LimitParts): AttemptLimit {
  const here = attemptCounts();
  const refused = new BoundedMap<{ readonly at: number; readonly waitSeconds: number }>(ENTRIES_LIMIT);
  const trusted = new BoundedMap<number>(ENTRIES_LIMIT);
  /** What is being told of somebody: what is asked next of the same one comes after it. */
  const telling = new Map<string, Promise<void>>();
  /** While the database does not answer: when it is asked again. */
  let askAt: number | undefined;

  /** `undefined` where the database does not answer. */
  async function ask<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (askAt !== undefined) {
      if (clock.now() < askAt) return undefined;
      // One tries whether it answers again; the others do not wait for that.
      askAt = clock.now() + ASK_AGAIN_SECONDS;
    }
    let told: T | undefined;
    try {
      told = await within(work());
      if (askAt !== undefined) onAlone();
      askAt = undefined;
    } catch (error) {
      if (askAt === undefined) onAlone(error);
      askAt = clock.now() + ASK_AGAIN_SECONDS;
    }
    return told;
  }

  function tell({ proof }: AttemptNames, work: () => Promise<unknown>): void {
    const before = telling.get(proof) ?? Promise.resolve();
    const told: Promise<void> = before
      .then(() => ask(work))
      .then(() => {
        if (telling.get(proof) === told) telling.delete(proof);
      });
    telling.set(proof, told);
  }

  // mutants: no clock is as old as that, and nothing is later than now either
  const isTrusted = ({ proof }: AttemptNames, now: number) => (trusted.peek(proof) ?? 0) > now;

  function refusal({ proof }: AttemptNames, now: number): number {
    const one = refused.peek(proof);
    if (!one) return 0;
    const passed = now - one.at;
    return passed >= 0 && passed < ASK_AGAIN_SECONDS ? Math.ceil(one.waitSeconds - passed) : 0;
  }

  return {
    async wait(names) {
      const now = clock.now();
      const known = refusal(names, now);
      if (known > 0) return known;
      const told = isTrusted(names, now) ? undefined : await ask(() => shared.wait(names, now));
      return told ?? here.wait(names, now);
    },
    async begin(names) {
      const now = clock.now();
      const known = refusal(names, now);
      if (known > 0) return known;
      await telling.get(names.proof);
      const own = here.count(names, now);
      const isAlone = isTrusted(names, now);
      const told: CountedAttempt | undefined = isAlone ? undefined : await ask(() => shared.count(names, now));
      const { waitSeconds } = told ?? own;
      if (waitSeconds > 0) {
        here.takeBack(own.counted);
        if (told) refused.set(names.proof, { at: now, waitSeconds });
        return waitSeconds;
      }
      return {
        right() {
          here.succeeded(names, own.counted);
          if (isTrusted(names, now)) return;
          trusted.set(names.proof, now + trustSeconds);
          tell(names, () => shared.succeeded(names, told?.counted ?? [], now));
        },
        wrong() {
          trusted.delete(names.proof);
          if (told === undefined) tell(names, () => shared.count(names, now));
        },
        undecided() {
          here.takeBack(own.counted);
          if (told) tell(names, () => shared.takeBack(told.counted));
        },
      };
    },
    isAlone: () => askAt !== undefined,
    async settled() {
      await Promise.all(telling.values());
    },
  };
}

/** @throws what the work throws, or an Error where it takes too long; it goes on then, and its end is nobody's */
async function within<T>(work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const end = delay(PATIENCE_MILLISECONDS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`The database did not take a failed attempt within ${PATIENCE_MILLISECONDS} ms.`);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    late.abort();
  }
}
