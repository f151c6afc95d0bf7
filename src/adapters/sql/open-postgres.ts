import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { fromPostgres } from './errors.ts';
import { toStorable } from './values.ts';

const INT8 = 20;
const CONNECT_TIMEOUT_MS = 2000;
/** What a pool is for: how long a statement may take, and how many connections there are. */
const USES = {
  serve: { timeoutMs: 5000, max: 8 },
  /** Failed attempts: they hold up nothing else, and nobody waits for long where they are held up. */
  attempts: { timeoutMs: 1000, max: 2 },
  /** A worker reads keys, and each of them once. */
  read: { timeoutMs: 5000, max: 2 },
  /** Others may be migrating: waiting for them is not a fault. */
  migrate: { timeoutMs: 120_000, max: 1 },
} as const;

/**
 * A pool of connections to PostgreSQL. Nothing waits for longer than a connection's and a statement's timeout; errors
 * come out as those of the ports.
 */
export async function openPostgres(url: string, use: keyof typeof USES): Promise<Dialect> {
  const { default: pg } = await import('pg');
  const { timeoutMs, max } = USES[use];
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'mintmark',
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: timeoutMs,
    // The server's own timeout comes first, unless the server does not answer at all.
    query_timeout: timeoutMs + 1000,
    idle_in_transaction_session_timeout: timeoutMs * 2,
    keepAlive: true,
    types: {
      // Counts and milliseconds are far below 2^53.
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An error of an idle connection (the server went away) has no caller: the pool has dropped it, and the next query
  // opens another. Without these listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
  return new PostgresDialect({ pool: translating(pool, describe(url)) });
}

function translating(pool: Pool, database: string): PostgresPool {
  const rethrow = (error: unknown): never => {
    throw fromPostgres(error, database);
  };
  return {
    options: pool.options,
    connect: () => pool.connect().then((client) => translatingClient(client, rethrow), rethrow),
    end: () => pool.end(),
  };
}

function translatingClient(client: PoolClient, rethrow: (error: unknown) => never): PostgresPoolClient {
  return {
    // Kysely gives text here; a cursor only for streams, which nothing here uses.
    query: ((text: string, parameters: readonly unknown[]) =>
      client.query(text, parameters.map(toStorable)).catch(rethrow)) as unknown as PostgresPoolClient['query'],
    release: (error?: boolean) => client.release(error),
  };
}

/** Host, port and name, without user or password. */
export function describe(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}:${port || 5432}${pathname}`;
}
