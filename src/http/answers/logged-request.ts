import type { LogEntry as Entry } from '../../actions/parts/judged-requests.ts';
import type { ReportSummary as Summary } from '../../actions/parts/report-summary.ts';
import type { ReadReport } from '../../actions/read-report.ts';
import type { LogEntry } from '../../wire/logged-request.ts';
import type { ReportSummary, ReportView } from '../../wire/report.ts';

export function entryToWire(entry: Entry): LogEntry {
  const { outcome, keyFingerprint, tokenHash, standsFor } = entry;
  const { cause, title } = entry;
  return {
    ...requestToWire(entry),
    outcome,
    cause,
    title,
    key_fingerprint: keyFingerprint,
    token_hash: tokenHash,
    stands_for: standsFor,
  };
}

export function summaryToWire(summary: Summary): ReportSummary {
  const { cause, title } = summary;
  return { ...requestToWire(summary), cause, title };
}

export function reportToWire({ applicationId, clientAddress, userAgent, ...report }: ReadReport): ReportView {
  return { ...report, application_id: applicationId, client_address: clientAddress, user_agent: userAgent };
}

type Request = Pick<
  Entry,
  'id' | 'at' | 'applicationId' | 'status' | 'method' | 'path' | 'clientAddress' | 'userAgent'
>;

function requestToWire({ id, at, applicationId, status, method, path, clientAddress, userAgent }: Request) {
  const sender = { client_address: clientAddress, user_agent: userAgent };
  return { id, at, application_id: applicationId, status, method, path, ...sender };
}

interface FiltersAsked {
  readonly application_id?: string;
  readonly path?: string;
  readonly client_address?: string;
}

/** What a query asks for, in the names of the ports. */
export function filterFromWire<Asked extends FiltersAsked>(
  accountId: string,
  { application_id: applicationId, path: pathPrefix, client_address: clientAddress, ...filters }: Asked,
) {
  return {
    accountId,
    ...filters,
    ...(applicationId !== undefined && { applicationId }),
    ...(pathPrefix !== undefined && { pathPrefix }),
    ...(clientAddress !== undefined && { clientAddress }),
  };
}
