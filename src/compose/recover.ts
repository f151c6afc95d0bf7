import { recover } from '../actions/people/recover.ts';
import { operator, systemClock, systemEntropy } from '../adapters/system/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../options/options.ts';
import { urlOf } from './server-url.ts';
import { databaseIn, openStorage } from './storage.ts';

export type RecoverySettings = Pick<Settings, 'data' | 'databaseUrl' | 'publicUrl' | 'host' | 'port'>;

/**
 * `recover` on the database of a server that is not running (a PostgreSQL may be in use).
 * @throws NoDatabaseError, and what opening the database throws
 */
export async function recoverPerson(settings: RecoverySettings, email: string): ReturnType<typeof recover> {
  if (settings.databaseUrl === undefined) databaseIn(settings.data);
  const closers: (() => void | Promise<void>)[] = [];
  try {
    const clock = systemClock();
    const database = await openStorage({ ...DEFAULT_SETTINGS, ...settings }, clock, closers);
    const { people, links, secondFactors } = database.by(operator());
    const publicUrl = urlOf(settings, settings.port);
    return await recover({ people, links, secondFactors, clock, entropy: systemEntropy(), publicUrl }, email);
  } finally {
    for (const letGo of closers.reverse()) await letGo();
  }
}
