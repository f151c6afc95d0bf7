import { duration, httpUrl, integer } from './kinds.ts';
import { option } from './option.ts';

/** What the request log keeps, and whom it is told to. */
export const REQUEST_LOG_OPTIONS = {
  reportsKept: option({
    ...integer(0, 10_000_000),
    flag: 'reports-kept',
    env: ['MINTMARK_REPORTS_KEPT'],
    default: 10_000,
    unit: 'reports',
    sentence: 'How many reports of rejected requests are kept; the oldest are removed first.',
  }),
  reportsMaxAgeSeconds: option({
    ...duration(60, 31_536_000),
    flag: 'reports-max-age-seconds',
    env: ['MINTMARK_REPORTS_MAX_AGE_SECONDS'],
    default: 604_800,
    sentence: 'How long a request, accepted or rejected, is kept in the request log.',
  }),
  acceptedKept: option({
    ...integer(0, 10_000_000),
    flag: 'accepted-kept',
    env: ['MINTMARK_ACCEPTED_KEPT'],
    default: 50_000,
    unit: 'requests',
    sentence:
      'How many accepted requests are kept in the request log; the oldest are removed first, and never a report. 0 keeps none. Above 100 a second of one application, key and status a sample is kept; counts stay exact. They are written once a second: a crash may lose the last ones.',
  }),
  requestLogBytes: option({
    ...integer(1_048_576, 1_099_511_627_776),
    flag: 'request-log-bytes',
    env: ['MINTMARK_REQUEST_LOG_BYTES'],
    default: 1_073_741_824,
    unit: 'bytes',
    sentence:
      'How large the file of the request log may be, without its write-ahead log of 16 MiB; the oldest accepted and rejected requests are removed first. PostgreSQL is not bounded by it.',
  }),
  otlpUrl: option<string | undefined>({
    ...httpUrl(),
    flag: 'otlp-url',
    env: ['MINTMARK_OTLP_URL'],
    default: undefined,
    sentence:
      'OpenTelemetry receiver (OTLP over HTTP), such as http://127.0.0.1:4318: it is sent a log record for each rejected request, and a span for each request whose traceparent header is marked as sampled. OTEL_EXPORTER_OTLP_HEADERS, _TIMEOUT, _COMPRESSION and _CERTIFICATE hold.',
  }),
};
