import type { AttemptNames } from '../../ports/index.ts';
import { network } from './network.ts';

/** Who tries to authenticate. `peer` is the other end of the connection, `client` whom a trusted proxy names. */
export interface Attempt {
  readonly apiKey: string;
  readonly client: string;
  readonly peer: string;
}

/** Failures count in windows of a minute, and end with them. */
const WINDOW_SECONDS = 60;
const RULE = {
  firstWaitSeconds: WINDOW_SECONDS,
  longestWaitSeconds: WINDOW_SECONDS,
  forgottenAfterSeconds: WINDOW_SECONDS,
  since: 'first-failure',
} as const;
/** A peer that tries many API keys is stopped too, after this many times the limit. */
const KEYS_FACTOR = 4;

/**
 * A failed authentication counts per API key and address. Addresses that a proxy names count too, but do not replace the
 * count of the proxy, so that made-up ones help nobody; a client that has proved the secret before is judged by its own
 * count alone, so that others behind the same proxy cannot lock it out.
 */
export function secretAttempt({ apiKey, client, peer }: Attempt, failuresPerMinute: number): AttemptNames {
  const from = network(peer);
  const key = apiKey.slice(0, 64);
  const own = `secret ${key} ${network(client)} by ${from}`;
  const free = failuresPerMinute;
  return {
    rule: RULE,
    counts: [
      { name: own, free, of: 'everybody', isForgiven: true },
      { name: `secret ${key} ${from}`, free, of: 'strangers', isForgiven: false },
      { name: `secret any ${from}`, free: free * KEYS_FACTOR, of: 'strangers', isForgiven: false },
    ],
    proof: `known ${own}`,
  };
}
