import { useEffect, useRef, useState } from 'preact/hooks';
import type { LogEvent } from '../../../wire/logged-request.ts';
import { type Loading, useLoaded } from '../../server/api.ts';
import { countRequests, LIST_LIMIT, listRequests, watchRequests } from '../../server/requests.ts';
import { type Filter, fits, queryOf, scaleOf, timeOf } from './filter.ts';

const RETRY_MILLISECONDS = 3000;
const TICK_MILLISECONDS = 5000;
/** How soon the log is read again when something came, and that it takes a small part of the time at most. */
const PAUSE_MILLISECONDS = 500;
const PAUSE_FACTOR = 10;
/** What is called live is no older than this, however slow the server is. */
const LONGEST_PAUSE_MILLISECONDS = 5000;
export const PAGE_SIZE = 100;

/**
 * The requests that fit, and apart from them how they are spread over time: neither waits for the other. Live, both are
 * read again whenever something came, and when the time has gone on by a bar. Frozen, they stay, and what comes is counted.
 */
export function useLog(filter: Filter, isLive: boolean) {
  const key = JSON.stringify(filter);
  const [limit, setLimit] = useState(PAGE_SIZE);
  const now = useNow(isLive);
  const scale = scaleOf(filter, now);
  const took = useRef(0);
  const timed = async <T>(work: Promise<T>) => {
    const start = performance.now();
    const value = await work;
    took.current = performance.now() - start;
    return { value, etag: undefined };
  };
  const list = useLoaded(key, (signal) =>
    timed(listRequests({ ...timeOf(filter, scale), ...queryOf(filter) }, limit, signal)),
  );
  // Of every cause: the one that is chosen is one of several that can be.
  const counted = { ...filter, outcome: '', cause: '' } as const;
  const counts = useLoaded(JSON.stringify(counted), (signal) =>
    timed(countRequests({ ...timeOf(filter, scale), ...queryOf(counted) }, scale.barSeconds, signal)),
  );
  const reload = () => {
    list.reload();
    counts.reload();
  };
  const [waiting, setWaiting] = useState(0);
  const due = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const soon = useRef(() => {});
  soon.current = () => {
    if (!isLive) return;
    due.current ??= setTimeout(
      () => {
        due.current = undefined;
        reload();
      },
      Math.min(LONGEST_PAUSE_MILLISECONDS, Math.max(PAUSE_MILLISECONDS, took.current * PAUSE_FACTOR)),
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
    if (isLive) reload();
  }, [isLive]);
  useAfterFirst(() => list.reload(), [limit]);
  useAfterFirst(() => reload(), [scale.first]);

  const shown = useLast(list);
  const groups = useLast(counts);
  const last = Math.max(now, ...(groups ?? []).map(({ last_at }) => last_at));
  return {
    list,
    counts,
    /** A filter that changes leaves what is shown until its own requests are there. */
    shown,
    groups,
    waiting,
    scale: scaleOf(filter, last),
    hasMore: shown !== undefined && shown.requests.length === limit && limit < LIST_LIMIT,
    showMore: () => setLimit(Math.min(LIST_LIMIT, limit + PAGE_SIZE)),
  };
}

function useLast<T>(loading: Loading<T>): T | undefined {
  const last = useRef<T | undefined>(undefined);
  if (loading.state === 'done') last.current = loading.value;
  return loading.state === 'failed' ? undefined : last.current;
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
