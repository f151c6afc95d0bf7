import { type ChildProcess, execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { binaries, freePort } from '../../test/support/postgres.ts';
import { end, familyOf, PLAIN, postgresUser, startListening } from './programs.ts';

export interface PostgresPair {
  readonly primaryPort: number;
  readonly replicaPort: number;
  /** Of the data of the primary. */
  readonly folder: string;
  /** Runs SQL as the superuser, on whichever is the primary now. */
  query(sql: string, database?: string): Promise<readonly Record<string, unknown>[]>;
  /** Ends the primary as a power cut would, as seen by its clients. */
  crashPrimary(): Promise<void>;
  /** Makes the replica the primary. */
  promote(): Promise<void>;
  /** Stops the primary, as a machine that hangs. @returns lets it go on */
  freezePrimary(): () => void;
  stop(): Promise<void>;
}

const SETTINGS = ['listen_addresses=127.0.0.1', 'fsync=off', 'shared_buffers=32MB', 'max_connections=120'];

/**
 * Two PostgreSQL servers with streaming replication: a commit is answered when the replica has it too, so that none is
 * lost when the replica takes over. @param within folder for their data; a temporary one by default
 */
export async function startPostgresPair(within = tmpdir()): Promise<PostgresPair> {
  const bin = binaries();
  const user = postgresUser();
  const root = mkdtempSync(join(within, 'mintmark-pair-'));
  const own = (folder: string) => {
    if (user.uid !== undefined) chownSync(folder, user.uid, user.gid as number);
    return folder;
  };
  own(root);
  const [folder, copy] = [join(root, 'primary'), join(root, 'replica')];
  const options = { ...user, env: PLAIN, cwd: root };
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(bin, program), args, { ...options, stdio: 'ignore' });
  const [primaryPort, replicaPort] = [await freePort(), await freePort()];
  const start = (data: string, port: number, more: readonly string[] = []) => {
    const settings = [...SETTINGS, ...more].flatMap((setting) => ['-c', setting]);
    return startListening(join(bin, 'postgres'), ['-D', data, '-p', `${port}`, '-k', root, ...settings], port, options);
  };

  run('initdb', '-D', folder, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8');
  let primary: ChildProcess | undefined = await start(folder, primaryPort);
  let replica: ChildProcess | undefined;
  let port = primaryPort;
  let goOn = () => {};

  async function query(sql: string, database = 'postgres'): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client(`postgres://postgres@127.0.0.1:${port}/${database}`);
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  const until = async (sql: string) => {
    for (;;) {
      const [row] = await query(sql).catch(() => []);
      if (row?.['done'] === true) return;
      await delay(50);
    }
  };

  await until('select true as done');
  mkdirSync(copy, { mode: 0o700 });
  own(copy);
  run('pg_basebackup', '-h', '127.0.0.1', '-p', `${primaryPort}`, '-U', 'postgres', '-D', copy, '-R', '-X', 'stream');
  replica = await start(copy, replicaPort);
  await query(`alter system set synchronous_standby_names = '*'`);
  await query('select pg_reload_conf()');
  await until(`select count(*) > 0 as done from pg_stat_replication where sync_state = 'sync'`);

  return {
    primaryPort,
    replicaPort,
    folder,
    query,
    async crashPrimary() {
      await end(primary, 'SIGQUIT');
      primary = undefined;
    },
    async promote() {
      port = replicaPort;
      run('pg_ctl', 'promote', '-D', copy, '-w');
      await until('select not pg_is_in_recovery() as done');
    },
    freezePrimary() {
      const pid = primary?.pid as number;
      // The one that starts the others first: then there are no more of them.
      signal(pid, 'SIGSTOP');
      const frozen = familyOf(pid);
      for (const one of frozen) signal(one, 'SIGSTOP');
      goOn = () => {
        for (const one of frozen) signal(one, 'SIGCONT');
      };
      return goOn;
    },
    async stop() {
      goOn();
      await Promise.all([end(primary, 'SIGQUIT'), end(replica, 'SIGQUIT')]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** One that has ended meanwhile is as good. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
