import { resolve } from 'node:path';
import { type VerifiedLog, verifyAuditLog } from '../adapters/sql/index.ts';
import type { Settings } from '../options/options.ts';
import { databaseIn } from './storage.ts';

/**
 * Checks the audit log of a server, which may be running, in its database. @param heads hashes that somebody kept
 * @throws NoDatabaseError, and what opening the database throws
 */
export function verifyStoredLog(
  { data, databaseUrl }: Pick<Settings, 'data' | 'databaseUrl'>,
  heads: readonly string[],
): Promise<VerifiedLog> {
  return verifyAuditLog(databaseUrl ?? databaseIn(resolve(data)), heads);
}
