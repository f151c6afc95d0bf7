import type { HeaderField } from './field.ts';

/** Where a request stands in a trace of its caller's (W3C Trace Context, §3.2). */
export interface TraceParent {
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** Of the caller's span: 16 lower-case hexadecimal digits. */
  readonly parentId: string;
  /** Whether the caller records its own span. */
  readonly isSampled: boolean;
}

/** A version to come may have more members behind a dash; 00 has none. */
const TRACEPARENT = /^(?!ff)([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** @returns `undefined` where there is no `traceparent`, more than one, or one that cannot be read (§3.2.2.5: ignored) */
export function readTraceParent(fields: readonly HeaderField[]): TraceParent | undefined {
  const [value, ...more] = fields.filter(([name]) => name.toLowerCase() === 'traceparent').map(([, text]) => text);
  const found = more.length > 0 ? null : TRACEPARENT.exec(value ?? '');
  if (found === null) return undefined;
  const [, version, traceId = '', parentId = '', flags = '', rest] = found;
  if (version === '00' && rest !== undefined) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return undefined;
  return { traceId, parentId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** As a header of version 00 has it. */
export function writeTraceParent({ traceId, parentId, isSampled }: TraceParent): string {
  return `00-${traceId}-${parentId}-${isSampled ? '01' : '00'}`;
}
