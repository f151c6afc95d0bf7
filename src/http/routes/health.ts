import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { type Database, UnavailableError, type UnavailableReason } from '../../ports/index.ts';
import { toTimestamp } from '../answers/timestamp.ts';
import type { App, RouteGroup } from '../server/app.ts';

const PROBE_TIMEOUT_MILLISECONDS = 2_000;
const PROBE_INTERVAL_MILLISECONDS = 1_000;

const HealthResponse = Type.Object(
  { status: Type.Enum(['ok']) },
  { 'x-name': 'Health', description: 'The process is running.' },
);
const ReadinessResponse = Type.Object(
  {
    status: Type.Enum(['ready', 'not-ready']),
    storage: Type.Enum(['ok', 'away', 'busy', 'full', 'read-only', 'corrupt', 'failed', 'slow', 'not-asked']),
    draining: Type.Boolean(),
    keys: Type.Optional(
      Type.Enum(['current', 'stale', 'unknown'], {
        description:
          'Only with PostgreSQL. stale: changes made by other servers are not known, and keys in memory are still accepted; unknown: they are not accepted any more.',
      }),
    ),
    keys_stale_since: Type.Optional(
      Type.String({ format: 'date-time', description: 'When changes made by other servers were last known.' }),
    ),
  },
  { 'x-name': 'Readiness', description: 'Whether requests can be served.' },
);

/** How far the changes that other servers make are known. */
export interface KeysFeed {
  state(): 'current' | 'stale' | 'unknown';
  staleSeconds(): number;
}

export interface Readiness {
  readonly feed: KeysFeed | undefined;
  /** What storage said a moment ago. */
  storage(): Promise<StorageState>;
  /** Whether the gate can answer while storage is so: from it, or from the keys in memory. */
  canJudge(storage: StorageState): boolean;
}

export function readinessOf(database: Pick<Database, 'probe'>, feed: KeysFeed | undefined): Readiness {
  return {
    feed,
    storage: storageProbe(database),
    canJudge: (storage) => storage === 'ok' || (storage !== 'corrupt' && feed?.state() !== 'unknown'),
  };
}

/** Liveness: the process answers. Readiness: storage took a write a moment ago, and the server is not going away. */
export function healthRoutes(
  { feed, storage: probe, canJudge }: Readiness,
  /** Has other processes tell what they counted. */
  gather?: () => Promise<void>,
): RouteGroup {
  async function readiness(app: App) {
    const draining = app.ending.isDraining();
    const storage: StorageState | 'not-asked' = draining ? 'not-asked' : await probe();
    return { storage, draining };
  }

  function answered(reply: FastifyReply, isReady: boolean, storage: StorageState | 'not-asked', draining: boolean) {
    reply.header('cache-control', 'no-store').code(isReady ? 200 : 503);
    const status = isReady ? ('ready' as const) : ('not-ready' as const);
    return { status, storage, draining, ...keysOf(feed) };
  }

  return (app: App) => {
    app.get(
      '/healthz',
      {
        schema: {
          operationId: 'getHealth',
          summary: 'Says that the process is running.',
          tags: ['Operation'],
          security: [],
          response: { 200: HealthResponse },
        },
      },
      async () => ({ status: 'ok' as const }),
    );

    app.get(
      '/readyz',
      {
        schema: {
          operationId: 'getReadiness',
          summary: 'Says whether requests can be served: storage is read and written for it.',
          tags: ['Operation'],
          security: [],
          response: { 200: ReadinessResponse, 503: ReadinessResponse },
        },
      },
      async (_request, reply) => {
        const { storage, draining } = await readiness(app);
        return answered(reply, storage === 'ok', storage, draining);
      },
    );

    app.get(
      '/readyz/gate',
      {
        schema: {
          operationId: 'getGateReadiness',
          summary: 'Says whether the gate can answer: from storage, or from the keys in memory.',
          tags: ['Operation'],
          security: [],
          response: { 200: ReadinessResponse, 503: ReadinessResponse },
        },
      },
      async (_request, reply) => {
        const { storage, draining } = await readiness(app);
        return answered(reply, storage !== 'not-asked' && canJudge(storage), storage, draining);
      },
    );

    app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
      await gather?.();
      reply.header('cache-control', 'no-store').type(app.metrics.contentType);
      return app.metrics.metrics();
    });
  };
}

function keysOf(feed: KeysFeed | undefined) {
  if (feed === undefined) return {};
  const keys = feed.state();
  const since = keys === 'current' ? undefined : Date.now() / 1000 - feed.staleSeconds();
  return { keys, ...(since !== undefined && { keys_stale_since: toTimestamp(since) }) };
}

type StorageState = 'ok' | 'slow' | UnavailableReason;

/** A probe writes, so however often it is asked for, one is made a second. */
function storageProbe(database: Pick<Database, 'probe'>): () => Promise<StorageState> {
  let last: { readonly at: number; readonly state: Promise<StorageState> } | undefined;
  return () => {
    const at = performance.now();
    if (!last || at - last.at > PROBE_INTERVAL_MILLISECONDS) last = { at, state: storageState(database) };
    return last.state;
  };
}

async function storageState(database: Pick<Database, 'probe'>): Promise<StorageState> {
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<'slow'>((resolve) => {
    timer = setTimeout(() => resolve('slow'), PROBE_TIMEOUT_MILLISECONDS);
  });
  const probe = database.probe().then(
    () => 'ok' as const,
    (error: unknown) => (error instanceof UnavailableError ? error.reason : 'failed'),
  );
  const state = await Promise.race([probe, slow]);
  clearTimeout(timer);
  return state;
}
