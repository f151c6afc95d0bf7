import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { extname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Deputies } from '../http/server/front.ts';
import type { FromWorker, ToWorker, WorkerBegin, WorkerCounts } from './worker-messages.ts';

/** A worker that lived for less ended by a fault that the next one is likely to have too. */
const SHORT_LIFE_MILLISECONDS = 10_000;
/** How long the start of a worker waits after the first short life; twice as long after each further one. */
const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 10_000;
/** How long the first start of the workers is waited for: until then, and without them, the owner answers. */
const START_MILLISECONDS = 10_000;
/**
 * How long a worker is waited for. What it counted comes later otherwise. At the end every answer has to be held: until
 * one holds, connections that it was given before are on their way to it, one after the other.
 */
const PATIENCE_MILLISECONDS = { count: 1000, hold: 10_000 };

export interface PoolSettings {
  readonly count: number;
  /** Folder for the sockets of this server alone. */
  readonly folder: string;
  /** What workers inherit: see `ChangeBoard`. */
  readonly boardFd: number;
}

export interface WorkerDuties {
  readonly begin: Omit<WorkerBegin, 'path'>;
  /** Called with what a worker counted, each second and when it is asked for. */
  readonly onCounts: (counts: WorkerCounts) => void;
  /** Called where a worker has ended without being told to. */
  readonly onDeath: (words: string) => void;
}

export interface WorkerPool extends Deputies {
  /** Starts the workers, and each again that ends. Resolves when the first of each is ready, or has ended. */
  start(duties: WorkerDuties): Promise<void>;
  /** Has every worker tell what it counted. */
  gather(): Promise<void>;
  register(metrics: Registry): void;
}

interface Place {
  child?: ChildProcess;
  isReady: boolean;
  /** Short lives, one after the other. */
  shortLives: number;
  /** What it was asked, and who waits for it. */
  readonly waiting: Map<number, () => void>;
  /** Connections that it was given and has not taken: where it dies before that, nobody else would ever close them. */
  readonly given: Map<number, Socket>;
  again?: NodeJS.Timeout;
}

/** The worker processes of one server. Connections go round; where no worker is ready, none is taken. */
export function workerPool({ count, folder, boardFd }: PoolSettings): WorkerPool {
  const places = Array.from({ length: count }, newPlace);
  let duties: WorkerDuties | undefined;
  let isEnding = false;
  let isReleased = false;
  let asked = 0;
  let turn = 0;
  let deaths = 0;
  let cpuSeconds = 0;

  const send = (child: ChildProcess, message: ToWorker) => {
    // A worker that is gone is told of by its exit.
    if (child.connected) child.send(message, () => {});
  };
  const toAll = (message: ToWorker) => {
    for (const { child, isReady } of places) if (child && isReady) send(child, message);
  };

  function startWorker(place: Place, at: number): Promise<void> {
    const { begin } = duties as WorkerDuties;
    let readyAt = Number.POSITIVE_INFINITY;
    const child = fork(programPath(), [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', boardFd],
      serialization: 'advanced',
      execArgv: process.execArgv.filter((word) => !word.startsWith('--inspect')),
    });
    place.child = child;
    // By then a socket of the one before may still have its name.
    const path = join(folder, `worker-${at + 1}-${child.pid}.sock`);
    send(child, { kind: 'begin', begin: { ...begin, path } });
    return new Promise((resolve) => {
      child.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') {
          readyAt = performance.now();
          place.isReady = !isEnding;
          if (isEnding) child.kill('SIGKILL');
          resolve();
        } else hear(place, message);
      });
      child.once('error', () => child.kill('SIGKILL'));
      // Not `exit`: what it has told before it ended is read first.
      child.once('close', (code, signal) => {
        place.isReady = false;
        delete place.child;
        for (const answered of place.waiting.values()) answered();
        for (const id of place.given.keys()) letGo(place, id);
        resolve();
        if (!isEnding) replace(place, at, { code, signal, life: performance.now() - readyAt, pid: child.pid });
      });
    });
  }

  function hear(place: Place, message: Exclude<FromWorker, { kind: 'ready' }>): void {
    if (message.kind === 'counts') {
      cpuSeconds += message.counts.cpuSeconds;
      duties?.onCounts(message.counts);
    } else if (message.kind === 'taken') letGo(place, message.id);
    else place.waiting.get(message.id)?.();
  }

  function replace(place: Place, at: number, { code, signal, life, pid }: Death): void {
    deaths++;
    place.shortLives = life < SHORT_LIFE_MILLISECONDS ? place.shortLives + 1 : 0;
    const wait = pauseAfter(place.shortLives);
    const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
    duties?.onDeath(
      `Worker ${at + 1} (process ${pid}) ended ${how}: its connections are cut, and accepted requests of its last second may be missing from the request log. Another one starts ${wait === 0 ? 'now' : `in ${wait / 1000} s`}.`,
    );
    place.again = setTimeout(() => startWorker(place, at), wait);
    place.again.unref();
  }

  /** Resolves when it was answered, when the worker has ended, or when it took too long. */
  function ask(place: Place, kind: 'hold' | 'count'): Promise<void> {
    const { child, isReady, waiting } = place;
    if (!child || !isReady) return Promise.resolve();
    const id = ++asked;
    return new Promise((resolve) => {
      const timer = setTimeout(done, PATIENCE_MILLISECONDS[kind]);
      function done() {
        clearTimeout(timer);
        waiting.delete(id);
        resolve();
      }
      waiting.set(id, done);
      send(child, { kind, id });
    });
  }

  async function askAll(kind: 'hold' | 'count'): Promise<void> {
    await Promise.all(places.map((place) => ask(place, kind)));
  }

  function beginEnd(): void {
    isEnding = true;
    for (const { again } of places) clearTimeout(again);
    toAll({ kind: 'begin-end' });
  }

  function release(): void {
    if (isReleased) return;
    isReleased = true;
    beginEnd();
    toAll({ kind: 'release' });
    // One that has not begun has nothing to end.
    for (const { child, isReady } of places) if (!isReady) child?.kill('SIGKILL');
  }

  return {
    async start(given) {
      duties = given;
      const started = Promise.all(places.map(startWorker));
      const patience = new AbortController();
      await Promise.race([started, delay(START_MILLISECONDS, undefined, patience)]);
      patience.abort();
    },
    take(connection) {
      for (let tried = 0; tried < places.length; tried++) {
        const place = places[turn++ % places.length] as Place;
        const { child, isReady, given } = place;
        if (!child?.connected || !isReady) continue;
        const id = ++asked;
        given.set(id, connection);
        child.send({ kind: 'connection', id } satisfies ToWorker, connection, { keepOpen: true }, (error) => {
          if (error) letGo(place, id);
        });
        return true;
      }
      return false;
    },
    gather: () => askAll('count'),
    beginEnd,
    hold: () => askAll('hold'),
    release,
    async ended() {
      release();
      await Promise.all(places.map(({ child }) => child && once(child, 'close')));
    },
    cutOff() {
      for (const { child } of places) child?.kill('SIGKILL');
    },
    register(metrics) {
      metrics.registerMetric(workersGauge(() => places.filter(({ isReady }) => isReady).length));
      metrics.registerMetric(deathsCounter(() => deaths));
      metrics.registerMetric(cpuCounter(() => cpuSeconds));
    },
  };
}

const newPlace = (): Place => ({ isReady: false, shortLives: 0, waiting: new Map(), given: new Map() });

/** Closes what this process has of a connection: the whole of it, unless a worker has it too. */
function letGo({ given }: Place, id: number): void {
  given.get(id)?.destroy();
  given.delete(id);
}

/** Milliseconds before the next start, after so many short lives one after the other. */
export function pauseAfter(shortLives: number): number {
  if (shortLives === 0) return 0;
  return Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** (shortLives - 1));
}

interface Death {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds since it was ready; -Infinity where it never was. */
  readonly life: number;
  readonly pid: number | undefined;
}

/** As this file itself: TypeScript, JavaScript, or a bundle. */
function programPath(): string {
  return fileURLToPath(new URL(`./worker-process${extname(import.meta.url)}`, import.meta.url));
}

function workersGauge(count: () => number): Gauge {
  return new Gauge({
    name: 'mintmark_workers',
    help: 'Worker processes that take connections (--workers)',
    registers: [],
    collect() {
      this.set(count());
    },
  });
}

function deathsCounter(deaths: () => number): Counter {
  return new Counter({
    name: 'mintmark_worker_deaths_total',
    help: 'Worker processes that ended without being told to; each was started again',
    registers: [],
    collect() {
      this.reset();
      this.inc(deaths());
    },
  });
}

function cpuCounter(seconds: () => number): Counter {
  return new Counter({
    name: 'mintmark_worker_cpu_seconds_total',
    help: 'CPU time of all worker processes; process_cpu_seconds_total is that of the process that owns the data alone',
    registers: [],
    collect() {
      this.reset();
      this.inc(seconds());
    },
  });
}
