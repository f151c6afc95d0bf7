import type { AuditFilters } from '../../../wire/audit-log.ts';

/** What is shown of the audit log, as the address of the page keeps it. Empty: any. */
export interface AuditFilter {
  /** A kind, or what stands before its dot. */
  readonly kind: string;
  readonly by: string;
  readonly subject: string;
  readonly address: string;
  /** Days, in the time zone of the browser: `2026-11-30`; both are included. */
  readonly from: string;
  readonly to: string;
}

export const NAMES = ['kind', 'by', 'subject', 'address', 'from', 'to'] as const satisfies (keyof AuditFilter)[];

export function auditFilterOf(query: URLSearchParams): AuditFilter {
  const text = (name: keyof AuditFilter) => query.get(name)?.trim() ?? '';
  const day = (name: keyof AuditFilter) => (secondsOf(text(name), 0) === undefined ? '' : text(name));
  return {
    kind: text('kind'),
    by: text('by'),
    subject: text('subject'),
    address: text('address'),
    from: day('from'),
    to: day('to'),
  };
}

/** What the server is asked for. */
export function auditQueryOf({ from, to, ...texts }: AuditFilter): AuditFilters {
  const since = secondsOf(from, 0);
  const until = secondsOf(to, 1);
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== '')),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

export const isFiltered = (filter: AuditFilter): boolean => NAMES.some((name) => filter[name] !== '');

/** Midnight, so many days after this one; NumericDate seconds. `undefined` for what is no day. */
function secondsOf(day: string, daysLater: number): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) return undefined;
  const seconds = new Date(Number(year), Number(month) - 1, Number(date) + daysLater).getTime() / 1000;
  return Number.isNaN(seconds) ? undefined : seconds;
}
