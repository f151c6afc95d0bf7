import { useCallback, useEffect, useState } from 'preact/hooks';
import { type ApiProblem, asProblem, problemOf, unreachable } from './problem.ts';
import { signedFetch } from './session.ts';

export interface Answer<T> {
  readonly value: T;
  /** Entity tag of what was answered, to send as If-Match. */
  readonly etag: string | undefined;
}

export interface SendOptions {
  readonly body?: unknown;
  /** Changes only what still is as this entity tag names it; otherwise the answer is 412. */
  readonly ifMatch?: string | undefined;
  readonly signal?: AbortSignal;
}

/** A request of the session. @throws ApiProblem for every answer that is not one of success, and for none */
export async function send<T>(method: string, path: string, options: SendOptions = {}): Promise<Answer<T>> {
  const { body, ifMatch, signal } = options;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (ifMatch !== undefined) headers['if-match'] = ifMatch;
  let response: Response;
  try {
    response = await signedFetch(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  const value = response.status === 204 ? undefined : await response.json();
  return { value: value as T, etag: response.headers.get('etag') ?? undefined };
}

export type Loading<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  /** `problem`: why it could not be loaded again since. */
  | ({ readonly state: 'done'; readonly problem?: ApiProblem } & Answer<T>);

/** What `load` gives, loaded again when `key` changes or `reload` is called; what was there stays until then. */
export function useLoaded<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<Answer<T>>,
): Loading<T> & { readonly reload: () => void } {
  const [found, setFound] = useState<{ readonly key: string; readonly loading: Loading<T> }>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal).then(
      (answer) => setFound({ key, loading: { state: 'done', ...answer } }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const problem = asProblem(error);
        setFound((before) => ({
          key,
          loading: afterFailure(before?.key === key ? before.loading : undefined, problem),
        }));
      },
    );
    return () => abort.abort();
  }, [key, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const loading: Loading<T> = found?.key === key ? found.loading : { state: 'loading' };
  return { ...loading, reload };
}

/** Loads again when the reader comes back to this tab: others may have changed something meanwhile. */
export function useReloadOnReturn(reload: () => void): void {
  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === 'visible') reload();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [reload]);
}

/** What was there stays where the server did not answer; where it said no, it is gone. */
function afterFailure<T>(before: Loading<T> | undefined, problem: ApiProblem): Loading<T> {
  const isNoAnswer = problem.status === 0 || problem.status >= 500;
  return before?.state === 'done' && isNoAnswer ? { ...before, problem } : { state: 'failed', problem };
}

/** The answer to a GET of `path`. */
export function useAnswer<T>(path: string): Loading<T> & { readonly reload: () => void } {
  return useLoaded(path, (signal) => send<T>('GET', path, { signal }));
}
