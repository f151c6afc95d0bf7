import type { Position, RequestFilter, Tally } from '../../ports/request-filter.ts';

interface Listed extends Position {
  readonly accountId: string | null;
  readonly applicationId: string | null;
  readonly status: number;
  readonly path: string | null;
}

export function matches(one: Listed, filter: RequestFilter): boolean {
  return (
    one.accountId === filter.accountId &&
    (filter.applicationId === undefined || one.applicationId === filter.applicationId) &&
    (filter.status === undefined || one.status === filter.status) &&
    (filter.pathPrefix === undefined || one.path?.startsWith(filter.pathPrefix) === true) &&
    (filter.since === undefined || one.at >= filter.since) &&
    (filter.until === undefined || one.at < filter.until)
  );
}

export const newestFirst = (a: Position, b: Position) => b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

export function tally(
  listed: Iterable<{ readonly at: number; readonly cause: string | null }>,
  bucketSeconds: number,
): readonly Tally[] {
  const tallies = new Map<string, Tally>();
  for (const { at, cause } of listed) {
    const start = Math.floor(at / bucketSeconds) * bucketSeconds;
    const key = `${start} ${cause ?? ''}`;
    const before = tallies.get(key) ?? { cause, at: start, count: 0, firstAt: at, lastAt: at };
    tallies.set(key, {
      ...before,
      count: before.count + 1,
      firstAt: Math.min(before.firstAt, at),
      lastAt: Math.max(before.lastAt, at),
    });
  }
  return [...tallies.values()];
}

/** Lets the oldest go, by number and by age; `kept` is in the order of arrival. */
export function prune(kept: Map<string, Position>, limit: number, oldest: number): void {
  for (const [id, { at }] of kept) {
    if (kept.size <= limit && at >= oldest) break;
    kept.delete(id);
  }
}
