import type { Database } from '../../src/ports/database.ts';
import type { LogBounds } from '../../src/ports/request-filter.ts';
import { NOW } from '../support/records.ts';
import { acceptedRequestsContract } from './accepted-requests.ts';
import { accountsContract } from './accounts.ts';
import { applicationsContract } from './applications.ts';
import { attemptsContract } from './attempts.ts';
import { auditLogContract } from './audit-log.ts';
import { changesContract } from './changes.ts';
import { peopleContract } from './people.ts';
import { repeatsContract } from './repeats.ts';
import { replayContract } from './replay.ts';
import { reportsContract } from './reports.ts';
import { requestCountsContract } from './request-counts.ts';
import { sessionsContract } from './sessions.ts';
import { sharesContract } from './shares.ts';

/** The clock of the contract tests stands still. */
export const clock = { now: () => NOW };
export const BOUNDS: LogBounds = { limit: 10_000, maxAgeSeconds: 7 * 86_400 };

/** Runs the suite of each storage port; `open` gives a new, empty database each time. */
export function storageContract(open: (bounds: LogBounds) => Promise<Database>): void {
  accountsContract(() => open(BOUNDS));
  applicationsContract(() => open(BOUNDS));
  auditLogContract(() => open(BOUNDS));
  changesContract(() => open(BOUNDS));
  peopleContract(() => open(BOUNDS));
  sessionsContract(() => open(BOUNDS));
  sharesContract(() => open(BOUNDS));
  attemptsContract(() => open(BOUNDS));
  repeatsContract(() => open(BOUNDS));
  replayContract(() => open(BOUNDS));
  acceptedRequestsContract((bounds) => open(bounds ?? BOUNDS));
  requestCountsContract((bounds) => open(bounds));
  reportsContract((bounds) => open(bounds ?? BOUNDS));
}
