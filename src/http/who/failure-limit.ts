import { BoundedMap } from '../../core/encoding/bounded-map.ts';
import type { Clock } from '../../ports/index.ts';
import { network } from './network.ts';

/** Who tries to authenticate. `peer` is the other end of the connection, `client` whom a trusted proxy names. */
export interface Attempt {
  readonly apiKey: string;
  readonly client: string;
  readonly peer: string;
}

export interface FailureLimit {
  /** Seconds until this one may try again, 0 for at once. It counts nothing. */
  waitSeconds(attempt: Attempt): number;
  /**
   * Counts the attempt as failed before it is judged, so that many at once count too.
   * @returns seconds as `waitSeconds`; above 0 nothing was counted, and nothing may be judged
   */
  begin(attempt: Attempt): number;
  /** Takes back what `begin` counted: it was right, or was not judged. */
  takeBack(attempt: Attempt): void;
  /** The failures of this client are forgotten, and others cannot lock it out any more. */
  succeeded(attempt: Attempt): void;
}

const WINDOW_SECONDS = 60;
/** A peer that tries many API keys is stopped too, after this many times the limit. */
const KEYS_FACTOR = 4;
const ENTRIES_LIMIT = 10_000;

/**
 * Counts failed authentications in windows of a minute, per API key and address. Addresses that a proxy names count
 * too, but do not replace the count of the proxy, so that made-up ones help nobody; a client that has proved the
 * secret before is judged by its own count alone, so that others behind the same proxy cannot lock it out.
 */
export function failureLimit(clock: Clock, failuresPerMinute: number): FailureLimit {
  const windows = new BoundedMap<{ failures: number; readonly endsAt: number }>(ENTRIES_LIMIT);
  const proved = new BoundedMap<true>(ENTRIES_LIMIT);

  const failuresOf = (name: string) => {
    const window = windows.peek(name);
    return window && window.endsAt > clock.now() ? window : undefined;
  };
  const wait = (name: string, limit: number) => {
    const window = failuresOf(name);
    return window && window.failures >= limit ? Math.ceil(window.endsAt - clock.now()) : 0;
  };
  const count = (name: string) => {
    const window = failuresOf(name) ?? { failures: 0, endsAt: clock.now() + WINDOW_SECONDS };
    window.failures++;
    windows.set(name, window);
  };

  function waitSeconds(attempt: Attempt): number {
    const names = namesOf(attempt);
    const own = wait(names.own, failuresPerMinute);
    if (proved.peek(names.own)) return own;
    return Math.max(own, wait(names.peer, failuresPerMinute), wait(names.anyKey, failuresPerMinute * KEYS_FACTOR));
  }

  return {
    waitSeconds,
    begin(attempt) {
      const seconds = waitSeconds(attempt);
      if (seconds === 0) for (const name of Object.values(namesOf(attempt))) count(name);
      return seconds;
    },
    takeBack(attempt) {
      for (const name of Object.values(namesOf(attempt))) {
        const window = failuresOf(name);
        if (window && --window.failures <= 0) windows.delete(name);
      }
    },
    succeeded(attempt) {
      const { own } = namesOf(attempt);
      windows.delete(own);
      proved.set(own, true);
    },
  };
}

function namesOf({ apiKey, client, peer }: Attempt) {
  const from = network(peer);
  const key = apiKey.slice(0, 64);
  return { own: `${key} ${network(client)} by ${from}`, peer: `${key} ${from}`, anyKey: `any ${from}` };
}
