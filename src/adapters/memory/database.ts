import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { LogBounds } from '../../ports/request-filter.ts';
import { memoryAcceptedRequests } from './accepted-requests.ts';
import { memoryAccounts } from './accounts.ts';
import { memoryApplications } from './applications.ts';
import { memoryCompanies } from './companies.ts';
import { memoryOneTimeLinks } from './one-time-links.ts';
import { type MemoryPeople, memoryPeople } from './people.ts';
import { memoryReplay } from './replay.ts';
import { memoryReports } from './reports.ts';
import { memorySecondFactors } from './second-factors.ts';
import { memorySessions } from './sessions.ts';

/** A database that is gone with the process: for tests, and for use as an emulator. */
export function memoryDatabase(clock: Clock, reportBounds: LogBounds, acceptedBounds = reportBounds): Database {
  const accounts = memoryAccounts();
  const applications = memoryApplications(accounts);
  const sessions = memorySessions((id) => people.get(id));
  const people: MemoryPeople = memoryPeople(accounts, sessions);
  return {
    kind: 'memory',
    schemaVersion: 0,
    accounts,
    applications,
    reports: memoryReports(clock, reportBounds),
    acceptedRequests: memoryAcceptedRequests(clock, acceptedBounds, applications),
    replay: memoryReplay(),
    people,
    sessions,
    links: memoryOneTimeLinks(people, sessions),
    secondFactors: memorySecondFactors(),
    companies: memoryCompanies(accounts),
    async scrub() {},
    async probe() {},
    async close() {},
  };
}
