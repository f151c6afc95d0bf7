import type { JsonObject } from '../../core/encoding/json.ts';
import type { Report } from '../../core/evidence/report.ts';
import { send } from './api.ts';

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

export async function readReport(id: string, signal?: AbortSignal) {
  return send<ReportView>('GET', `/reports/${encodeURIComponent(id)}`, signal && { signal });
}
