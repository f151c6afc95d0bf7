import { sql } from 'kysely';
import type { AcceptedRequest, AcceptedRequests } from '../../ports/accepted-requests.ts';
import type { Clock } from '../../ports/clock.ts';
import { ConflictError } from '../../ports/errors.ts';
import type { LogBounds } from '../../ports/request-filter.ts';
import { assertFound } from './errors.ts';
import { fits, follows, prune, tally } from './log-query.ts';
import type { Db, Tables } from './schema.ts';
import { transact } from './transact.ts';
import { toMs, toSeconds } from './values.ts';
import { writeBehind } from './write-behind.ts';

const QUEUE_LIMIT = 20_000;
const BATCH_SIZE = 500;
const NO_CAUSE = sql<null>`cast(null as text)`;
/** What a crash may lose. */
const DELAY_MILLISECONDS = 1000;

/** Accepted requests, written behind: none waits for its row, and a second of them goes into few transactions. */
export function sqlAcceptedRequests(db: Db, clock: Clock, bounds: LogBounds): AcceptedRequests {
  const written = writeBehind<AcceptedRequest>({
    queueLimit: QUEUE_LIMIT,
    batchSize: BATCH_SIZE,
    delayMilliseconds: DELAY_MILLISECONDS,
    write: (batch) => insertKnown(db, batch),
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
      return tally(db, 'accepted_requests', NO_CAUSE, fits(filter), bucketSeconds);
    },
    settled: written.settled,
    dropped: written.dropped,
  };
}

/** Once more where an application was removed between the look at it and the row that refers to it. */
async function insertKnown(db: Db, requests: readonly AcceptedRequest[]): Promise<void> {
  try {
    await insert(db, requests);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    await insert(db, requests);
  }
}

async function insert(db: Db, requests: readonly AcceptedRequest[]): Promise<void> {
  const named = [...new Set(requests.map((request) => request.applicationId))];
  const applications = await db.selectFrom('applications').select('id').where('id', 'in', named).execute();
  const known = new Set(applications.map(({ id }) => id));
  const rows = requests.filter((request) => known.has(request.applicationId)).map(rowOf);
  if (rows.length === 0) return;
  await transact(db, (trx) =>
    trx
      .insertInto('accepted_requests')
      .values(rows)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute(),
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
});
