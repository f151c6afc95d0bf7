import { randomBytes } from 'node:crypto';
import type { HrTime } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { JudgementSpan } from '../../ports/telemetry.ts';

export interface Source {
  readonly resource: Resource;
  readonly instrumentationScope: { readonly name: string; readonly version: string };
}

/** `SpanKind.SERVER` of the API: the number stands in its stable interface. */
const SERVER = 1;
/** `SpanStatusCode.UNSET`: a refusal is no fault of the server (OpenTelemetry, semantic conventions for HTTP spans). */
const UNSET = 0;
const SAMPLED = 1;

export function judgementSpan(judged: JudgementSpan, { resource, instrumentationScope }: Source): ReadableSpan {
  const { parent, endedAt, seconds, cause } = judged;
  const context = { traceId: parent.traceId, spanId: randomBytes(8).toString('hex'), traceFlags: SAMPLED };
  return {
    name: 'mintmark gate',
    kind: SERVER,
    spanContext: () => context,
    parentSpanContext: { traceId: parent.traceId, spanId: parent.parentId, traceFlags: SAMPLED, isRemote: true },
    startTime: hrTime(endedAt - seconds),
    endTime: hrTime(endedAt),
    duration: hrTime(seconds),
    status: { code: UNSET },
    attributes: attributes({
      'mintmark.decision': cause === null ? 'accepted' : 'rejected',
      'mintmark.cause': cause,
      'mintmark.application.id': judged.applicationId,
      'mintmark.key.fingerprint': judged.keyFingerprint,
      'http.request.method': judged.method,
      'url.path': judged.path,
    }),
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Without what is not known. */
export function attributes(all: { readonly [name: string]: string | number | null }): {
  [name: string]: string | number;
} {
  const known = Object.entries(all).filter((entry): entry is [string, string | number] => entry[1] !== null);
  return Object.fromEntries(known);
}

/** Seconds, and nanoseconds of a second. */
export function hrTime(seconds: number): HrTime {
  const whole = Math.floor(seconds);
  return [whole, Math.round((seconds - whole) * 1e6) * 1000];
}
