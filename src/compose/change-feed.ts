import { Counter, Gauge, type Registry } from 'prom-client';
import type { CachedKeyDirectory } from '../actions/parts/cached-key-directory.ts';
import { type ChangeFeed, changeFeed, type KeysState } from '../actions/parts/change-feed.ts';
import type { Changes } from '../ports/changes.ts';

/** Between two readings, give or take a quarter, so that nodes do not ask together. */
const POLL_MILLISECONDS = 200;
/** Hints come in swarms: between two readings there is at least this. */
const GAP_MILLISECONDS = 20;
/** How long a change is kept. A process that has not read for as long drops everything it has. */
const KEPT_SECONDS = 3600;
const PRUNE_MILLISECONDS = 600_000;

export interface FeedLog {
  warn(message: string): void;
  error(fault: { readonly err: unknown }, message: string): void;
}

export interface ComposedFeed extends Pick<ChangeFeed, 'state' | 'staleSeconds'> {
  /**
   * Reads once, and from then on until it is closed.
   * @param onRead called after each reading, that failed or not, with for how long keys at hand may be used
   */
  start(
    directory: Pick<CachedKeyDirectory, 'forget' | 'forgetAll'>,
    onRead?: (usableSeconds: number) => void,
  ): Promise<void>;
  /** Tells of it when changes are not known, and when they are again. */
  tell(log: FeedLog): void;
  register(metrics: Registry): void;
  close(): void;
}

/** Reads what other processes on the same database change, five times a second, and sooner when one of them says so. */
export function composeFeed(changes: Changes, staleKeysSeconds: number): ComposedFeed {
  let told: Pick<CachedKeyDirectory, 'forget' | 'forgetAll'> | undefined;
  const directory = {
    forget: (id: string) => told?.forget(id),
    forgetAll: () => told?.forgetAll(),
  };
  const feed = changeFeed({ changes, directory, elapsed: () => performance.now() / 1000, staleKeysSeconds });
  let readings = 0;
  let next: NodeJS.Timeout | undefined;
  let began = 0;
  let isReading = false;
  let isWoken = false;
  let isClosed = false;
  let fault: unknown;
  let narrate = () => {};
  let tellUsable = (_seconds: number) => {};

  async function read(): Promise<void> {
    clearTimeout(next);
    isReading = true;
    isWoken = false;
    began = performance.now();
    readings++;
    // Whatever went wrong, the next reading tries again; the state tells of it, and the log.
    fault = await feed.read().then(
      () => undefined,
      (error: unknown) => error,
    );
    isReading = false;
    tellUsable(feed.usableSeconds());
    narrate();
    if (!isClosed) schedule(isWoken ? GAP_MILLISECONDS : POLL_MILLISECONDS * (0.75 + Math.random() / 2));
  }

  function schedule(milliseconds: number): void {
    clearTimeout(next);
    next = setTimeout(read, milliseconds);
    next.unref();
  }

  changes.onHint(() => {
    if (isClosed || told === undefined) return;
    // What is being read may be from before the change.
    if (isReading) isWoken = true;
    else schedule(Math.max(0, GAP_MILLISECONDS - (performance.now() - began)));
  });
  // What is not pruned now is pruned later.
  const pruning = setInterval(() => changes.prune(KEPT_SECONDS).catch(() => {}), PRUNE_MILLISECONDS);
  pruning.unref();

  return {
    ...feed,
    start(given, onRead) {
      told = given;
      if (onRead) tellUsable = onRead;
      return read();
    },
    tell(log) {
      let before: KeysState = 'current';
      let longest = 0;
      narrate = () => {
        const state = feed.state();
        longest = Math.max(longest, feed.staleSeconds());
        if (state === before) return;
        before = state;
        if (state === 'current') {
          log.warn(`Changes made by other processes are known again: they were not for ${Math.round(longest)} s.`);
          longest = 0;
        } else log.error({ err: fault }, `${since(feed.staleSeconds())} ${consequence(state, staleKeysSeconds)}`);
      };
      narrate();
    },
    register(metrics) {
      metrics.registerMetric(staleGauge(feed));
      metrics.registerMetric(readingsCounter(() => readings));
    },
    close() {
      isClosed = true;
      clearTimeout(next);
      clearInterval(pruning);
    },
  };
}

function since(staleSeconds: number): string {
  const at = new Date(Date.now() - staleSeconds * 1000).toISOString();
  return `Changes made by other processes have not been known since ${at}: the database does not tell of them.`;
}

function consequence(state: KeysState, staleKeysSeconds: number): string {
  return state === 'stale'
    ? `Keys in memory are accepted for ${staleKeysSeconds} s from then (--stale-keys); tokens of other applications get a 503.`
    : 'Keys in memory are no longer accepted: the database is asked for each token, and while it cannot be reached the answer is a 503.';
}

function staleGauge(feed: ChangeFeed): Gauge {
  return new Gauge({
    name: 'mintmark_keys_stale_seconds',
    help: 'Seconds since changes made by other processes were last known; 0 while they are',
    registers: [],
    collect() {
      this.set(feed.staleSeconds());
    },
  });
}

function readingsCounter(readings: () => number): Counter {
  return new Counter({
    name: 'mintmark_change_feed_readings_total',
    help: 'Readings of the feed of changes, failed ones too',
    registers: [],
    collect() {
      this.reset();
      this.inc(readings());
    },
  });
}
