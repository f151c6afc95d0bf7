import { findJwt } from '../find-jwt.ts';
import type { RequestReading } from './reading.ts';
import { parseTime } from './time-text.ts';

/** Common and combined log format, and whatever a server is told to put behind them. */
const LINE = /^\S+ \S+ .*?\[([^\]]{20,30})\] "([A-Z]{3,10}) (\S+)(?: HTTP\/[\d.]+)?" (\d{3}) \S+(.*)$/;
const SCHEME = /"(?:authorization: *)?((?:bearer|basic|token|jwt)\b[^"]*)"/i;

/**
 * A line of an access log. Servers leave Authorization out of it, so nothing is known of the header unless it was added
 * to the format; a token in the query or in a field of its own is read. `undefined` where the line has another form.
 */
export function readAccessLogLine(text: string, line: number): RequestReading | undefined {
  const [, time, method, target, status, rest = ''] = LINE.exec(text) ?? [];
  if (method === undefined || target === undefined) return undefined;
  const sentAt = parseTime(time);
  const authorization = SCHEME.exec(rest)?.[1];
  const token =
    authorization === undefined && text.includes('eyJ') ? (findJwt(rest) ?? tokenInQuery(target)) : undefined;
  return {
    form: 'access-log',
    line,
    method,
    target,
    ...(authorization !== undefined && { authorization }),
    ...(token !== undefined && { token }),
    ...(sentAt !== undefined && { sentAt }),
    response: { status: Number(status), fields: [] },
  };
}

function tokenInQuery(target: string): string | undefined {
  const query = target.indexOf('?');
  return query === -1 ? undefined : findJwt(target.slice(query + 1).replace(/[&=]/g, '\n'));
}
