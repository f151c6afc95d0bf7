import { type LogFile, transaction } from './log-file.ts';
import type { LogTable } from './log-query.ts';

/** Keeps the tables of the log within their bounds: the oldest go first, found by their place in the table. */
export interface LogPruner {
  /** So many rows came. */
  added(table: LogTable, rows: number): void;
  /** Lets go of what is too much or too old, where enough came since the last time. */
  prune(table: LogTable, oldestMs: number): void;
  age(table: LogTable, oldestMs: number): void;
  /** Lets go of what was accepted of an application. */
  forget(applicationId: string): void;
}

export interface PruneBounds {
  readonly limits: { readonly [table in LogTable]: number };
  readonly maxBytes: number;
}

const TABLES = ['reports', 'accepted_requests'] as const;
/** How much goes at once where the file is too large: a twentieth. */
const SHARE = 20;
/** Rows after which the bounds are looked at, where the number that is kept is large. */
const MOST_BETWEEN = 1000;

export function logPruner({ raw }: Pick<LogFile, 'raw'>, { limits, maxBytes }: PruneBounds): LogPruner {
  const rows = new Map<LogTable, number>();
  const since = new Map<LogTable, number>();

  const number = (query: string, ...parameters: number[]): number | undefined => {
    const [value] = Object.values(raw.prepare(query).get(...parameters) ?? {});
    return value === null || value === undefined ? undefined : Number(value);
  };
  const rowsOf = (table: LogTable): number => {
    const known = rows.get(table) ?? number(`select count(*) from ${table}`) ?? 0;
    rows.set(table, known);
    return known;
  };

  /** The rows up to a place, which is the last of them. */
  function removeUpTo(table: LogTable, seq: number): void {
    transaction(raw, () => {
      const { changes } = raw.prepare(`delete from ${table} where seq <= ?`).run(seq);
      rows.set(table, Math.max(0, rowsOf(table) - Number(changes)));
    });
  }

  function age(table: LogTable, oldestMs: number): void {
    raw.prepare('delete from request_counts where minute < ?').run(Math.floor(oldestMs / 60_000));
    const first = number(`select at_ms from ${table} order by seq limit 1`);
    if (first === undefined || first >= oldestMs) return;
    const kept = number(`select seq from ${table} where at_ms >= ? order by seq limit 1`, oldestMs);
    removeUpTo(table, kept === undefined ? Number.MAX_SAFE_INTEGER : kept - 1);
  }

  /** The oldest of a table. */
  function removeOldest(table: LogTable, count: number): void {
    const last = number(`select seq from ${table} order by seq limit 1 offset ?`, Math.max(0, count - 1));
    if (last !== undefined) removeUpTo(table, last);
  }

  const pages = (pragma: string) => number(`pragma ${pragma}`) ?? 0;

  /** Both kinds and their counts lose their oldest part for as long as the file is too large. */
  function size(): void {
    const most = Math.floor(maxBytes / pages('page_size'));
    for (let round = 0; round < 2 * SHARE && pages('page_count') - pages('freelist_count') > most; round++) {
      for (const table of TABLES) removeOldest(table, Math.ceil(rowsOf(table) / SHARE));
      const [first, last] = ['min', 'max'].map((end) => number(`select ${end}(minute) from request_counts`));
      if (first === undefined || last === undefined) continue;
      raw.prepare('delete from request_counts where minute < ?').run(first + Math.ceil((last - first) / SHARE));
    }
    // What is free is used again; only more than may be is given back to the disk.
    const excess = pages('page_count') - most;
    if (excess > 0) raw.exec(`pragma incremental_vacuum(${excess})`);
  }

  return {
    added(table, count) {
      const known = rows.get(table);
      if (known !== undefined) rows.set(table, known + count);
      since.set(table, (since.get(table) ?? 0) + count);
    },
    prune(table, oldestMs) {
      if ((since.get(table) ?? 0) < Math.min(MOST_BETWEEN, Math.max(1, limits[table] / SHARE))) return;
      age(table, oldestMs);
      size();
      const excess = rowsOf(table) - limits[table];
      if (excess > 0) removeOldest(table, excess);
      since.set(table, 0);
    },
    age,
    forget(applicationId) {
      const { changes } = raw.prepare('delete from accepted_requests where application_id = ?').run(applicationId);
      rows.set('accepted_requests', Math.max(0, rowsOf('accepted_requests') - Number(changes)));
      raw.prepare("delete from request_counts where application_id = ? and cause = ''").run(applicationId);
    },
  };
}
