import type { AcceptedRequest, AcceptedRequests } from '../../ports/accepted-requests.ts';
import type { ReportFilter, Reports, StoredReport } from '../../ports/reports.ts';
import type { KeptRequests, Position, Tally } from '../../ports/request-filter.ts';
import { acceptedSample } from './accepted-sample.ts';
import { summarise } from './report-summary.ts';

type LogOutcome = 'accepted' | 'rejected';

/** One line of the log. */
export interface LogEntry extends Position {
  readonly outcome: LogOutcome;
  readonly applicationId: string | null;
  readonly status: number;
  readonly method: string | null;
  readonly path: string | null;
  readonly clientAddress: string | null;
  readonly userAgent: string | null;
  /** Of a rejected request; `null` for an accepted one. */
  readonly cause: string | null;
  readonly title: string | null;
  /** Of the key that verified an accepted request; `null` for a rejected one. */
  readonly keyFingerprint: string | null;
  readonly tokenHash: string | null;
  /** How many requests it stands for: more than 1 where there were too many to keep each. */
  readonly standsFor: number;
}

export interface LogFilter extends ReportFilter {
  /** Absent: both. */
  readonly outcome?: LogOutcome;
}

/** Requests that were accepted and rejected, of each account by itself: kept, listed, counted, and told as they come. */
export interface RequestLog {
  /** @param group requests that are counted apart; @param make makes the entry, where it is kept or watched */
  addAccepted(accountId: string, group: string, make: () => AcceptedRequest): void;
  /** Keeps an entry of another process, which may stand for several requests. */
  addSampled(request: AcceptedRequest): void;
  /** Hands over what was kept of accepted requests since the last time. */
  deliver(): void;
  addRejected(report: StoredReport): void;
  getAccepted(accountId: string, id: string): Promise<LogEntry | undefined>;
  /** Newest first, from after `before` on. */
  list(filter: LogFilter, limit: number, before?: Position): Promise<readonly LogEntry[]>;
  count(filter: LogFilter, bucketSeconds: number): Promise<readonly Tally[]>;
  /** How far back the list goes. */
  kept(accountId: string): Promise<{ readonly [outcome in LogOutcome]: KeptRequests }>;
  /** Calls `listener`, which must not throw, with each entry added in this process. @returns a function that stops it. */
  watch(accountId: string, listener: (entry: LogEntry) => void): () => void;
  /** Resolves when everything added so far is kept or dropped. */
  settled(): Promise<void>;
  /** How many were dropped since the start. */
  dropped(): { readonly [outcome in LogOutcome]: number };
}

export function requestLog(reports: Reports, accepted: AcceptedRequests, random: () => number): RequestLog {
  const sample = acceptedSample(accepted.add, random);
  const listeners = new Map<(entry: LogEntry) => void, string>();

  function tell(accountId: string | null, entry: () => LogEntry): void {
    if (listeners.size === 0 || accountId === null) return;
    for (const [listener, own] of listeners) if (own === accountId) listener(entry());
  }

  return {
    addAccepted(accountId, group, make) {
      if (listeners.size === 0) return sample.add(group, make);
      const request = make();
      sample.add(group, () => request);
      tell(accountId, () => acceptedEntry(request));
    },
    addSampled(request) {
      accepted.add(request);
      tell(request.accountId, () => acceptedEntry(request));
    },
    deliver: sample.deliver,
    addRejected(report) {
      reports.add(report);
      tell(report.accountId, () => rejectedEntry(report));
    },
    async getAccepted(accountId, id) {
      sample.deliver();
      const found = await accepted.get(accountId, id);
      return found && acceptedEntry(found);
    },
    async list(filter, limit, before) {
      sample.deliver();
      const [passed, refused] = await Promise.all([
        asksAccepted(filter) ? accepted.list(filter, limit, before) : [],
        asksRejected(filter) ? reports.list({ ...filter, limit, ...(before && { before }) }) : [],
      ]);
      const entries = [...passed.map(acceptedEntry), ...refused.map(rejectedEntry)];
      return entries.sort(newestFirst).slice(0, limit);
    },
    async count(filter, bucketSeconds) {
      sample.deliver();
      const [passed, refused] = await Promise.all([
        asksAccepted(filter) ? accepted.count(filter, bucketSeconds) : [],
        asksRejected(filter) ? reports.count(filter, bucketSeconds) : [],
      ]);
      return [...passed, ...refused];
    },
    async kept(accountId) {
      sample.deliver();
      return { accepted: await accepted.kept(accountId), rejected: await reports.kept(accountId) };
    },
    watch(accountId, listener) {
      const own = (entry: LogEntry) => listener(entry);
      listeners.set(own, accountId);
      return () => {
        listeners.delete(own);
      };
    },
    async settled() {
      sample.deliver();
      await Promise.all([accepted.settled(), reports.settled()]);
    },
    dropped: () => ({ accepted: accepted.dropped(), rejected: reports.dropped() }),
  };
}

/** An accepted request has no cause. */
const asksAccepted = ({ outcome, cause }: LogFilter) => outcome !== 'rejected' && cause === undefined;
const asksRejected = ({ outcome }: LogFilter) => outcome !== 'accepted';

const newestFirst = (a: Position, b: Position) => b.at - a.at || (a.id < b.id ? 1 : -1);

const acceptedEntry = ({ accountId: _, ...request }: AcceptedRequest): LogEntry => ({
  ...request,
  outcome: 'accepted',
  cause: null,
  title: null,
});

const rejectedEntry = (report: StoredReport): LogEntry => ({
  ...summarise(report),
  outcome: 'rejected',
  keyFingerprint: null,
  tokenHash: null,
  standsFor: 1,
});
