import type { Report } from '../core/diagnosis/report.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import { send } from './api.ts';
import { signedFetch } from './session.ts';

/** One rejected request, as `/reports` lists it. */
export interface ReportSummary {
  readonly id: string;
  /** NumericDate seconds. */
  readonly at: number;
  readonly application_id: string | null;
  readonly cause: string;
  readonly title: string;
  readonly status: number;
  readonly method: string | null;
  readonly path: string | null;
}

/** Why it was rejected, as `/reports/{id}` tells it. */
export interface ReportView extends Report {
  readonly id: string;
  readonly at: number;
  readonly application_id: string | null;
  readonly status: number;
  readonly method: string | null;
  readonly path: string | null;
  readonly token: { readonly header: JsonObject | null; readonly claims: JsonObject | null } | null;
  readonly voice: 'owner' | 'caller';
  readonly told: { readonly cause: string; readonly title: string; readonly detail: string } | null;
}

interface ReportList {
  readonly reports: readonly ReportSummary[];
  readonly _links: { readonly next?: { readonly href: string } };
}

/** No more are read at once: what is older has to be asked for with a narrower filter. */
export const REPORT_LIMIT = 3000;
const PAGE_SIZE = 1000;

/** The newest reports that fit `query`, newest first, `REPORT_LIMIT` at most. */
export async function listReports(query: URLSearchParams, signal: AbortSignal): Promise<readonly ReportSummary[]> {
  const found: ReportSummary[] = [];
  let path: string | undefined = `/reports?${new URLSearchParams([...query, ['limit', String(PAGE_SIZE)]])}`;
  while (path !== undefined && found.length < REPORT_LIMIT) {
    const { value }: { readonly value: ReportList } = await send<ReportList>('GET', path, { signal });
    found.push(...value.reports);
    path = value._links.next?.href;
  }
  return found;
}

export async function readReport(id: string, signal?: AbortSignal) {
  return send<ReportView>('GET', `/reports/${encodeURIComponent(id)}`, signal && { signal });
}

/**
 * Calls `onReport` with each report as it comes (server-sent events), until `signal` is aborted.
 * Resolves when the stream ends, and where it cannot be opened.
 */
export async function watchReports(onReport: (report: ReportSummary) => void, signal: AbortSignal): Promise<void> {
  const headers = { accept: 'text/event-stream' };
  const response = await signedFetch('/reports/live', { method: 'GET', headers, signal });
  if (!response.ok || !response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const events = (rest + chunk.value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) onReport(JSON.parse(data) as ReportSummary);
    }
  }
}
