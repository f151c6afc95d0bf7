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
  readonly path?: string;
  readonly since?: number;
  readonly until?: number;
  /** Report id after which to go on, newest first. */
  readonly after?: string;
  readonly limit: number;
}

/** Bounded in number and age: the oldest go first. */
export interface Reports {
  /** Not durable at once; batched. */
  add(report: StoredReport): void;
  get(id: string): Promise<StoredReport | undefined>;
  list(query: ReportQuery): Promise<readonly StoredReport[]>;
  /** Called with each new report; @returns a function that stops it. */
  watch(accountId: string, listener: (report: StoredReport) => void): () => void;
  /** Resolves when everything added so far is kept. */
  settled(): Promise<void>;
}
