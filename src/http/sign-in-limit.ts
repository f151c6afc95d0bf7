import type { Clock } from '../ports/index.ts';
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
  const buckets = new Map<string, Bucket>();
  const proved = new Set<string>();

  function bucketsOf({ emailKey, client }: SignInAttempt) {
    const own = `${emailKey.slice(0, 320)} ${network(client)}`;
    const email = proved.has(own) ? own : `${emailKey.slice(0, 320)} any`;
    return { own, counted: [[email, FREE.email] as const, [`any ${network(client)}`, FREE.network] as const] };
  }

  function find(name: string): Bucket | undefined {
    const bucket = buckets.get(name);
    return bucket && bucket.lastAt + FORGOTTEN_AFTER_SECONDS > clock.now() ? bucket : undefined;
  }

  function waitOf(name: string, free: number): number {
    const bucket = find(name);
    if (!bucket || bucket.failures < free) return 0;
    const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** (bucket.failures - free), LONGEST_WAIT_SECONDS);
    return Math.max(0, Math.ceil(bucket.lastAt + wait - clock.now()));
  }

  function undecided(attempt: SignInAttempt): void {
    for (const [name] of bucketsOf(attempt).counted) {
      const bucket = find(name);
      if (bucket && bucket.failures > 0) bucket.failures--;
    }
  }

  return {
    begin(attempt) {
      const { counted } = bucketsOf(attempt);
      const wait = Math.max(...counted.map(([name, free]) => waitOf(name, free)));
      if (wait > 0) return wait;
      for (const [name] of counted) {
        const failures = (find(name)?.failures ?? 0) + 1;
        buckets.delete(name);
        buckets.set(name, { failures, lastAt: clock.now() });
        forgetOldest(buckets);
      }
      return 0;
    },
    succeeded(attempt) {
      undecided(attempt);
      const { own, counted } = bucketsOf(attempt);
      buckets.delete(counted[0]?.[0] ?? own);
      proved.delete(own);
      proved.add(own);
      forgetOldest(proved);
    },
    undecided,
  };
}

function forgetOldest(entries: Map<string, unknown> | Set<string>): void {
  const [oldest] = entries.keys();
  if (entries.size > ENTRIES_LIMIT && oldest !== undefined) entries.delete(oldest);
}
