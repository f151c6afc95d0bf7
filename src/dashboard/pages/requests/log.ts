import { useEffect, useRef, useState } from 'preact/hooks';
import type { LogEntry, LogEvent } from '../../../wire/logged-request.ts';
import { useLoaded } from '../../server/api.ts';
import { countRequests, LIST_LIMIT, listRequests, watchRequests } from '../../server/requests.ts';
import { type Filter, firstBar, fits, queryOf, SPANS } from './filter.ts';

const RETRY_MILLISECONDS = 3000;
const TICK_MILLISECONDS = 5000;
/** How soon the log is read again when something came, and that it takes a small part of the time at most. */
const PAUSE_MILLISECONDS = 500;
const PAUSE_FACTOR = 10;
export const PAGE_SIZE = 100;

interface Loaded {
  readonly entries: readonly LogEntry[];
  readonly groups: Awaited<ReturnType<typeof countRequests>>;
}

/**
 * The requests that fit, and how they are spread over time. Live, it is read again whenever something came, and when
 * the time has gone on by a bar. Frozen, it stays as it is, and what comes is counted.
 */
export function useLog(filter: Filter, isLive: boolean) {
  const { outcome, application, cause, status, path, span } = filter;
  const key = [outcome, application, cause, status, path, span].join('\n');
  const [limit, setLimit] = useState(PAGE_SIZE);
  const now = useNow(isLive);
  const since = firstBar(span, now);
  const took = useRef(0);
  const loading = useLoaded<Loaded>(key, async (signal) => {
    const query = queryOf(filter, since);
    const start = performance.now();
    const [entries, groups] = await Promise.all([
      listRequests(query, limit, signal),
      countRequests(query, SPANS[span].barSeconds, signal),
    ]);
    took.current = performance.now() - start;
    return { value: { entries, groups }, etag: undefined };
  });
  const [waiting, setWaiting] = useState(0);
  const due = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const soon = useRef(() => {});
  soon.current = () => {
    if (!isLive) return;
    due.current ??= setTimeout(
      () => {
        due.current = undefined;
        loading.reload();
      },
      Math.max(PAUSE_MILLISECONDS, took.current * PAUSE_FACTOR),
    );
  };
  const take = useRef((_event: LogEvent) => {});
  take.current = ({ entries, left_out }) => {
    const count = entries.filter((entry) => fits(entry, filter)).length + left_out;
    if (count === 0) return;
    if (isLive) soon.current();
    else setWaiting((before) => before + count);
  };
  useEffect(() => {
    const abort = new AbortController();
    // What came while no stream was open is in no event.
    void watch(
      () => soon.current(),
      (event) => take.current(event),
      abort.signal,
    );
    return () => {
      abort.abort();
      clearTimeout(due.current);
    };
  }, []);
  useEffect(() => {
    setLimit(PAGE_SIZE);
    setWaiting(0);
  }, [key]);
  useAfterFirst(() => {
    setWaiting(0);
    clearTimeout(due.current);
    due.current = undefined;
    if (isLive) loading.reload();
  }, [isLive]);
  useAfterFirst(() => loading.reload(), [since, limit]);

  // A filter that changes leaves what is shown until its own requests are there.
  const last = useRef<Loaded | undefined>(undefined);
  if (loading.state === 'done') last.current = loading.value;
  const shown = loading.state === 'failed' ? undefined : last.current;
  return {
    loading,
    shown,
    waiting,
    now: Math.max(now, ...(shown?.groups.map(({ last_at }) => last_at) ?? [])),
    hasMore: shown !== undefined && shown.entries.length === limit && limit < LIST_LIMIT,
    showMore: () => setLimit(Math.min(LIST_LIMIT, limit + PAGE_SIZE)),
  };
}

/** NumericDate seconds, going on by itself. */
function useNow(isLive: boolean): number {
  const [now, setNow] = useState(() => Date.now() / 1000);
  useEffect(() => {
    if (!isLive) return undefined;
    setNow(Date.now() / 1000);
    const timer = setInterval(() => setNow(Date.now() / 1000), TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isLive]);
  return now;
}

function useAfterFirst(effect: () => void, inputs: readonly unknown[]): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) effect();
    isFirst.current = false;
  }, inputs);
}

/** Opens the stream again whenever it breaks: a restart of the server, a network that was away. */
async function watch(onOpen: () => void, onEvent: (event: LogEvent) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await watchRequests(onOpen, onEvent, signal);
    } catch (error) {
      // The network went away; what is not that is a defect, and to be seen.
      if (!signal.aborted && !(error instanceof TypeError)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
  }
}
