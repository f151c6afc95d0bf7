import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { recover } from '../actions/people/recover.ts';
import { systemClock, systemEntropy } from '../adapters/system/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../options/options.ts';
import { urlOf } from './server-url.ts';
import { DATABASE_FILE, openStorage } from './storage.ts';

export type RecoverySettings = Pick<Settings, 'data' | 'databaseUrl' | 'publicUrl' | 'host' | 'port'>;

/** There is no database here, so there is nobody in it. */
export class NoDatabaseError extends Error {
  override readonly name = 'NoDatabaseError';
}

/**
 * `recover` on the database of a server that is not running (a PostgreSQL may be in use).
 * @throws NoDatabaseError, and what opening the database throws
 */
export async function recoverPerson(settings: RecoverySettings, email: string): ReturnType<typeof recover> {
  if (settings.databaseUrl === undefined && !existsSync(join(settings.data, DATABASE_FILE))) {
    throw new NoDatabaseError(
      `There is no database in ${settings.data}. Give the data directory of the server: --data.`,
    );
  }
  const closers: (() => void | Promise<void>)[] = [];
  try {
    const clock = systemClock();
    const { people, links, secondFactors } = await openStorage({ ...DEFAULT_SETTINGS, ...settings }, clock, closers);
    const publicUrl = urlOf(settings, settings.port);
    return await recover({ people, links, secondFactors, clock, entropy: systemEntropy(), publicUrl }, email);
  } finally {
    for (const letGo of closers.reverse()) await letGo();
  }
}
