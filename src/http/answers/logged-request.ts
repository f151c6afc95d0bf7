import { createHash } from 'node:crypto';
import { SAMPLED_ABOVE } from '../../actions/parts/accepted-sample.ts';
import type { LogEntry as Entry, RequestLog } from '../../actions/parts/judged-requests.ts';
import type { ReportSummary as Summary } from '../../actions/parts/report-summary.ts';
import type { ReadReport } from '../../actions/read-report.ts';
import { tokenHash } from '../../actions/record-accepted.ts';
import type { KeptRequests } from '../../ports/request-filter.ts';
import type { Log, LogEntry } from '../../wire/logged-request.ts';
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

export function keptToWire({ accepted, rejected }: Awaited<ReturnType<RequestLog['kept']>>): Log['kept'] {
  const one = ({ limit, maxAgeSeconds, maxBytes, since }: KeptRequests) => ({
    limit,
    max_age_seconds: maxAgeSeconds,
    max_bytes: maxBytes,
    since,
  });
  return { rejected: one(rejected), accepted: { ...one(accepted), sampled_above: SAMPLED_ABOVE } };
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
  readonly path_contains?: string;
  readonly client_address?: string;
  readonly user_agent?: string;
  readonly key?: string;
  readonly jti?: string;
}

/** What a query asks for, in the names of the ports. */
export function filterFromWire<Asked extends FiltersAsked>(accountId: string, asked: Asked) {
  const { application_id, path, path_contains, client_address, user_agent, key, jti, ...filters } = asked;
  return {
    accountId,
    ...filters,
    ...(application_id !== undefined && { applicationId: application_id }),
    ...(path !== undefined && { pathPrefix: path }),
    ...(path_contains !== undefined && { pathPart: path_contains }),
    ...(client_address !== undefined && { clientAddress: client_address }),
    ...(user_agent !== undefined && { userAgentPart: user_agent }),
    ...(key !== undefined && { keyFingerprint: key.replace(/^SHA256:/, '') }),
    ...(jti !== undefined && { jti: { text: jti, hash: tokenHash(sha256, jti) } }),
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
