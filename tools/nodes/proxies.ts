import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../test/support/postgres.ts';
import { postgresUser, startListening } from './programs.ts';

export interface StartedProxy {
  readonly port: number;
  readonly process: ChildProcess;
}

/** HAProxy before the nodes: one that is not ready gets no request. */
export async function startNodesProxy(folder: string, ports: readonly number[]): Promise<StartedProxy> {
  const servers = ports.map((port, at) => `  server node${at} 127.0.0.1:${port} check inter 500 fall 2 rise 1`);
  return startHaproxy(folder, 'nodes', (port) => [
    'listen nodes',
    `  bind 127.0.0.1:${port}`,
    '  mode http',
    '  balance roundrobin',
    '  option httpchk GET /readyz/gate',
    '  option redispatch',
    ...servers,
  ]);
}

/** HAProxy before PostgreSQL: the replica is asked when the primary is not there. */
export async function startDatabaseProxy(folder: string, primary: number, replica: number): Promise<StartedProxy> {
  return startHaproxy(folder, 'database', (port) => [
    'listen database',
    `  bind 127.0.0.1:${port}`,
    '  mode tcp',
    `  server primary 127.0.0.1:${primary} check inter 200 fall 2 rise 2 on-marked-down shutdown-sessions`,
    `  server replica 127.0.0.1:${replica} check inter 200 backup`,
  ]);
}

async function startHaproxy(
  folder: string,
  name: string,
  section: (port: number) => readonly string[],
): Promise<StartedProxy> {
  const port = await freePort();
  const file = join(folder, `${name}.cfg`);
  const defaults = ['timeout connect 2s', 'timeout client 60s', 'timeout server 60s', 'timeout check 3s', 'retries 3'];
  const lines = ['global', '  maxconn 2000', 'defaults', ...defaults.map((line) => `  ${line}`), ...section(port), ''];
  writeFileSync(file, lines.join('\n'));
  return { port, process: await startListening('/usr/sbin/haproxy', ['-db', '-f', file], port) };
}

/** PgBouncer, which lends a connection for one transaction at a time. */
export async function startPgbouncer(folder: string, database: string, databasePort: number): Promise<StartedProxy> {
  const port = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    [
      '[databases]',
      `${database} = host=127.0.0.1 port=${databasePort} user=postgres`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      'pool_mode = transaction',
      'default_pool_size = 30',
      'server_login_retry = 1',
      'server_connect_timeout = 2',
      // What the driver of the nodes sends, and PgBouncer does not know.
      'ignore_startup_parameters = extra_float_digits,statement_timeout,idle_in_transaction_session_timeout',
      '',
    ].join('\n'),
  );
  return { port, process: await startListening('/usr/sbin/pgbouncer', [file], port, postgresUser()) };
}
