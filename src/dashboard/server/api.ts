import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Filling, fillRoute } from '../../core/request/fill-route.ts';
import type { Answered, Asked, Route } from '../../wire/routes.ts';
import { type Answer, exchange, type SendOptions } from './exchange.ts';
import { type ApiProblem, asProblem } from './problem.ts';
import { signedFetch } from './session.ts';

/** A request of the session. @throws ApiProblem for every answer that is not one of success, and for none */
export async function send<R extends Route>(route: R, ...asked: Asked<R, SendOptions>): Promise<Answer<Answered<R>>> {
  return exchange(signedFetch, route, ...asked);
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

/** The answer to a GET, loaded again when what is asked for changes. */
export function useAnswer<R extends Route & `GET ${string}`>(
  route: R,
  ...asked: Asked<R, SendOptions>
): Loading<Answered<R>> & { readonly reload: () => void } {
  const filling: Filling & SendOptions = asked[0] ?? {};
  const key = fillRoute(route, filling).join(' ');
  return useLoaded(key, (signal) =>
    exchange((target, init) => signedFetch(target, { ...init, signal }), route, ...asked),
  );
}
