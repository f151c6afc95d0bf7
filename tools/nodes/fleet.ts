import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mint } from '../../src/jwt.ts';
import { freePort } from '../../test/support/postgres.ts';
import { house } from '../law.ts';
import { type PostgresPair, startPostgresPair } from './postgres-pair.ts';
import { end, PLAIN, startListening } from './programs.ts';
import { type StartedProxy, startDatabaseProxy, startNodesProxy, startPgbouncer } from './proxies.ts';

export interface Answer {
  /** Of the answer; the code of the fault where there was none. */
  readonly status: number | string;
  readonly json: Record<string, unknown>;
}

export interface App {
  readonly id: string;
  readonly privateKey: string;
}

/** Three nodes behind HAProxy, on PostgreSQL with a replica. */
export interface Fleet {
  /** Of the proxy before the nodes. */
  readonly port: number;
  readonly nodes: readonly number[];
  readonly postgres: PostgresPair;
  readonly database: string;
  /** Calls the API over the proxy as the first account. */
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  newApp(more?: object): Promise<App>;
  /** Whether each node is ready, its writes included. */
  areReady(): Promise<boolean>;
  close(): Promise<void>;
}

const ACCOUNT = { key: 'abcd1234', secret: 'Nodes1234Secret' };
const BASIC = `Basic ${Buffer.from(`${ACCOUNT.key}:${ACCOUNT.secret}`).toString('base64')}`;
const DATABASE = 'mintmark';
const agent = new Agent({ keepAlive: true });

/** @param over how the nodes reach PostgreSQL. @param within folder for the data of PostgreSQL */
export async function startFleet(over: 'pgbouncer' | 'direct', within?: string): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-fleet-'));
  // PgBouncer, which is another user, reads its configuration there.
  chmodSync(folder, 0o755);
  const started: ChildProcess[] = [];
  const kept = (proxy: StartedProxy) => {
    started.push(proxy.process);
    return proxy.port;
  };
  const postgres = await startPostgresPair(within);
  const close = async () => {
    for (const child of started.reverse()) await end(child, 'SIGKILL');
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await postgres.query(`create database ${DATABASE}`);
    let databasePort = kept(await startDatabaseProxy(folder, postgres.primaryPort, postgres.replicaPort));
    if (over === 'pgbouncer') databasePort = kept(await startPgbouncer(folder, DATABASE, databasePort));
    const nodes: number[] = [];
    for (let at = 0; at < 3; at++) {
      const port = await freePort();
      const flags = {
        port,
        'database-url': `postgres://postgres@127.0.0.1:${databasePort}/${DATABASE}`,
        'secret-file': join(folder, 'secret'),
        data: join(folder, `node${at}`),
      };
      const words = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, `${value}`]);
      const env = { ...PLAIN, MINTMARK_BOOTSTRAP_ACCOUNT: `${ACCOUNT.key}:${ACCOUNT.secret}` };
      const args = [join(house, 'bin/mintmark.cjs'), 'serve', ...words];
      started.push(await startListening(process.execPath, args, port, { env }));
      nodes.push(port);
    }
    const port = kept(await startNodesProxy(folder, nodes));
    const api: Fleet['api'] = (method, path, body) => ask(port, method, path, { authorization: BASIC }, body);
    const fleet: Fleet = {
      port,
      nodes,
      postgres,
      database: DATABASE,
      api,
      async newApp(more = {}) {
        const { status, json } = await api('POST', '/v2/applications', { name: 'Of three nodes', ...more });
        if (status !== 201) throw new Error(`creating an application was answered with ${status}`);
        return { id: json['id'] as string, privateKey: (json['keys'] as { private_key: string }).private_key };
      },
      async areReady() {
        const answers = await Promise.all(nodes.map((node) => ask(node, 'GET', '/readyz')));
        return answers.every(({ status, json }) => status === 200 && json['keys'] === 'current');
      },
      close,
    };
    while (!(await fleet.areReady())) await delay(50);
    return fleet;
  } catch (error) {
    await close();
    throw error;
  }
}

export const tokenOf = ({ id, privateKey }: App): string => mint({ application_id: id }, privateKey);

export function askGate(port: number, token: string): Promise<Answer> {
  return ask(port, 'GET', '/gate', { authorization: `Bearer ${token}` });
}

/** How the gate at a port judges a token. */
export async function verdict(port: number, token: string): Promise<number | string> {
  return (await askGate(port, token)).status;
}

export function ask(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Answer> {
  return new Promise((resolve) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers: { ...headers, ...type } });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve({ status: error.code ?? error.message, json: {} }));
    sent.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('error', (error: NodeJS.ErrnoException) => resolve({ status: error.code ?? 'cut', json: {} }));
      response.on('end', () => {
        const isJson = /json/.test(response.headers['content-type'] ?? '');
        resolve({ status: response.statusCode ?? 0, json: isJson && text !== '' ? JSON.parse(text) : {} });
      });
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
