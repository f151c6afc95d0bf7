import type { LogEntry, LogFilter, LogGroup } from '../../../wire/logged-request.ts';

/** Each span is shown in bars that begin at whole multiples of their length, in UTC. */
export const SPANS = {
  '1h': { name: 'last hour', bars: 30, barSeconds: 120 },
  '24h': { name: 'last 24 hours', bars: 24, barSeconds: 3600 },
  '7d': { name: 'last 7 days', bars: 28, barSeconds: 21_600 },
  '30d': { name: 'last 30 days', bars: 30, barSeconds: 86_400 },
} as const;
export type SpanName = keyof typeof SPANS;

export const OUTCOMES = ['accepted', 'rejected'] as const;
/** Statuses that the gate and the sandbox answer with, the successful ones first. */
export const STATUSES = [200, 201, 202, 204, 400, 401, 403, 404, 413, 422, 431] as const;

/** What is shown of the log, as the address of the page keeps it. Empty: any. */
export interface Filter {
  readonly outcome: LogEntry['outcome'] | '';
  readonly application: string;
  readonly cause: string;
  readonly status: string;
  /** Start of the path. */
  readonly path: string;
  readonly span: SpanName;
}

export function filterOf(query: URLSearchParams): Filter {
  const span = query.get('time') ?? '';
  const outcome = OUTCOMES.find((one) => one === query.get('outcome')) ?? '';
  return {
    outcome,
    application: query.get('application') ?? '',
    // An accepted request has no cause.
    cause: outcome === 'accepted' ? '' : (query.get('cause') ?? ''),
    status: /^\d{3}$/.exec(query.get('status') ?? '')?.[0] ?? '',
    path: query.get('path') ?? '',
    span: Object.hasOwn(SPANS, span) ? (span as SpanName) : '24h',
  };
}

/** A path begins with a slash, whether or not it was typed. */
const startOf = (path: string) => (path === '' || path.startsWith('/') ? path : `/${path}`);

/** What the server is asked for. `since`: NumericDate seconds. */
export function queryOf({ outcome, application, cause, status, path }: Filter, since: number): LogFilter {
  return {
    since,
    ...(outcome !== '' && { outcome }),
    ...(application !== '' && { application_id: application }),
    ...(cause !== '' && { cause }),
    ...(status !== '' && { status: Number(status) }),
    ...(path !== '' && { path: startOf(path) }),
  };
}

export function fits(entry: LogEntry, { outcome, application, cause, status, path }: Filter): boolean {
  return (
    (outcome === '' || entry.outcome === outcome) &&
    (application === '' || entry.application_id === application) &&
    (cause === '' || entry.cause === cause) &&
    (status === '' || String(entry.status) === status) &&
    (entry.path ?? '').startsWith(startOf(path))
  );
}

/** Start of the first bar that is shown, NumericDate seconds: one more than the span holds, for the last one is not over. */
export function firstBar(span: SpanName, now: number): number {
  const { bars, barSeconds } = SPANS[span];
  return (Math.floor(now / barSeconds) - bars) * barSeconds;
}

export interface Bar {
  /** NumericDate seconds. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The bars of a span, oldest first, the last one holding `now`. What the server dates later is in the last one. */
export function barsOf(groups: readonly LogGroup[], span: SpanName, now: number): readonly Bar[] {
  const { bars, barSeconds } = SPANS[span];
  const first = firstBar(span, now);
  const counts = Array.from({ length: bars + 1 }, () => 0);
  for (const { at, count } of groups.flatMap(({ buckets }) => buckets)) {
    const index = Math.min(bars, Math.floor((at - first) / barSeconds));
    if (index >= 0) counts[index] = (counts[index] as number) + count;
  }
  return counts.map((count, index) => {
    const from = first + index * barSeconds;
    return { from, to: from + barSeconds, count };
  });
}

export const totalOf = (bars: readonly Bar[]): number => bars.reduce((sum, { count }) => sum + count, 0);

export interface ShownGroup extends LogGroup {
  readonly bars: readonly Bar[];
  readonly count: number;
}

/** Groups with what is in the span: causes first, the most frequent of them before all; what was accepted last. */
export function groupsIn(groups: readonly LogGroup[], span: SpanName, now: number): readonly ShownGroup[] {
  const shown = groups.map((group) => {
    const bars = barsOf([group], span, now);
    return { ...group, bars, count: totalOf(bars) };
  });
  const isAccepted = (group: ShownGroup) => Number(group.outcome === 'accepted');
  return shown
    .filter(({ count }) => count > 0)
    .sort((a, b) => isAccepted(a) - isAccepted(b) || b.count - a.count || b.last_at - a.last_at);
}
