import type { ReportSummary } from '../../reports.ts';

export const SPANS = { '1h': 3600, '24h': 86_400, '7d': 604_800, '30d': 2_592_000 } as const;
export type SpanName = keyof typeof SPANS;
export const SPAN_NAMES: { readonly [name in SpanName]: string } = {
  '1h': 'last hour',
  '24h': 'last 24 hours',
  '7d': 'last 7 days',
  '30d': 'last 30 days',
};

/** Statuses that a rejection may have. */
export const STATUSES = [400, 401, 403, 413, 431] as const;

/** What is shown of the log, as the address of the page keeps it. Empty: any. */
export interface Filter {
  readonly application: string;
  readonly cause: string;
  readonly status: string;
  /** A piece of the path. */
  readonly path: string;
  readonly span: SpanName;
}

export function filterOf(query: URLSearchParams): Filter {
  const span = query.get('time') ?? '';
  return {
    application: query.get('application') ?? '',
    cause: query.get('cause') ?? '',
    status: query.get('status') ?? '',
    path: query.get('path') ?? '',
    span: Object.hasOwn(SPANS, span) ? (span as SpanName) : '24h',
  };
}

/** What the server is asked for; pieces of the path are looked for in the page. */
export function queryOf({ application, cause, status, span }: Filter, now: number): URLSearchParams {
  const query = new URLSearchParams({ since: String(Math.floor(now - SPANS[span])) });
  if (application) query.set('application_id', application);
  if (cause) query.set('cause', cause);
  if (status) query.set('status', status);
  return query;
}

export function fits(report: ReportSummary, { application, cause, status, path }: Filter): boolean {
  return (
    (application === '' || report.application_id === application) &&
    (cause === '' || report.cause === cause) &&
    (status === '' || String(report.status) === status) &&
    (report.path ?? '').toLowerCase().includes(path.toLowerCase())
  );
}

export interface Group {
  readonly cause: string;
  readonly count: number;
  /** NumericDate seconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Counts over time, oldest first. */
  readonly buckets: readonly number[];
}

export const BUCKETS = 24;

/** Reports by cause, the most frequent first. */
export function groupByCause(reports: readonly ReportSummary[], span: SpanName, now: number): readonly Group[] {
  const causes = new Map<string, ReportSummary[]>();
  for (const report of reports) causes.set(report.cause, [...(causes.get(report.cause) ?? []), report]);
  const groups = [...causes].map(([cause, own]) => {
    const times = own.map(({ at }) => at);
    return {
      cause,
      count: own.length,
      firstAt: Math.min(...times),
      lastAt: Math.max(...times),
      buckets: bucketsOf(own, span, now),
    };
  });
  return groups.sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
}

/** How many reports fall into each of `BUCKETS` equal parts of the span, the last one ending now. */
export function bucketsOf(reports: readonly ReportSummary[], span: SpanName, now: number): readonly number[] {
  const buckets = Array.from({ length: BUCKETS }, () => 0);
  for (const { at } of reports) {
    const index = BUCKETS - 1 - Math.floor(((now - at) / SPANS[span]) * BUCKETS);
    const kept = Math.min(BUCKETS - 1, index);
    if (kept >= 0) buckets[kept] = (buckets[kept] as number) + 1;
  }
  return buckets;
}
