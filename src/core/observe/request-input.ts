import type { Input } from '../evidence/input.ts';
import { LEFT_OUT } from '../request/captures/har.ts';
import { isMasked } from '../request/captures/masked.ts';
import type { RequestReading } from '../request/captures/reading.ts';

/** What a request tells a diagnosis, and nothing that it leaves open: no header lines is not "no Authorization". */
export function requestInput(reading: RequestReading): Input {
  const { method, target, body, token, authorization, response, redirects, failure } = reading;
  const fields = hasAllFields(reading) ? reading.fields : undefined;
  const request = {
    ...(method !== undefined && { method }),
    ...(target !== undefined && { target }),
    ...(fields !== undefined && { fields }),
    ...(body !== undefined && { body }),
  };
  return {
    ...(Object.keys(request).length > 0 && { request }),
    ...(token !== undefined && { token }),
    ...(authorization !== undefined && !isMasked(authorization) && { authorization }),
    ...(response !== undefined && { response }),
    ...(redirects !== undefined && { redirects }),
    ...(failure !== undefined && { failure }),
    ...timesOf(reading),
  };
}

/** Header lines that the text only refers to may hold the Authorization header. */
function hasAllFields({ fields, unread = [] }: RequestReading): boolean {
  const values = fields?.filter(([name]) => name.toLowerCase() === 'authorization') ?? [];
  if (values.length > 0) return !values.every(([, value]) => isMasked(value));
  return !unread.some((part) => part === LEFT_OUT || /^-(?:H|-config|Headers) /.test(part));
}

/** A browser notes its own time; a log is written by whoever judged, unless the answer has the time of the judge. */
function timesOf({ form, sentAt, response }: RequestReading): Pick<Input, 'now' | 'clientNow'> {
  if (sentAt === undefined) return {};
  const isDated = response?.fields.some(([name]) => name.toLowerCase() === 'date') ?? false;
  return form === 'har' || isDated ? { clientNow: sentAt } : { now: sentAt };
}

/** A capture holds many exchanges: the first one that was refused (401, 403, then any other 4xx); else the first one. */
export function firstRejected(requests: readonly RequestReading[]): RequestReading | undefined {
  const status = (request: RequestReading) => request.response?.status ?? 0;
  return (
    requests.find((request) => status(request) === 401 || status(request) === 403) ??
    requests.find((request) => status(request) >= 400 && status(request) < 500) ??
    requests[0]
  );
}
