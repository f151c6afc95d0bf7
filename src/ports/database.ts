import type { AcceptedRequests } from './accepted-requests.ts';
import type { Accounts } from './accounts.ts';
import type { Applications } from './applications.ts';
import type { Attempts } from './attempts.ts';
import type { AuditLog, Origin } from './audit-log.ts';
import type { Changes } from './changes.ts';
import type { Companies } from './companies.ts';
import type { OneTimeLinks } from './one-time-links.ts';
import type { People } from './people.ts';
import type { Repeats } from './repeats.ts';
import type { Replay } from './replay.ts';
import type { Reports } from './reports.ts';
import type { RequestTotals } from './request-totals.ts';
import type { SecondFactors } from './second-factors.ts';
import type { Sessions } from './sessions.ts';
import type { Shares } from './shares.ts';

/** What people and programs change: each change leaves a line in the audit log, in its own transaction. */
export interface Registry {
  readonly accounts: Accounts;
  readonly applications: Applications;
  readonly people: People;
  readonly sessions: Sessions;
  readonly links: OneTimeLinks;
  readonly secondFactors: SecondFactors;
  readonly companies: Companies;
  readonly shares: Shares;
}

/** Everything that is kept, in one place. As a registry it is changed by the server itself. */
export interface Database extends Registry {
  readonly kind: 'sqlite' | 'postgres';
  /** Number of the last migration that was applied. */
  readonly schemaVersion: number;
  /**
   * Resolves when the whole was found sound, where that takes longer than a start may.
   * @throws DatabaseCorruptError where it is damaged: from then on everything else throws it too; UnavailableError where that could not be found out
   */
  readonly checked: Promise<void>;
  /** The registry, changed by this one. */
  by(origin: Origin): Registry;
  readonly auditLog: AuditLog;
  readonly reports: Reports;
  readonly acceptedRequests: AcceptedRequests;
  readonly requestTotals: RequestTotals;
  /** From now on calls `listener` with what befalls the request log, for the operator, and with what befell it before. */
  onLogFault(listener: (fault: Error) => void): void;
  /** What any process on this database changed. */
  readonly changes: Changes;
  readonly replay: Replay;
  readonly attempts: Attempts;
  readonly repeats: Repeats;
  /** Where an older version kept secrets unsealed: once they are sealed, rewrites the files so that no trace stays. */
  scrub(): Promise<void>;
  /** Resolves when a durable write went through. @throws UnavailableError where it did not. */
  probe(): Promise<void>;
  /** Keeps what is still queued, then lets go of files and connections. */
  close(): Promise<void>;
}
