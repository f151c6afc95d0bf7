import type { LogEntry, LogFilter, LogGroup } from '../../../wire/logged-request.ts';

/** Each span is shown in bars that begin at whole multiples of their length, in UTC. */
export const SPANS = {
  '1h': { name: 'last hour', bars: 30, barSeconds: 120 },
  '24h': { name: 'last 24 hours', bars: 48, barSeconds: 1800 },
  '7d': { name: 'last 7 days', bars: 56, barSeconds: 10_800 },
  '30d': { name: 'last 30 days', bars: 60, barSeconds: 43_200 },
} as const;
export type SpanName = keyof typeof SPANS;

export const OUTCOMES = ['accepted', 'rejected'] as const;
/** Statuses that the gate and the sandbox answer with, the successful ones first. */
export const STATUSES = [200, 201, 202, 204, 400, 401, 403, 404, 413, 422, 431] as const;

/** A time of one's own: NumericDate seconds, whole ones, the end not included. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** What is shown of the log, as the address of the page keeps it. Empty: any. */
export interface Filter {
  readonly outcome: LogEntry['outcome'] | '';
  readonly application: string;
  readonly cause: string;
  readonly status: string;
  /** Part of the path. */
  readonly path: string;
  /** Fingerprint of a key. */
  readonly key: string;
  readonly jti: string;
  readonly address: string;
  /** Part of the User-Agent. */
  readonly agent: string;
  readonly span: SpanName;
  /** In the place of the span. */
  readonly range?: TimeRange;
}

/** Everything of a filter but the time, as the address names it; to show all again. */
export const CLEARED = {
  outcome: undefined,
  application: undefined,
  cause: undefined,
  status: undefined,
  path: undefined,
  key: undefined,
  jti: undefined,
  address: undefined,
  agent: undefined,
};

const FINGERPRINT = /^(?:SHA256:)?[A-Za-z0-9+/]{43}=$/;

export function filterOf(query: URLSearchParams): Filter {
  const text = (name: string) => query.get(name) ?? '';
  const outcome = OUTCOMES.find((one) => one === query.get('outcome')) ?? '';
  const range = rangeOf(text('from'), text('to'));
  return {
    outcome,
    application: text('application'),
    // An accepted request has no cause.
    cause: outcome === 'accepted' ? '' : text('cause'),
    status: /^\d{3}$/.exec(text('status'))?.[0] ?? '',
    path: text('path'),
    // A plus in an address that somebody typed is read as a blank.
    key: FINGERPRINT.exec(text('key').replaceAll(' ', '+'))?.[0] ?? '',
    jti: text('jti'),
    address: text('address'),
    agent: text('agent'),
    span: Object.hasOwn(SPANS, text('time')) ? (text('time') as SpanName) : '24h',
    ...(range && { range }),
  };
}

function rangeOf(from: string, to: string): TimeRange | undefined {
  if (!/^\d{1,11}$/.test(from) || !/^\d{1,11}$/.test(to)) return undefined;
  return Number(from) < Number(to) ? { from: Number(from), to: Number(to) } : undefined;
}

export function isFiltered(filter: Filter): boolean {
  const { span: _, range: __, ...asked } = filter;
  return Object.values(asked).some((value) => value !== '');
}

/** Asked of the server, without the time: see `timeOf`. */
export function queryOf(filter: Filter): LogFilter {
  const { outcome, application, cause, status, path, key, jti, address, agent } = filter;
  return {
    ...(outcome !== '' && { outcome }),
    ...(application !== '' && { application_id: application }),
    ...(cause !== '' && { cause }),
    ...(status !== '' && { status: Number(status) }),
    ...(path !== '' && { path_contains: path }),
    ...(key !== '' && { key }),
    ...(jti !== '' && { jti }),
    ...(address !== '' && { client_address: address }),
    ...(agent !== '' && { user_agent: agent }),
  };
}

/** The time that is asked for: of a span, from the start of its first bar on. */
export function timeOf({ range }: Pick<Filter, 'range'>, scale: Scale): Pick<LogFilter, 'since' | 'until'> {
  return range ? { since: range.from, until: range.to } : { since: scale.first };
}

/** Whether a request that just came is shown. Which key or token a rejected one had, the server alone can tell. */
export function fits(entry: LogEntry, filter: Filter): boolean {
  const { outcome, application, cause, status, path, key, address, agent, range } = filter;
  return (
    (outcome === '' || entry.outcome === outcome) &&
    (application === '' || entry.application_id === application) &&
    (cause === '' || entry.cause === cause) &&
    (status === '' || String(entry.status) === status) &&
    (entry.path ?? '').includes(path) &&
    (key === '' || entry.outcome === 'rejected' || entry.key_fingerprint === key.replace(/^SHA256:/, '')) &&
    (address === '' || entry.client_address === address) &&
    (entry.user_agent ?? '').toLowerCase().includes(agent.toLowerCase()) &&
    (range === undefined || (entry.at >= range.from && entry.at < range.to))
  );
}

/** The bars of a time: how many, how long each is, and where the first one begins (NumericDate seconds). */
export interface Scale {
  readonly first: number;
  readonly barSeconds: number;
  readonly bars: number;
}

/** Lengths of a bar that people count in. */
const STEPS = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800];
const MOST_BARS = 60;

export function scaleOf({ span, range }: Pick<Filter, 'span' | 'range'>, now: number): Scale {
  if (!range) {
    const { bars, barSeconds } = SPANS[span];
    // One more than the span holds, for the last one is not over.
    return { first: (Math.floor(now / barSeconds) - bars) * barSeconds, barSeconds, bars: bars + 1 };
  }
  const seconds = range.to - range.from;
  const barSeconds = STEPS.find((step) => seconds / step <= MOST_BARS) ?? Math.ceil(seconds / MOST_BARS);
  const first = Math.floor(range.from / barSeconds) * barSeconds;
  return { first, barSeconds, bars: Math.max(1, Math.ceil((range.to - first) / barSeconds)) };
}

export interface Bar {
  /** NumericDate seconds. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The bars of a scale, oldest first. What the server dates later is in the last one. */
export function barsOf(groups: readonly LogGroup[], { first, barSeconds, bars }: Scale): readonly Bar[] {
  const counts = Array.from({ length: bars }, () => 0);
  for (const { at, count } of groups.flatMap(({ buckets }) => buckets)) {
    const index = Math.min(bars - 1, Math.floor((at - first) / barSeconds));
    if (index >= 0) counts[index] = (counts[index] as number) + count;
  }
  return counts.map((count, index) => {
    const from = first + index * barSeconds;
    return { from, to: from + barSeconds, count };
  });
}

export const totalOf = (bars: readonly Bar[]): number => bars.reduce((sum, { count }) => sum + count, 0);

/** Groups with what is in the time: causes first, the most frequent of them before all; what was accepted last. */
export function groupsIn(groups: readonly LogGroup[], scale: Scale): readonly LogGroup[] {
  const isAccepted = (group: LogGroup) => Number(group.outcome === 'accepted');
  return groups
    .map((group) => ({ ...group, count: totalOf(barsOf([group], scale)) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => isAccepted(a) - isAccepted(b) || b.count - a.count || b.last_at - a.last_at);
}

/** The groups that a filter asks for: counts are read for every cause, so that each stays to be chosen. */
export function chosenOf(groups: readonly LogGroup[], { outcome, cause }: Filter): readonly LogGroup[] {
  return groups.filter((one) => (outcome === '' || one.outcome === outcome) && (cause === '' || one.cause === cause));
}
