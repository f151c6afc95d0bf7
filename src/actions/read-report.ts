import { causeById } from '../core/diagnosis/diagnose.ts';
import type { Report } from '../core/evidence/report.ts';
import type { Reports, StoredReport } from '../ports/reports.ts';

/** One report as its reader may see it. */
export interface ReadReport extends Report {
  readonly id: string;
  /** NumericDate seconds with fraction. */
  readonly at: number;
  readonly applicationId: string | null;
  readonly status: number;
  readonly method: string | null;
  readonly path: string | null;
  /** Of who sent the request: for the owner alone. */
  readonly clientAddress: string | null;
  readonly userAgent: string | null;
  /** The caller's place in its own trace: for the owner alone. */
  readonly traceparent: string | null;
  readonly token: StoredReport['token'];
  /** `owner`: everything that the registry knows; `caller`: what can be read off the request alone. */
  readonly voice: 'owner' | 'caller';
  /** What the anonymous caller was told in the answer; `null` where nothing was found. */
  readonly told: { readonly cause: string; readonly title: string; readonly detail: string } | null;
}

/**
 * The report, for the account that owns it. Any other account that holds its id reads what the sender of the request was
 * told, without the token: whether the application is another account's or nobody's shows in no part of the answer.
 */
export async function readReport(reports: Reports, accountId: string, id: string): Promise<ReadReport | undefined> {
  const stored = await reports.get(id);
  if (!stored) return undefined;
  if (stored.accountId !== accountId) return readAsCaller(stored);
  const { clientAddress, userAgent, traceparent, status, token, report } = stored;
  const { at, applicationId, method, path, callerReport } = stored;
  const request = { id, at, applicationId, method, path, clientAddress, userAgent, traceparent, status, token };
  return { ...request, told: toldTo(callerReport), voice: 'owner', ...report };
}

/** The report as the sender of the request was told it. */
export function readAsCaller({ id, at, applicationId, method, path, callerReport }: StoredReport): ReadReport {
  const common = { id, at, applicationId, method, path, told: toldTo(callerReport) };
  const unsaid = { clientAddress: null, userAgent: null, traceparent: null };
  return { ...common, ...unsaid, status: toldStatus(callerReport), token: null, voice: 'caller', ...callerReport };
}

/** Not that of the owner's cause, which the registry may have told. */
function toldStatus({ rootCause }: Report): number {
  return (rootCause === null ? undefined : causeById(rootCause)?.status) ?? 401;
}

function toldTo({ findings: [first] }: Report): ReadReport['told'] {
  return first ? { cause: first.cause, title: first.title, detail: first.detail } : null;
}
