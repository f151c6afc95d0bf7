import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CachedKeyDirectory } from '../actions/parts/cached-key-directory.ts';
import type { RequestLog } from '../actions/parts/judged-requests.ts';
import type { Profile } from '../core/claims/profile.ts';
import type { App } from '../http/server/app.ts';
import type { Passage } from '../http/server/pass-on.ts';
import type { Settings } from '../options/options.ts';
import { type ChangeBoard, openChangeBoard } from './change-board.ts';
import type { ComposedGate } from './gate.ts';
import { DATABASE_FILE } from './storage.ts';
import { type WorkerPool, workerPool } from './worker-pool.ts';

/** The workers of a server, from the side of the process that owns its data. */
export interface ComposedWorkers {
  readonly pool: WorkerPool;
  readonly passage: Passage;
  readonly board: ChangeBoard;
  /** Starts them, and adds what they count to what is counted here. */
  start(
    app: Pick<App, 'answers' | 'log' | 'metrics'>,
    gate: Pick<ComposedGate, 'takeIn'>,
    profile?: Profile,
  ): Promise<void>;
}

/** How many workers there are: 0 where one process does everything. */
export function workerCount({ workers }: Pick<Settings, 'workers'>): number {
  const count = workers === 'auto' ? availableParallelism() : workers;
  return count === 1 ? 0 : count;
}

/** What workers need, before there is one; `undefined` where there are none. What is added to `closers` removes it. */
export function composeWorkers(settings: Settings, closers: (() => void)[]): ComposedWorkers | undefined {
  const count = workerCount(settings);
  if (count === 0) return undefined;
  // Only this user can enter it. A data directory may lie too deep for the name of a socket, or where there can be none.
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const board = openChangeBoard(join(folder, 'changes'));
  closers.push(board.close);
  const pool = workerPool({ count, folder, boardFd: board.fd });
  const passage = { path: join(folder, 'owner.sock'), secret: randomBytes(32).toString('base64url') };
  const { realm, skewSeconds, trustedProxies, preflights, acceptedKept, otlpUrl } = settings;
  return {
    pool,
    passage,
    board,
    async start(app, gate, profile) {
      pool.register(app.metrics);
      await pool.start({
        begin: {
          settings: { realm, skewSeconds, trustedProxies, preflights, acceptedKept, otlpUrl },
          ...(profile && { profile }),
          target: settings.databaseUrl ?? resolve(settings.data, DATABASE_FILE),
          passage,
        },
        onCounts(counts) {
          app.answers.add(counts.answers);
          gate.takeIn(counts);
        },
        onDeath: (words) => app.log.error(words),
      });
    },
  };
}

/** A directory whose changes the workers are told. */
export function announcing(directory: CachedKeyDirectory, board: ChangeBoard): CachedKeyDirectory {
  return {
    ...directory,
    forget(id) {
      directory.forget(id);
      board.forget(id);
    },
    forgetAll() {
      directory.forgetAll();
      board.forgetAll();
    },
  };
}

/** The request log with what workers have not told yet. */
export function gatheredLog(log: RequestLog, gather: () => Promise<void>): RequestLog {
  return {
    ...log,
    async getAccepted(...asked) {
      await gather();
      return log.getAccepted(...asked);
    },
    async list(...asked) {
      await gather();
      return log.list(...asked);
    },
    async count(...asked) {
      await gather();
      return log.count(...asked);
    },
    async kept(...asked) {
      await gather();
      return log.kept(...asked);
    },
    async settled() {
      await gather();
      return log.settled();
    },
  };
}
