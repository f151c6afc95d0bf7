import { fillRoute } from '../../core/request/fill-route.ts';
import type { LogEvent, LogFilter } from '../../wire/logged-request.ts';
import { send } from './api.ts';
import { problemOf, unreachable } from './problem.ts';
import { signedFetch } from './session.ts';

/** The server lists no more at once: what is older has to be asked for with a narrower filter. */
export const LIST_LIMIT = 1000;

/** The newest `limit` requests that fit `query`, newest first, and the names of their applications. */
export async function listRequests(query: LogFilter, limit: number, signal: AbortSignal) {
  return (await send('GET /request-log', { query: { ...query, limit }, signal })).value;
}

export async function countRequests(query: LogFilter, bucketSeconds: number, signal: AbortSignal) {
  const counts = await send('GET /request-log/counts', { query: { ...query, bucket_seconds: bucketSeconds }, signal });
  return counts.value.groups;
}

/** All requests that fit, as a file. @throws ApiProblem; what breaks on the way is no answer at all */
export async function exportRequests(query: LogFilter & { readonly format: 'csv' | 'ndjson' }): Promise<Blob> {
  const [method, target] = fillRoute('GET /request-log/export', { query });
  try {
    const response = await signedFetch(target, { method, headers: { accept: '*/*' } });
    if (!response.ok) throw await problemOf(response);
    return await response.blob();
  } catch (error) {
    throw error instanceof TypeError ? unreachable() : error;
  }
}

export async function readAccepted(id: string, signal: AbortSignal) {
  return send('GET /request-log/:id', { params: { id }, signal });
}

/**
 * Calls `onOpen`, then `onEvent` as requests of the account come (server-sent events), until `signal` is aborted.
 * Resolves when the stream ends, and where it cannot be opened.
 */
export async function watchRequests(
  onOpen: () => void,
  onEvent: (event: LogEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const headers = { accept: 'text/event-stream' };
  const response = await signedFetch('/request-log/live', { method: 'GET', headers, signal });
  if (!response.ok || !response.body) return;
  onOpen();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const events = (rest + chunk.value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) onEvent(JSON.parse(data) as LogEvent);
    }
  }
}
