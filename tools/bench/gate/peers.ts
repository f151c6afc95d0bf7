import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { house } from '../../law.ts';

export type PeerName = 'node:http' | 'by-hand' | 'middleware' | 'fastify-jwt';

/** A server that is asked for `/gate`, or for the path itself. */
export interface Server {
  readonly url: string;
  /** CPU time of all its threads so far, in seconds. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

export interface Credentials {
  readonly applicationId: string;
  readonly publicKey: string;
}

const ACCOUNT = { key: 'abcd1234', secret: 'Bench1234Secret' };
const BASIC = `Basic ${Buffer.from(`${ACCOUNT.key}:${ACCOUNT.secret}`).toString('base64')}`;
const HAPROXY = '/usr/sbin/haproxy';

/** One of ours or theirs, in a process of its own. */
export async function startPeer(name: PeerName, credentials: Credentials): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
  const file = join(folder, 'credentials.json');
  writeFileSync(file, JSON.stringify(credentials));
  return serverOf(spawnNode([join(house, 'tools/bench/gate/peer.ts'), name, file]), folder);
}

/** `mintmark serve` with these flags. `credentials` come from the first application that it is asked to make. */
export async function startGate(flags: readonly string[]): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
  const words = [join(house, 'bin/mintmark.cjs'), 'serve', '--json', '--port', '0', '--data', folder, ...flags];
  return serverOf(spawnNode(words, { MINTMARK_BOOTSTRAP_ACCOUNT: `${ACCOUNT.key}:${ACCOUNT.secret}` }), folder);
}

/** Makes an application with this public key. @returns its id */
export async function register(server: Server, publicKey: string): Promise<string> {
  const response = await fetch(`${server.url}/v2/applications`, {
    method: 'POST',
    headers: { authorization: BASIC, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Benchmark', keys: { public_key: publicKey } }),
  });
  if (response.status !== 201) throw new Error(`creating an application was answered with ${response.status}`);
  return ((await response.json()) as { id: string }).id;
}

/** HAProxy, which verifies the signature of each token; `undefined` where it is not installed. */
export async function startHaproxy({ publicKey }: Credentials): Promise<Server | undefined> {
  if (!existsSync(HAPROXY)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
  const [key, config] = [join(folder, 'key.pem'), join(folder, 'haproxy.cfg')];
  writeFileSync(key, publicKey);
  const port = await freePort();
  writeFileSync(
    config,
    [
      'global',
      '  nbthread 1',
      'defaults',
      '  mode http',
      '  timeout client 30s',
      'frontend gate',
      `  bind 127.0.0.1:${port}`,
      `  http-request deny deny_status 401 unless { http_auth_bearer,jwt_verify("RS256","${key}") 1 }`,
      '  http-request return status 204',
      '',
    ].join('\n'),
  );
  const child = spawn(HAPROXY, ['-db', '-f', config], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, child);
  return handleOf(child, url, folder);
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error(`a peer ended with ${child.exitCode} before it listened`);
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('a peer did not listen within five seconds');
}

function spawnNode(args: readonly string[], env: { readonly [name: string]: string } = {}): ChildProcess {
  return spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
}

async function serverOf(child: ChildProcess, folder: string): Promise<Server> {
  if (!child.stdout) throw new Error('the server has no output to read');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /"url":\s*"([^"]+)"/.exec(line)?.[1];
    if (url !== undefined) return handleOf(child, url, folder);
  }
  throw new Error('the server ended before it listened');
}

function handleOf(child: ChildProcess, url: string, folder: string): Server {
  return {
    url,
    cpuSeconds: () => cpuSecondsOf(child.pid as number),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill();
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** User and system time of a process and its workers, by the kernel's count: hundredths of a second (proc(5), `stat`). */
function cpuSecondsOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return [pid, ...children.map(Number)].reduce((sum, id) => sum + ownSeconds(id), 0);
}

function ownSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
