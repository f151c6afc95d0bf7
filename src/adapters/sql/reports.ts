import { sql } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Reports, StoredReport } from '../../ports/reports.ts';
import type { LogBounds } from '../../ports/request-filter.ts';
import { countedWrites } from './counted-writes.ts';
import { type CountRow, countedIn } from './log-counts.ts';
import { columnsOf, rowsAsTable } from './log-rows.ts';
import { addCounts, askPostgres, keptInPostgres, prune } from './postgres-log.ts';
import { countedReport, countReports, reportOf, reportRow, selectReport, selectReports } from './report-rows.ts';
import type { Db } from './schema.ts';
import { transact } from './transact.ts';
import { toMs } from './values.ts';

const QUEUE_LIMIT = 1000;
const BATCH_SIZE = 250;
/** What a crash may lose. */
const DELAY_MILLISECONDS = 50;

/** Reports in PostgreSQL, written behind: those that come together go into one transaction. */
export function postgresReports(db: Db, clock: Clock, bounds: LogBounds): Reports {
  const ask = askPostgres(db);
  const written = countedWrites<StoredReport>({
    queueLimit: QUEUE_LIMIT,
    batchSize: BATCH_SIZE,
    delayMilliseconds: DELAY_MILLISECONDS,
    countedAs: countedReport,
    write: (batch, counts) => insert(db, batch, counts),
    prune: () => prune(db, 'reports', toMs(clock.now() - bounds.maxAgeSeconds), bounds.limit),
    pruneEvery: Math.max(1, bounds.limit / 20),
  });
  return {
    add: written.add,
    async get(id) {
      const waiting = written.waiting(id);
      if (waiting) return waiting;
      const row = await selectReport(ask, id);
      return row && reportOf(row);
    },
    async list(query) {
      await written.settled();
      return (await selectReports(ask, query)).map(reportOf);
    },
    async count(filter, bucketSeconds) {
      await written.settled();
      return countedIn(ask, filter, 'rejected', bucketSeconds, (part) => countReports(ask, part, bucketSeconds));
    },
    async kept(accountId) {
      await written.settled();
      return keptInPostgres(ask, 'reports', accountId, bounds);
    },
    settled: written.settled,
    dropped: written.dropped,
  };
}

async function insert(db: Db, reports: readonly StoredReport[], counts: readonly CountRow[]): Promise<void> {
  const columns = columnsOf('reports');
  await transact(db, async (trx) => {
    await sql`insert into reports (${columns})
      select ${columns} from ${rowsAsTable('reports', reports.map(reportRow))}
      on conflict (id) do nothing`.execute(trx);
    await addCounts(trx, counts);
  });
}
