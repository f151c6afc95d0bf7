import type { AttemptNames } from '../../ports/index.ts';
import { network } from './network.ts';

/** Who tries to sign in: `emailKey` is one for all spellings of an address, `client` an IP address. */
export interface SignInAttempt {
  readonly emailKey: string;
  readonly client: string;
}

const RULE = {
  firstWaitSeconds: 15,
  longestWaitSeconds: 900,
  forgottenAfterSeconds: 3600,
  since: 'last-failure',
} as const;
/** Failures before the first wait: of one address, of one network with any addresses. */
const FREE = { email: 5, network: 50 } as const;
/** Characters of an address that count; longer ones are nobody's. */
const KEY_LIMIT = 320;

/**
 * Slows down guessing: after five failures for an e-mail address, known or not, each further one doubles the wait, up to
 * 15 minutes. A network from which that person has signed in before is counted by itself, so that strangers cannot lock
 * it out.
 */
export function signInAttempt({ emailKey, client }: SignInAttempt): AttemptNames {
  const key = emailKey.slice(0, KEY_LIMIT);
  const from = network(client);
  const own = `sign-in ${key} ${from}`;
  return {
    rule: RULE,
    counts: [
      { name: own, free: FREE.email, of: 'known', isForgiven: true },
      { name: `sign-in ${key} any`, free: FREE.email, of: 'strangers', isForgiven: true },
      { name: `sign-in any ${from}`, free: FREE.network, of: 'everybody', isForgiven: false },
    ],
    proof: `known ${own}`,
  };
}
