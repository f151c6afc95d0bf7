import { BoundedMap } from '../../core/encoding/bounded-map.ts';
import {
  type AttemptCount,
  type AttemptNames,
  type AttemptRule,
  type CountedAttempt,
  countsOf,
} from '../../ports/index.ts';

/** Failed attempts as this process has seen them: as `Attempts` of the ports, at once. */
export interface AttemptCounts {
  wait(names: AttemptNames, now: number): number;
  count(names: AttemptNames, now: number): CountedAttempt;
  takeBack(counted: readonly AttemptCount[]): void;
  succeeded(names: AttemptNames, counted: readonly AttemptCount[]): void;
}

const ENTRIES_LIMIT = 10_000;

/** In the memory of this process: 10,000 counts, those that went up last, and as many who are known. */
export function attemptCounts(): AttemptCounts {
  const tallies = new BoundedMap<Tally>(ENTRIES_LIMIT);
  const known = new BoundedMap<true>(ENTRIES_LIMIT);

  const binding = (names: AttemptNames) => countsOf(names, known.peek(names.proof) === true);
  const waitOf = ({ name, free }: AttemptCount, rule: AttemptRule, now: number) => {
    const tally = find(name, rule, now);
    if (!tally || tally.failures < free) return 0;
    const wait = Math.min(rule.firstWaitSeconds * 2 ** (tally.failures - free), rule.longestWaitSeconds);
    return Math.max(0, Math.ceil(tally.since + wait - now));
  };
  const find = (name: string, rule: AttemptRule, now: number) => {
    const tally = tallies.peek(name);
    return tally && tally.since + rule.forgottenAfterSeconds > now ? tally : undefined;
  };
  const wait = (names: AttemptNames, now: number) =>
    Math.max(0, ...binding(names).map((count) => waitOf(count, names.rule, now)));

  function lower({ name }: AttemptCount): void {
    const tally = tallies.peek(name);
    if (tally && --tally.failures <= 0) tallies.delete(name);
  }

  return {
    wait,
    count(names, now) {
      const waitSeconds = wait(names, now);
      if (waitSeconds > 0) return { waitSeconds, counted: [] };
      const counted = binding(names);
      for (const { name } of counted) {
        const before = find(name, names.rule, now);
        const since = names.rule.since === 'first-failure' ? (before?.since ?? now) : now;
        tallies.set(name, { failures: (before?.failures ?? 0) + 1, since });
      }
      return { waitSeconds, counted };
    },
    takeBack(counted) {
      for (const count of counted) lower(count);
    },
    succeeded({ proof }, counted) {
      for (const count of counted) {
        if (count.isForgiven) tallies.delete(count.name);
        else lower(count);
      }
      known.set(proof, true);
    },
  };
}

interface Tally {
  failures: number;
  readonly since: number;
}
