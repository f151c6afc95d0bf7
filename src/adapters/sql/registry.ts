import type { Applications } from '../../ports/applications.ts';
import type { Registry } from '../../ports/database.ts';
import { sqlAccounts } from './accounts.ts';
import { sqlApplications } from './applications.ts';
import { sqlCompanies } from './companies.ts';
import { sqlOneTimeLinks } from './one-time-links.ts';
import { sqlPeople } from './people.ts';
import type { Db } from './schema.ts';
import { sqlSecondFactors } from './second-factors.ts';
import { sqlSessions } from './sessions.ts';
import { sqlShares } from './shares.ts';
import type { Trail } from './trail.ts';

/** What is changed by one, who is named in the audit log. @param forget told of each application that is removed */
export function sqlRegistry(db: Db, trail: Trail, forget: (applicationId: string) => Promise<void>): Registry {
  return {
    accounts: sqlAccounts(db, trail),
    applications: forgetting(sqlApplications(db, trail), forget),
    people: sqlPeople(db, trail),
    sessions: sqlSessions(db, trail),
    links: sqlOneTimeLinks(db, trail),
    secondFactors: sqlSecondFactors(db, trail),
    companies: sqlCompanies(db, trail),
    shares: sqlShares(db, trail),
  };
}

/** A file cannot refer to another: what the log has of an application goes by this. */
const forgetting = (applications: Applications, forget: (applicationId: string) => Promise<void>): Applications => ({
  ...applications,
  async remove(id) {
    const isRemoved = await applications.remove(id);
    if (isRemoved) await forget(id);
    return isRemoved;
  },
});
