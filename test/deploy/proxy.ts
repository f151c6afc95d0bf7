import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { house } from '../../tools/law.ts';

export const PROXIES = ['nginx', 'haproxy', 'caddy'] as const;
export type ProxyName = (typeof PROXIES)[number];

export interface RunningProxy {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts the real program on our configuration of `deploy/<name>`, with its addresses changed to these ports and, so
 * that a hanging gate does not hold the test up, its patience to a second. `edit` plants a mistake in each file.
 */
export async function startProxy(
  name: ProxyName,
  ports: { readonly gate: number; readonly api: number },
  edit: (text: string) => string = (text) => text,
): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), `mintmark-${name}-`));
  const port = await freePort();
  cpSync(join(house, 'deploy', name), folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    const text = edit(readFileSync(join(folder, file), 'utf8'))
      .replaceAll('127.0.0.1:4401', `127.0.0.1:${ports.gate}`)
      .replaceAll('127.0.0.1:8080', `127.0.0.1:${ports.api}`)
      .replaceAll('127.0.0.1:8000', `127.0.0.1:${port}`)
      .replace(/(proxy_read_timeout|response_header_timeout) 5s/g, '$1 1s')
      .replace('timeout = 2000', 'timeout = 300');
    writeFileSync(join(folder, file), text);
  }
  // Caddy reads its addresses from the environment; the other two have them in their files.
  const addresses = { LISTEN_PORT: `${port}`, GATE: `127.0.0.1:${ports.gate}`, API: `127.0.0.1:${ports.api}` };
  const [program, args] = commandOf(name, folder);
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, ...addresses },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk) => (log += chunk));
  child.stderr.on('data', (chunk) => (log += chunk));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await Promise.race([
    isListening(port),
    ended.then(() => Promise.reject(new Error(`${name} ended before it listened:\n${log}`))),
  ]);
  return {
    port,
    async close() {
      child.kill('SIGTERM');
      const impatient = setTimeout(() => child.kill('SIGKILL'), 2000);
      await ended;
      clearTimeout(impatient);
      rmSync(folder, { recursive: true });
    },
  };
}

function commandOf(name: ProxyName, folder: string): [program: string, args: string[]] {
  if (name === 'haproxy') return ['/usr/sbin/haproxy', ['-f', 'haproxy.cfg']];
  if (name === 'caddy') return ['/usr/bin/caddy', ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile']];
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (what) => `${what}_temp_path ${folder}/${what};`,
  );
  const main = [
    process.getuid?.() === 0 ? 'user root;' : '',
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr;`,
    `events {} http { access_log off; ${temporary.join(' ')} include ${folder}/mintmark.conf; }`,
  ];
  writeFileSync(join(folder, 'nginx.conf'), main.join('\n'));
  return ['/usr/sbin/nginx', ['-p', folder, '-c', `${folder}/nginx.conf`]];
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Resolves when something accepts connections on the port; rejects after ten seconds. */
export async function isListening(port: number): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    const accepts = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (accepts) return;
    if (Date.now() > end) throw new Error(`nothing listens on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
