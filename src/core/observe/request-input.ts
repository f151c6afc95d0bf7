import type { Input } from '../evidence/input.ts';
import { LEFT_OUT } from '../request/captures/har.ts';
import { isMasked } from '../request/captures/masked.ts';
import type { RequestReading } from '../request/captures/reading.ts';
import { isPreflight } from '../request/preflight.ts';
import { type TokenElsewhere, tokenElsewhere } from '../request/token-elsewhere.ts';
import { chooseRules } from './choose-rules.ts';

/**
 * What a request tells a diagnosis, and nothing that it leaves open: no header lines is not "no Authorization". A token
 * in another place than the Authorization header is judged, unless the rules of the host, or those that were asked for, ask for that header.
 * @param profile the id of the rules that somebody asked for
 */
export function requestInput(reading: RequestReading, profile?: string): Input {
  const { method, target, body, token, authorization, response, redirects, failure, client } = reading;
  const elsewhere = judgedElsewhere(reading, profile);
  const fields = hasAllFields(reading) && elsewhere === undefined ? reading.fields : undefined;
  const request = {
    ...(method !== undefined && { method }),
    ...(target !== undefined && { target }),
    ...(fields !== undefined && { fields }),
    ...(body !== undefined && { body }),
    ...(client !== undefined && { client }),
  };
  const found = token ?? elsewhere?.token;
  return {
    ...(Object.keys(request).length > 0 && { request }),
    ...(found !== undefined && { token: found }),
    ...(authorization !== undefined && !isMasked(authorization) && { authorization }),
    ...(response !== undefined && { response }),
    ...(redirects !== undefined && { redirects }),
    ...(failure !== undefined && { failure }),
    ...timesOf(reading),
  };
}

/** The token of a request without an Authorization header, and where it stands; not where the rules ask for one. */
export function judgedElsewhere(reading: RequestReading, profile = 'jwt'): TokenElsewhere | undefined {
  if (profile !== 'jwt') return undefined;
  const { fields, target, body, token, authorization, redirects } = reading;
  if (fields === undefined || token !== undefined || authorization !== undefined) return undefined;
  // What was lost on the way, or is a browser's question, is the finding then.
  if (redirects !== undefined || isPreflight(reading)) return undefined;
  if (fields.some(([name]) => name.toLowerCase() === 'authorization')) return undefined;
  const found = tokenElsewhere(fields, target, body);
  if (found === undefined) return undefined;
  const { chosenBy } = chooseRules({ request: { fields, ...(body !== undefined && { body }) } });
  return chosenBy === 'host' ? undefined : found;
}

/** A value that something else puts in: `$TOKEN`, `$(cat token)`, `%TOKEN%`. */
const OPEN = /^(?:[$%`]|#\{)/;

/** Header lines that the text only refers to may hold the Authorization header. */
function hasAllFields({ fields, unread = [] }: RequestReading): boolean {
  const values = fields?.filter(([name]) => name.toLowerCase() === 'authorization') ?? [];
  const isOpen = (value: string) =>
    !/^bearer\S/i.test(value) && unread.some((part) => OPEN.test(part) && value.includes(part));
  if (values.length > 0) return !values.every(([, value]) => isMasked(value) || isOpen(value));
  return !unread.some((part) => part === LEFT_OUT || /^-(?:H|-config|Headers,?|n|-netrc|-netrc-optional) /.test(part));
}

/** A browser notes its own time; a log is written by whoever judged, unless the answer has the time of the judge. */
function timesOf({ form, sentAt, response }: RequestReading): Pick<Input, 'now' | 'clientNow'> {
  if (sentAt === undefined) return {};
  const isDated = response?.fields.some(([name]) => name.toLowerCase() === 'date') ?? false;
  return form === 'har' || isDated ? { clientNow: sentAt } : { now: sentAt };
}

/**
 * A capture holds many exchanges: the first one that was refused (401, 403, then any other 4xx), a browser's preflight
 * only where nothing else was; else the first one.
 */
export function firstRejected(requests: readonly RequestReading[]): RequestReading | undefined {
  const status = (request: RequestReading) => request.response?.status ?? 0;
  const isUnauthorized = (request: RequestReading) => status(request) === 401 || status(request) === 403;
  return (
    requests.find((request) => isUnauthorized(request) && !isPreflight(request)) ??
    requests.find(isUnauthorized) ??
    requests.find((request) => status(request) >= 400 && status(request) < 500) ??
    requests[0]
  );
}
