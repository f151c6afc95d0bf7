import { sql } from 'kysely';
import type { AcceptedRequest, AcceptedRequests } from '../../ports/accepted-requests.ts';
import type { Clock } from '../../ports/clock.ts';
import { ConflictError } from '../../ports/errors.ts';
import type { LogBounds } from '../../ports/request-filter.ts';
import {
  acceptedOf,
  acceptedRow,
  countAccepted,
  countedAccepted,
  selectAccepted,
  selectAllAccepted,
} from './accepted-rows.ts';
import { countedWrites } from './counted-writes.ts';
import { type CountRow, countedIn } from './log-counts.ts';
import { columnsOf, rowsAsTable } from './log-rows.ts';
import { addCounts, askPostgres, keptInPostgres, prune } from './postgres-log.ts';
import type { Db } from './schema.ts';
import { transact } from './transact.ts';
import { toMs } from './values.ts';

const QUEUE_LIMIT = 20_000;
const BATCH_SIZE = 500;
/** What a crash may lose. */
const DELAY_MILLISECONDS = 1000;

/**
 * Accepted requests in PostgreSQL, written behind: none waits for its row, and a second of them goes into few
 * transactions.
 */
export function postgresAcceptedRequests(db: Db, clock: Clock, bounds: LogBounds): AcceptedRequests {
  const ask = askPostgres(db);
  const written = countedWrites<AcceptedRequest>({
    queueLimit: QUEUE_LIMIT,
    batchSize: BATCH_SIZE,
    delayMilliseconds: DELAY_MILLISECONDS,
    countOf: ({ standsFor }) => standsFor,
    countedAs: countedAccepted,
    write: (batch, counts) => insertKnown(db, batch, counts),
    prune: () => prune(db, 'accepted_requests', toMs(clock.now() - bounds.maxAgeSeconds), bounds.limit),
    pruneEvery: Math.max(1, bounds.limit / 20),
  });
  return {
    add: written.add,
    async get(accountId, id) {
      await written.settled();
      const row = await selectAccepted(ask, accountId, id);
      return row && acceptedOf(row);
    },
    async list(filter, limit, before) {
      await written.settled();
      return (await selectAllAccepted(ask, filter, limit, before)).map(acceptedOf);
    },
    async count(filter, bucketSeconds) {
      await written.settled();
      return countedIn(ask, filter, 'accepted', bucketSeconds, (part) => countAccepted(ask, part, bucketSeconds));
    },
    async kept(accountId) {
      await written.settled();
      return keptInPostgres(ask, 'accepted_requests', accountId, bounds);
    },
    settled: written.settled,
    dropped: written.dropped,
  };
}

/** Once more where an application was removed between the look at it and the row that refers to it. */
async function insertKnown(db: Db, requests: readonly AcceptedRequest[], counts: readonly CountRow[]): Promise<void> {
  try {
    await insert(db, requests, counts);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    await insert(db, requests, counts);
  }
}

async function insert(db: Db, requests: readonly AcceptedRequest[], counts: readonly CountRow[]): Promise<void> {
  const columns = columnsOf('accepted_requests');
  await transact(db, async (trx) => {
    await sql`insert into accepted_requests (${columns})
      select ${columns} from ${rowsAsTable('accepted_requests', requests.map(acceptedRow))}
      where application_id in (select id from applications)
      on conflict (id) do nothing`.execute(trx);
    await addCounts(trx, counts);
  });
}
