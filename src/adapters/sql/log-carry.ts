import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { requestCounts } from './log-counts.ts';
import type { LogFile } from './log-file.ts';
import type { LogPruner } from './log-prune.ts';
import type { LogTable } from './log-query.ts';
import { COLUMNS, type Tables } from './schema.ts';

/** Rows that are carried in one turn of the thread, which has other work. */
const PIECE = 250;
const BUSY_TIMEOUT_MS = 5000;

type OpenLog = LogFile & { readonly pruner: LogPruner };

/**
 * Takes the rows of the log that an earlier version kept in the file of the keys over into the log's own, the newest
 * first, and below all that is there. What is over is removed there; a process that is killed goes on at its next start.
 */
export async function carryOver(keysPath: string, opened: () => OpenLog): Promise<void> {
  const keys = new DatabaseSync(keysPath, { timeout: BUSY_TIMEOUT_MS });
  try {
    for (const table of ['reports', 'accepted_requests'] as const) {
      while (carryPiece(keys, table, opened())) await turn();
    }
  } finally {
    keys.close();
  }
}

/** @returns whether there is more */
function carryPiece(keys: DatabaseSync, table: LogTable, log: OpenLog): boolean {
  const columns = COLUMNS[table];
  const rows = keys
    .prepare(`select ${columns.join(', ')} from ${table} order by at_ms desc, id desc limit ${PIECE}`)
    .all() as { [column: string]: SQLInputValue }[];
  if (rows.length === 0) return false;
  const values = rows.map((row) => columns.map((column) => row[column] ?? null));
  const counts = requestCounts();
  for (const row of rows) counts.add(row as unknown as Tables[typeof table]);
  log.pruner.added(table, log.insert(table, values, counts.take(), 'oldest'));
  const ids = JSON.stringify(rows.map((row) => row['id']));
  keys.prepare(`delete from ${table} where id in (select value from json_each(?))`).run(ids);
  return rows.length === PIECE;
}

/** What was accepted of applications that are not there any more: they were removed just before a process was killed. */
export function forgetRemoved({ raw, pruner }: OpenLog, keysPath: string): void {
  const known = raw.prepare("select distinct application_id as id from request_counts where cause = ''").all() as {
    id: string;
  }[];
  if (known.length === 0) return;
  const keys = new DatabaseSync(keysPath, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const isThere = keys.prepare('select 1 from applications where id = ?');
    for (const { id } of known) if (isThere.get(id) === undefined) pruner.forget(id);
  } finally {
    keys.close();
  }
}
