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

export function logPruner({ raw }: Pick<LogFile, 'raw'>, limits: { readonly [table in LogTable]: number }): LogPruner {
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
    const first = number(`select at_ms from ${table} order by seq limit 1`);
    if (first === undefined || first >= oldestMs) return;
    const kept = number(`select seq from ${table} where at_ms >= ? order by seq limit 1`, oldestMs);
    removeUpTo(table, kept === undefined ? Number.MAX_SAFE_INTEGER : kept - 1);
  }

  return {
    added(table, count) {
      const known = rows.get(table);
      if (known !== undefined) rows.set(table, known + count);
      since.set(table, (since.get(table) ?? 0) + count);
    },
    prune(table, oldestMs) {
      if ((since.get(table) ?? 0) < Math.max(1, limits[table] / 20)) return;
      age(table, oldestMs);
      const excess = rowsOf(table) - limits[table];
      if (excess > 0) {
        const last = number(`select seq from ${table} order by seq limit 1 offset ?`, excess - 1);
        if (last !== undefined) removeUpTo(table, last);
      }
      since.set(table, 0);
    },
    age,
    forget(applicationId) {
      const { changes } = raw.prepare('delete from accepted_requests where application_id = ?').run(applicationId);
      rows.set('accepted_requests', Math.max(0, rowsOf('accepted_requests') - Number(changes)));
    },
  };
}
