import { send } from './api.ts';
import { signedFetch } from './session.ts';

/** One request, as `/request-log` lists it. */
export interface LogEntry {
  readonly id: string;
  readonly outcome: 'accepted' | 'rejected';
  /** NumericDate seconds. */
  readonly at: number;
  readonly application_id: string | null;
  readonly status: number;
  readonly method: string | null;
  readonly path: string | null;
  /** Of a rejected request. */
  readonly cause: string | null;
  readonly title: string | null;
  /** Of an accepted request. */
  readonly key_fingerprint: string | null;
  readonly token_hash: string | null;
}

/** Requests of one cause, or the accepted ones, as `/request-log/counts` counts them. */
export interface LogGroup {
  readonly outcome: LogEntry['outcome'];
  readonly cause: string | null;
  readonly title: string | null;
  /** NumericDate seconds. */
  readonly first_at: number;
  readonly last_at: number;
  /** Those that are not empty: start (NumericDate seconds) and count. */
  readonly buckets: readonly { readonly at: number; readonly count: number }[];
}

/** What came in a quarter of a second; of a flood a part, and how many are not in it. */
export interface LogEvent {
  readonly entries: readonly LogEntry[];
  readonly left_out: number;
}

/** The server lists no more at once: what is older has to be asked for with a narrower filter. */
export const LIST_LIMIT = 1000;

/** The newest `limit` requests that fit `query`, newest first. */
export async function listRequests(query: URLSearchParams, limit: number, signal: AbortSignal) {
  const path = `/request-log?${new URLSearchParams([...query, ['limit', String(limit)]])}`;
  return (await send<{ readonly requests: readonly LogEntry[] }>('GET', path, { signal })).value.requests;
}

export async function countRequests(query: URLSearchParams, bucketSeconds: number, signal: AbortSignal) {
  const path = `/request-log/counts?${new URLSearchParams([...query, ['bucket_seconds', String(bucketSeconds)]])}`;
  return (await send<{ readonly groups: readonly LogGroup[] }>('GET', path, { signal })).value.groups;
}

export async function readAccepted(id: string, signal: AbortSignal) {
  return send<LogEntry>('GET', `/request-log/${encodeURIComponent(id)}`, { signal });
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
