import type { AcceptedRequest } from '../../ports/accepted-requests.ts';
import type { Position, RequestFilter, Tally } from '../../ports/request-filter.ts';
import { assertFound } from './errors.ts';
import type { Counted } from './log-counts.ts';
import { type Ask, both, fits, follows, type Query, tally, term } from './log-query.ts';
import { COLUMNS, type Tables } from './schema.ts';
import { toMs, toSeconds } from './values.ts';

export type AcceptedRow = Tables['accepted_requests'];

const SELECT = `select ${COLUMNS.accepted_requests.join(', ')} from accepted_requests`;
/** Found through the index of the account, read through that of the id: so the account is that of the row itself. */
const NEWEST = 'order by at_ms desc, id desc';
const COUNTED = { cause: 'cast(null as text)', count: 'cast(sum(stands_for) as bigint)' };

export async function selectAccepted(ask: Ask, accountId: string, id: string): Promise<AcceptedRow | undefined> {
  const [row] = await ask<AcceptedRow>(term(`${SELECT} where id = ? and account_id = ?`, id, accountId));
  if (row) assertFound('accepted request', id, row.id);
  return row;
}

export async function selectAllAccepted(
  ask: Ask,
  filter: RequestFilter,
  limit: number,
  before?: Position,
): Promise<readonly AcceptedRow[]> {
  const condition = conditionOf(filter);
  const { text, parameters } = before === undefined ? condition : both(condition, follows(before));
  const found = await ask<AcceptedRow>(
    term(
      `${SELECT} where id in (select id from accepted_requests where ${text} ${NEWEST} limit ?) ${NEWEST}`,
      ...parameters,
      limit,
    ),
  );
  for (const row of found) assertFound('the requests of account', filter.accountId, row.account_id);
  return found;
}

export const countAccepted = (ask: Ask, filter: RequestFilter, bucketSeconds: number): Promise<readonly Tally[]> =>
  tally(ask, 'accepted_requests', COUNTED, conditionOf(filter), bucketSeconds);

function conditionOf(filter: RequestFilter): Query {
  const { keyFingerprint, jti } = filter;
  const all = [fits(filter)];
  if (keyFingerprint !== undefined) all.push(term('key_fingerprint = ?', keyFingerprint));
  if (jti !== undefined) all.push(term('token_hash = ?', jti.hash));
  return both(...all);
}

export const acceptedRow = (request: AcceptedRequest): AcceptedRow => ({
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

export const countedAccepted = (request: AcceptedRequest): Counted => ({
  at_ms: toMs(request.at),
  account_id: request.accountId,
  application_id: request.applicationId,
  key_fingerprint: request.keyFingerprint,
  status: request.status,
  stands_for: request.standsFor,
});

export const acceptedOf = (row: AcceptedRow): AcceptedRequest => ({
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
