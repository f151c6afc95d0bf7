import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { ReportBounds } from '../../ports/reports.ts';
import { memoryAccounts } from './accounts.ts';
import { memoryApplications } from './applications.ts';
import { memoryReplay } from './replay.ts';
import { memoryReports } from './reports.ts';

/** A database that is gone with the process: for tests, and for use as an emulator. */
export function memoryDatabase(clock: Clock, reportBounds: ReportBounds): Database {
  const accounts = memoryAccounts();
  return {
    kind: 'memory',
    schemaVersion: 0,
    accounts,
    applications: memoryApplications(accounts),
    reports: memoryReports(clock, reportBounds),
    replay: memoryReplay(),
    async probe() {},
    async close() {},
  };
}
