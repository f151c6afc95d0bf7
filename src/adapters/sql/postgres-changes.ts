import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Changes, ChangesRead } from '../../ports/changes.ts';
import { READ_LIMIT } from './changes.ts';
import { fromPostgres, unavailable } from './errors.ts';
import { describe } from './open-postgres.ts';

const CONNECT_TIMEOUT_MS = 2000;
/** A reading takes a millisecond. Where it takes this long, something is wrong, and who waits for it has to know. */
const READ_TIMEOUT_MS = 2000;
/** How long the end of a connection is waited for. */
const END_TIMEOUT_MS = 500;

/**
 * The run of the server that answers: a restart, a recovery after a crash and a promoted replica are each another one.
 * After those, numbers of transactions that were lost may be given again. A crash leaves the time of the start as it
 * was, and sets back the statistics.
 */
const SERVER = `pg_postmaster_start_time()::text || ' ' || coalesce(pg_stat_get_bgwriter_stat_reset_time()::text, '')`;

/**
 * Transactions commit in another order than that of their numbers, and some stay open for hours. So a position is the
 * snapshot of the reading before: what that one could not see is new, whatever its number.
 */
const READ = `select pg_is_in_recovery() as standby, ${SERVER} as server, pg_current_snapshot()::text as snapshot,
  pg_visible_in_snapshot((select min(transaction_id) from changes), $1::pg_snapshot) as complete,
  array(select distinct application_id from changes
    where transaction_id >= pg_snapshot_xmin($1::pg_snapshot)
      and not pg_visible_in_snapshot(transaction_id, $1::pg_snapshot)
    limit ${READ_LIMIT + 1}) as changed`;
const BEGIN = `select pg_is_in_recovery() as standby, ${SERVER} as server, pg_current_snapshot()::text as snapshot`;
/** The newest old one stays: it tells a reader whether it has seen those before it. */
const PRUNE = `with old as (select max(transaction_id) as last from changes
    where at_ms <= (extract(epoch from clock_timestamp()) * 1000)::bigint - $1::bigint)
  delete from changes using old where transaction_id < old.last`;

interface Row {
  readonly standby: boolean;
  readonly server: string;
  readonly snapshot: string;
  /** `null`: there is no change at all. */
  readonly complete?: boolean | null;
  readonly changed?: readonly string[];
}

/** The feed of a PostgreSQL database, over one connection of its own: others that are busy do not hold it up. */
export function postgresChanges(url: string): Changes & { close(): Promise<void> } {
  const name = describe(url);
  let connected: Promise<Client> | undefined;
  let wake = () => {};

  async function connect(): Promise<Client> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({
      connectionString: url,
      application_name: 'mintmark changes',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: READ_TIMEOUT_MS,
      keepAlive: true,
    });
    // An error of an idle connection has no caller; without a listener it would end the process.
    client.on('error', () => {});
    client.on('notification', () => wake());
    await client.connect();
    const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
    // A replica refuses it. Through a pool of transactions it is taken, and no hint comes.
    if (rows[0]?.standby === false) await client.query('listen mintmark_changes');
    return client;
  }

  function connection(): Promise<Client> {
    if (connected === undefined) {
      const opened = connect();
      connected = opened;
      opened.then(
        (client) => client.on('end', () => forget(opened)),
        () => forget(opened),
      );
    }
    return connected;
  }

  function forget(opened: Promise<Client>): void {
    if (connected === opened) connected = undefined;
  }

  /** Whatever went wrong, the next reading has a new connection: this one may be waiting for an answer for ever. */
  async function ask(text: string, values: readonly unknown[]): Promise<Row | undefined> {
    const opened = connection();
    try {
      return (await (await opened).query<Row>(text, [...values])).rows[0];
    } catch (error) {
      forget(opened);
      void end(opened);
      throw fromPostgres(error, name);
    }
  }

  return {
    async since(from) {
      const [snapshot, server] = from === undefined ? [] : parted(from);
      const row = snapshot === undefined ? await ask(BEGIN, []) : await ask(READ, [snapshot]);
      if (row === undefined) throw unavailable('failed', name, 'a reading of the changes gave no row');
      // A replica tells of a change when it has heard of it, which may be much later.
      if (row.standby) throw unavailable('read-only', name, 'it is a replica, and does not know of every change');
      const changed = row.server === server && row.complete !== false ? (row.changed ?? []) : 'all';
      return readOf(row, changed);
    },
    onHint(given) {
      wake = given;
    },
    async prune(maxAgeSeconds) {
      await ask(PRUNE, [Math.round(maxAgeSeconds * 1000)]);
    },
    async close() {
      const opened = connected;
      connected = undefined;
      if (opened) await Promise.race([end(opened), delay(END_TIMEOUT_MS, undefined, { ref: false })]);
    },
  };
}

/** A connection that cannot be ended properly has ended. */
async function end(opened: Promise<Client>): Promise<void> {
  try {
    await (await opened).end();
  } catch {
    // It never was, or is no more.
  }
}

function readOf({ snapshot, server }: Row, changed: ChangesRead['changed']): ChangesRead {
  return { to: `${snapshot} ${server}`, changed: changed.length > READ_LIMIT ? 'all' : changed };
}

/** A snapshot has no space in it. */
function parted(position: string): [string, string] {
  const at = position.indexOf(' ');
  return [position.slice(0, at), position.slice(at + 1)];
}
