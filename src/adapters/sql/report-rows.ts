import { DatabaseCorruptError } from '../../ports/errors.ts';
import type { ReportFilter, ReportQuery, StoredReport } from '../../ports/reports.ts';
import type { Tally } from '../../ports/request-filter.ts';
import { assertFound } from './errors.ts';
import type { Counted } from './log-counts.ts';
import { type Ask, both, contains, fits, follows, type Query, tally, term } from './log-query.ts';
import { COLUMNS, type Tables } from './schema.ts';
import { toMs, toSeconds } from './values.ts';

export type ReportRow = Tables['reports'];

const SELECT = `select ${COLUMNS.reports.join(', ')} from reports`;
/** Found through the index of the account, read through that of the id: so the account is that of the row itself. */
const NEWEST = 'order by at_ms desc, id desc';
const COUNTED = { cause: 'cause', count: 'count(*)' };

export async function selectReport(ask: Ask, id: string): Promise<ReportRow | undefined> {
  const [row] = await ask<ReportRow>(term(`${SELECT} where id = ?`, id));
  if (row) assertFound('report', id, row.id);
  return row;
}

export async function selectReports(ask: Ask, query: ReportQuery): Promise<readonly ReportRow[]> {
  const terms = [conditionOf(query)];
  if (query.after !== undefined) {
    const places = term('select at_ms, id from reports where id = ? and account_id = ?', query.after, query.accountId);
    const [after] = await ask<Pick<ReportRow, 'at_ms' | 'id'>>(places);
    if (after === undefined) return [];
    terms.push(follows({ at: toSeconds(after.at_ms), id: after.id }));
  }
  if (query.before !== undefined) terms.push(follows(query.before));
  const { text, parameters } = both(...terms);
  const found = await ask<ReportRow>(
    term(
      `${SELECT} where id in (select id from reports where ${text} ${NEWEST} limit ?) ${NEWEST}`,
      ...parameters,
      query.limit,
    ),
  );
  for (const row of found) assertFound('the reports of account', query.accountId, row.account_id ?? 'none');
  return found;
}

export const countReports = (ask: Ask, filter: ReportFilter, bucketSeconds: number): Promise<readonly Tally[]> =>
  tally(ask, 'reports', COUNTED, conditionOf(filter), bucketSeconds);

/** Keys and claims stand in the body alone: a fingerprint as the whole value of a fact or as who signed, a jti as that member. */
function conditionOf(filter: ReportFilter): Query {
  const { cause, keyFingerprint, jti } = filter;
  const all = [fits(filter)];
  if (cause !== undefined) all.push(term('cause = ?', cause));
  if (keyFingerprint !== undefined) all.push(contains('body', JSON.stringify(keyFingerprint)));
  if (jti !== undefined) all.push(contains('body', `"jti":${JSON.stringify(jti.text)}`));
  return both(...all);
}

export const reportRow = (report: StoredReport): ReportRow => ({
  id: report.id,
  at_ms: toMs(report.at),
  account_id: report.accountId,
  application_id: report.applicationId,
  cause: report.cause,
  status: report.status,
  method: report.method,
  path: report.path,
  client_address: report.clientAddress,
  user_agent: report.userAgent,
  body: bodyFor(report),
});

/** Member by member: V8 writes the parts sooner than a whole in which one of them has no prototype. */
function bodyFor({ report, callerReport, token, traceparent, signedBy }: StoredReport): string {
  let body = `{"report":${JSON.stringify(report)},"token":${JSON.stringify(token)}`;
  // Absent where the owner's report says no more: then it is kept once.
  if (callerReport !== report) body += `,"callerReport":${JSON.stringify(callerReport)}`;
  if (traceparent !== null) body += `,"traceparent":${JSON.stringify(traceparent)}`;
  if (signedBy !== null) body += `,"signedBy":${JSON.stringify(signedBy)}`;
  return `${body}}`;
}

export const countedReport = (report: StoredReport): Counted => ({
  at_ms: toMs(report.at),
  account_id: report.accountId,
  application_id: report.applicationId,
  cause: report.cause,
  status: report.status,
  key_fingerprint: report.signedBy ?? '',
});

export function reportOf(row: ReportRow): StoredReport {
  return {
    id: row.id,
    at: toSeconds(row.at_ms),
    accountId: row.account_id,
    applicationId: row.application_id,
    cause: row.cause,
    status: row.status,
    method: row.method,
    path: row.path,
    clientAddress: row.client_address,
    userAgent: row.user_agent,
    ...bodyOf(row),
  };
}

function bodyOf(row: ReportRow): Pick<StoredReport, 'report' | 'callerReport' | 'token' | 'traceparent' | 'signedBy'> {
  try {
    const body = JSON.parse(row.body);
    const { report, callerReport = report, traceparent = null, signedBy = null } = body;
    return { ...body, callerReport, traceparent, signedBy };
  } catch (cause) {
    throw new DatabaseCorruptError('The database', `report ${row.id} is not JSON`, { cause });
  }
}
