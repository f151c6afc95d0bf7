import type { AcceptedRequest } from '../../ports/accepted-requests.ts';
import type { Position, RequestFilter, Tally } from '../../ports/request-filter.ts';
import { assertFound } from './errors.ts';
import { type Ask, both, fits, follows, tally, term } from './log-query.ts';
import { COLUMNS, type Tables } from './schema.ts';
import { toMs, toSeconds } from './values.ts';

export type AcceptedRow = Tables['accepted_requests'];

const SELECT = `select ${COLUMNS.accepted_requests.join(', ')} from accepted_requests`;
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
  const { text, parameters } = before === undefined ? fits(filter) : both(fits(filter), follows(before));
  const found = await ask<AcceptedRow>(
    term(`${SELECT} where ${text} order by at_ms desc, id desc limit ?`, ...parameters, limit),
  );
  for (const row of found) assertFound('the requests of account', filter.accountId, row.account_id);
  return found;
}

export const countAccepted = (ask: Ask, filter: RequestFilter, bucketSeconds: number): Promise<readonly Tally[]> =>
  tally(ask, 'accepted_requests', COUNTED, fits(filter), bucketSeconds);

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
