import { BoundedMap } from '../../core/encoding/bounded-map.ts';
import type { Clock } from '../../ports/index.ts';
import { network } from './network.ts';

/** Who tries to sign in: `emailKey` is one for all spellings of an address, `client` an IP address. */
export interface SignInAttempt {
  readonly emailKey: string;
  readonly client: string;
}

export interface SignInLimit {
  /**
   * Counts the attempt as failed before it is judged, so that many at once count too.
   * @returns seconds until the next one may be made; above 0 nothing was counted, and nothing may be judged.
   */
  begin(attempt: SignInAttempt): number;
  /** It succeeded: the failures before it are forgotten, and others cannot lock out this network any more. */
  succeeded(attempt: SignInAttempt): void;
  /** It neither failed nor succeeded. */
  undecided(attempt: SignInAttempt): void;
}

/** Failures before the first wait: of one address, of one network with any addresses. */
const FREE = { email: 5, network: 50 } as const;
const FIRST_WAIT_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 900;
const FORGOTTEN_AFTER_SECONDS = 3600;
const ENTRIES_LIMIT = 10_000;
/** Characters of an address that count; longer ones are nobody's. */
const KEY_LIMIT = 320;

interface Bucket {
  failures: number;
  lastAt: number;
}

/**
 * Slows down guessing: after five failures for an e-mail address, known or not, each further one doubles the wait, up to
 * 15 minutes. A network from which that person has signed in before is counted by itself, so that strangers cannot lock
 * it out. In the memory of this process.
 */
export function signInLimit(clock: Clock): SignInLimit {
  const buckets = new BoundedMap<Bucket>(ENTRIES_LIMIT);
  const proved = new BoundedMap<true>(ENTRIES_LIMIT);

  function namesOf({ emailKey, client }: SignInAttempt) {
    const key = emailKey.slice(0, KEY_LIMIT);
    const own = `${key} ${network(client)}`;
    return { own, email: proved.peek(own) ? own : `${key} any`, network: `any ${network(client)}` };
  }

  function find(name: string): Bucket | undefined {
    const bucket = buckets.peek(name);
    return bucket && bucket.lastAt + FORGOTTEN_AFTER_SECONDS > clock.now() ? bucket : undefined;
  }

  /** Seconds; 0 or less where nothing has to be waited for. */
  function waitOf(name: string, free: number): number {
    const bucket = find(name);
    if (!bucket || bucket.failures < free) return 0;
    const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** (bucket.failures - free), LONGEST_WAIT_SECONDS);
    return Math.ceil(bucket.lastAt + wait - clock.now());
  }

  function undecided(attempt: SignInAttempt): void {
    const names = namesOf(attempt);
    for (const name of [names.email, names.network]) {
      const bucket = find(name);
      if (bucket && bucket.failures > 0) bucket.failures--;
    }
  }

  return {
    begin(attempt) {
      const names = namesOf(attempt);
      const wait = Math.max(waitOf(names.email, FREE.email), waitOf(names.network, FREE.network));
      if (wait > 0) return wait;
      for (const name of [names.email, names.network]) {
        const failures = (find(name)?.failures ?? 0) + 1;
        buckets.set(name, { failures, lastAt: clock.now() });
      }
      return 0;
    },
    succeeded(attempt) {
      undecided(attempt);
      const { own, email } = namesOf(attempt);
      buckets.delete(email);
      proved.set(own, true);
    },
    undecided,
  };
}
