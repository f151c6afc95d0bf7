import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { readTraceParent } from '../../core/request/trace-parent.ts';
import type { StoredReport } from '../../ports/reports.ts';
import { attributes, hrTime, type Source } from './judgement-span.ts';

/** `SeverityNumber.WARN` (OpenTelemetry, logs data model). */
const WARN = 13;

/** What the owner of the application reads of a rejection, without the token: cause, who sent it, and the report's id. */
export function rejectionRecord(report: StoredReport, { resource, instrumentationScope }: Source): ReadableLogRecord {
  const { id, at, cause, method, path, traceparent } = report;
  const trace = traceparent === null ? undefined : readTraceParent([['traceparent', traceparent]]);
  const title = report.report.findings.find((finding) => finding.cause === cause)?.title ?? cause;
  return {
    hrTime: hrTime(at),
    hrTimeObserved: hrTime(Date.now() / 1000),
    severityNumber: WARN,
    severityText: 'WARN',
    eventName: 'mintmark.request.rejected',
    body: `${method ?? 'Method not known'} ${path ?? 'path not known'}: ${title}`,
    attributes: attributes({
      'mintmark.report.id': id,
      'mintmark.cause': cause,
      'mintmark.account.id': report.accountId,
      'mintmark.application.id': report.applicationId,
      'http.response.status_code': report.status,
      'http.request.method': method,
      'url.path': path,
      'client.address': report.clientAddress,
      'user_agent.original': report.userAgent,
    }),
    // Beside the caller's own span.
    ...(trace && {
      spanContext: { traceId: trace.traceId, spanId: trace.parentId, traceFlags: Number(trace.isSampled) },
    }),
    droppedAttributesCount: 0,
    resource,
    instrumentationScope,
  };
}
