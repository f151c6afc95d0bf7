import { type Filling, fillRoute } from '../../core/request/fill-route.ts';
import type { Answered, Asked, Route } from '../../wire/routes.ts';
import { problemOf, unreachable } from './problem.ts';

export interface Answer<T> {
  readonly value: T;
  /** Entity tag of what was answered, to send as If-Match. */
  readonly etag: string | undefined;
}

export interface SendOptions {
  /** Changes only what still is as this entity tag names it; otherwise the answer is 412. */
  readonly ifMatch?: string | undefined;
  readonly signal?: AbortSignal;
}

/** What is sent to a route, whichever that is: `Asked` holds it to its shape. */
interface Sending extends Filling, SendOptions {
  readonly body?: unknown;
}

/**
 * Asks `route` by way of `fetchBy`. @throws ApiProblem for every answer that is not one of success, and for none; what
 * `signal` was aborted with
 */
export async function exchange<R extends Route>(
  fetchBy: (target: string, init: RequestInit) => Promise<Response>,
  route: R,
  ...[asked]: Asked<R, SendOptions>
): Promise<Answer<Answered<R>>> {
  const { body, ifMatch, signal, ...filling }: Sending = asked ?? {};
  const [method, target] = fillRoute(route, filling);
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (ifMatch !== undefined) headers['if-match'] = ifMatch;
  const init = {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  };
  let response: Response;
  try {
    response = await fetchBy(target, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  // The route says what the server answers: `Routes` is checked against the server's own schemas.
  const value = (text === '' ? undefined : JSON.parse(text)) as Answered<R>;
  return { value, etag: response.headers.get('etag') ?? undefined };
}
