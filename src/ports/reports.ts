import type { JsonObject } from '../core/encoding/json.ts';
import type { Report } from '../core/evidence/report.ts';
import type { KeptRequests, Position, RequestFilter, Tally } from './request-filter.ts';

/** Why one request was rejected. Holds no usable token: header and claims, never the signature. */
export interface StoredReport {
  readonly id: string;
  /** NumericDate seconds with fraction. */
  readonly at: number;
  /** The account that may read it; `null` where nobody could be told to own it. */
  readonly accountId: string | null;
  readonly applicationId: string | null;
  readonly cause: string;
  readonly status: number;
  readonly method: string | null;
  readonly path: string | null;
  /** Of who sent it, as trusted proxies tell it. */
  readonly clientAddress: string | null;
  readonly userAgent: string | null;
  /** The caller's place in a trace of its own, as a `traceparent` of version 00 (W3C Trace Context). */
  readonly traceparent: string | null;
  /** Everything: what the owner reads. */
  readonly report: Report;
  /** What an anonymous caller was told. */
  readonly callerReport: Report;
  /** Fingerprint of the key that signed its token; `null` where it is not known, as of earlier versions. */
  readonly signedBy: string | null;
  /** JOSE Header and Claims Set as decoded, for the owner. */
  readonly token: { readonly header: JsonObject | null; readonly claims: JsonObject | null } | null;
}

export interface ReportFilter extends RequestFilter {
  readonly cause?: string;
}

export interface ReportQuery extends ReportFilter {
  /** Report id after which to go on; nothing follows a report that is gone. */
  readonly after?: string;
  /** Place after which to go on, whether or not anything is there. */
  readonly before?: Position;
  readonly limit: number;
}

/** Bounded in number and age. */
export interface Reports {
  /** Never blocks and never throws: kept with the next batch, or dropped and counted where storage cannot take it. */
  add(report: StoredReport): void;
  get(id: string): Promise<StoredReport | undefined>;
  /** Newest first. */
  list(query: ReportQuery): Promise<readonly StoredReport[]>;
  /** Exact, also for requests that are not kept any more: of whole minutes, by application, cause, status and time. */
  count(filter: ReportFilter, bucketSeconds: number): Promise<readonly Tally[]>;
  kept(accountId: string): Promise<KeptRequests>;
  /** Resolves when everything added so far is kept or dropped. */
  settled(): Promise<void>;
  /** How many reports were dropped since the start. */
  dropped(): number;
}
