import type { Actor, AuditLine, MemberChange, Subject } from '../core/audit/entry.ts';
import type { AuditKind } from '../core/audit/kinds.ts';

/** Who changes something, and from where. */
export interface Origin {
  readonly by: Actor;
  /** IP address, as trusted proxies tell it. */
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** What is told of a change. Secrets, their hashes, tokens, links and private keys never are. */
export interface AuditEvent {
  /** The accounts whose logs tell of it, each with a line of its own; none: that of the server. */
  readonly accountIds: readonly string[];
  readonly kind: AuditKind;
  readonly subject: Subject;
  /** What is different, and nothing else. */
  readonly changes: readonly MemberChange[];
  /** Who did it, where that is somebody else than the origin says: who signs in is known only then. */
  readonly by?: Actor;
}

/** Which lines are asked for; what is absent is not asked about. */
export interface AuditFilter {
  /** `null`: the log of the server. */
  readonly accountId: string | null;
  readonly kinds?: readonly AuditKind[];
  /** Part of the id or the name of who did it, whatever the case. */
  readonly by?: string;
  /** Part of the id or the name of what was changed, whatever the case. */
  readonly subject?: string;
  /** What was changed, by its whole id: quick in the longest log. */
  readonly subjectId?: string;
  readonly address?: string;
  /** NumericDate seconds, included. */
  readonly since?: number;
  /** NumericDate seconds, left out. */
  readonly until?: number;
}

/** A log and where it ends. */
export interface AuditHead {
  readonly accountId: string | null;
  /** Of the last line. */
  readonly position: number;
  readonly hash: string;
}

/**
 * The audit log: lines that nobody changes, in a chain of hashes for each account. What changes something writes its lines
 * itself, in the same transaction.
 */
export interface AuditLog {
  /** Newest first, those before this position where one is given. */
  newest(filter: AuditFilter, limit: number, before?: number): Promise<readonly AuditLine[]>;
  /** Oldest first, those behind this position. */
  oldest(filter: AuditFilter, limit: number, after: number): Promise<readonly AuditLine[]>;
  /** Every log, in the order of the accounts; that of the server first. */
  heads(): Promise<readonly AuditHead[]>;
  /** A line for what is worth telling and changes nothing else. */
  record(origin: Origin, event: AuditEvent): Promise<void>;
  /**
   * Removes the lines of before, in every log, except its last one, and tells so in a line that has the position and hash of the
   * last one that went. @param before NumericDate seconds @returns how many
   */
  prune(origin: Origin, before: number): Promise<number>;
}
