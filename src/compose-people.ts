import { scryptSecretHashes } from './adapters/node-crypto/index.ts';
import type { PeopleHttp } from './http/people-session.ts';
import { sessionCookie } from './http/session-cookie.ts';
import { signInLimit } from './http/sign-in-limit.ts';
import type { Settings } from './options.ts';
import type { Clock, Database, Entropy, SecretHashes } from './ports/index.ts';

/** A turn of their own, so that a flood of sign-ins does not hold up the API secrets. None is remembered as right. */
const PASSWORD_LIMITS = { parallel: 2, waiting: 64, verified: 0 };

/** What concerns people: who they are, how they sign in, and what keeps guesses slow. */
export function composePeople(
  settings: Pick<Settings, 'publicUrl'>,
  database: Database,
  {
    clock,
    entropy,
    secretHashes,
  }: { readonly clock: Clock; readonly entropy: Entropy; readonly secretHashes?: SecretHashes },
  /** Where the dashboard is reached; known once the server listens. */
  publicUrl: () => string,
): PeopleHttp {
  const { accounts, people, sessions, links, secondFactors, companies } = database;
  return {
    parts: {
      accounts,
      people,
      sessions,
      links,
      secondFactors,
      companies,
      clock,
      entropy,
      passwordHashes: secretHashes ?? scryptSecretHashes(PASSWORD_LIMITS),
      publicUrl,
    },
    cookie: sessionCookie(settings.publicUrl),
    limit: signInLimit(clock),
  };
}
