import type { TraceParent } from '../core/request/trace-parent.ts';
import type { StoredReport } from './reports.ts';

/** One judgement of a request, as part of its caller's trace. Nothing of its token but whose it was. */
export interface JudgementSpan {
  readonly parent: TraceParent;
  /** NumericDate seconds with fraction at which it ended. */
  readonly endedAt: number;
  readonly seconds: number;
  readonly method: string | null;
  /** Without query string. */
  readonly path: string | null;
  /** What the caller was told; `null` for an accepted request. */
  readonly cause: string | null;
  /** Of an accepted request. */
  readonly applicationId: string | null;
  readonly keyFingerprint: string | null;
}

/** A system that watches this one. Bounded, and never in the way: what it does not take is dropped and counted. */
export interface Telemetry {
  judged(span: JudgementSpan): void;
  /** A rejected request, once its report is made. */
  rejected(report: StoredReport): void;
  /** How many of both were dropped since the start. */
  dropped(): number;
  /** Hands over what waits, for some seconds at most. */
  close(): Promise<void>;
}
