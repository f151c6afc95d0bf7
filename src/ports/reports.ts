import type { Report } from '../core/diagnosis/report.ts';

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
  /** Everything: what the owner reads. */
  readonly report: Report;
  /** What an anonymous caller was told. */
  readonly callerReport: Report;
  /** JOSE Header and Claims Set as decoded, for the owner. */
  readonly token: { readonly header: unknown; readonly claims: unknown } | null;
}

export interface ReportQuery {
  readonly accountId: string;
  readonly applicationId?: string;
  readonly cause?: string;
  readonly status?: number;
  /** The whole path, as it was reported. */
  readonly path?: string;
  /** NumericDate seconds, included. */
  readonly since?: number;
  /** NumericDate seconds, left out. */
  readonly until?: number;
  /** Report id after which to go on; nothing follows a report that is gone. */
  readonly after?: string;
  readonly limit: number;
}

/** How many reports are kept, and for how long: the oldest go first. */
export interface ReportBounds {
  readonly limit: number;
  readonly maxAgeSeconds: number;
}

/** Bounded in number and age. */
export interface Reports {
  /** Never blocks and never throws: kept with the next batch, or dropped and counted where storage cannot take it. */
  add(report: StoredReport): void;
  get(id: string): Promise<StoredReport | undefined>;
  /** Newest first. */
  list(query: ReportQuery): Promise<readonly StoredReport[]>;
  /** Calls `listener`, which must not throw, with each report added in this process. @returns a function that stops it. */
  watch(accountId: string, listener: (report: StoredReport) => void): () => void;
  /** Resolves when everything added so far is kept or dropped. */
  settled(): Promise<void>;
  /** How many reports were dropped since the start. */
  dropped(): number;
}
