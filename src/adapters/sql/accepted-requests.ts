import { sql } from 'kysely';
import type { AcceptedRequest, AcceptedRequests } from '../../ports/accepted-requests.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { ConflictError } from '../../ports/errors.ts';
import type { LogBounds } from '../../ports/request-filter.ts';
import { assertFound } from './errors.ts';
import { fits, follows, prune, tally } from './log-query.ts';
import { columnsOf, rowsAsTable } from './log-rows.ts';
import type { Db, Tables } from './schema.ts';
import { transact } from './transact.ts';
import { toMs, toSeconds } from './values.ts';
import { writeBehind } from './write-behind.ts';

const QUEUE_LIMIT = 20_000;
const BATCH_SIZE = 500;
const NO_CAUSE = sql<null>`cast(null as text)`;
const REQUESTS = sql<number>`cast(sum(stands_for) as bigint)`;
/** What a crash may lose. */
const DELAY_MILLISECONDS = 1000;

/** Accepted requests, written behind: none waits for its row, and a second of them goes into few transactions. */
export function sqlAcceptedRequests(db: Db, kind: Database['kind'], clock: Clock, bounds: LogBounds): AcceptedRequests {
  const written = writeBehind<AcceptedRequest>({
    queueLimit: QUEUE_LIMIT,
    batchSize: BATCH_SIZE,
    delayMilliseconds: DELAY_MILLISECONDS,
    countOf: ({ standsFor }) => standsFor,
    write: (batch) => insertKnown(db, kind, batch),
    prune: () => prune(db, 'accepted_requests', toMs(clock.now() - bounds.maxAgeSeconds), bounds.limit),
    pruneEvery: Math.max(1, bounds.limit / 20),
  });
  return {
    add: written.add,
    async get(accountId, id) {
      await written.settled();
      const row = await db
        .selectFrom('accepted_requests')
        .selectAll()
        .where('id', '=', id)
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      if (row) assertFound('accepted request', id, row.id);
      return row && requestOf(row);
    },
    async list(filter, limit, before) {
      await written.settled();
      let rows = db.selectFrom('accepted_requests').selectAll().where(fits(filter));
      if (before !== undefined) rows = rows.where(follows(before));
      const found = await rows.orderBy('at_ms', 'desc').orderBy('id', 'desc').limit(limit).execute();
      for (const row of found) assertFound('the requests of account', filter.accountId, row.account_id);
      return found.map(requestOf);
    },
    async count(filter, bucketSeconds) {
      await written.settled();
      return tally(db, 'accepted_requests', NO_CAUSE, fits(filter), bucketSeconds, REQUESTS);
    },
    settled: written.settled,
    dropped: written.dropped,
  };
}

/** Once more where an application was removed between the look at it and the row that refers to it. */
async function insertKnown(db: Db, kind: Database['kind'], requests: readonly AcceptedRequest[]): Promise<void> {
  try {
    await insert(db, kind, requests);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    await insert(db, kind, requests);
  }
}

async function insert(db: Db, kind: Database['kind'], requests: readonly AcceptedRequest[]): Promise<void> {
  const columns = columnsOf('accepted_requests');
  await transact(db, (trx) =>
    sql`insert into accepted_requests (${columns})
      select ${columns} from ${rowsAsTable(kind, 'accepted_requests', requests.map(rowOf))}
      where application_id in (select id from applications)
      on conflict (id) do nothing`.execute(trx),
  );
}

const rowOf = (request: AcceptedRequest): Tables['accepted_requests'] => ({
  id: request.id,
  at_ms: toMs(request.at),
  account_id: request.accountId,
  application_id: request.applicationId,
  status: request.status,
  method: request.method,
  path: request.path,
  key_fingerprint: request.keyFingerprint,
  token_hash: request.tokenHash,
  stands_for: request.standsFor,
  client_address: request.clientAddress,
  user_agent: request.userAgent,
});

const requestOf = (row: Tables['accepted_requests']): AcceptedRequest => ({
  id: row.id,
  at: toSeconds(row.at_ms),
  accountId: row.account_id,
  applicationId: row.application_id,
  status: row.status,
  method: row.method,
  path: row.path,
  keyFingerprint: row.key_fingerprint,
  tokenHash: row.token_hash,
  standsFor: row.stands_for,
  clientAddress: row.client_address,
  userAgent: row.user_agent,
});
