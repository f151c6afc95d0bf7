import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { freePort } from '../support/postgres.ts';
import { ACCOUNT, startServe } from './running-server.ts';
import { BIN, openShell } from './transcript.ts';

const shell = openShell();
afterAll(() => shell.close());
const BASIC = `Basic ${Buffer.from(`${ACCOUNT.key}:${ACCOUNT.secret}`).toString('base64')}`;
const CLIENTS = 12;

/** Process ids of the workers of a server. */
function workersOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return children.filter((id) => readFileSync(`/proc/${id}/cmdline`, 'utf8').startsWith('mintmark worker'));
}

/** One that has ended may still be waited for by its parent. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function ask(url: string, token: string, agent: Agent): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = request(`${url}/gate`, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
    asked.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end();
  });
}

describe('mintmark serve --workers 2', () => {
  let server: Awaited<ReturnType<typeof startServe>>;
  beforeAll(async () => {
    server = await startServe(['--workers', '2', '--log-level', 'silent']);
    while (workersOf(server.pid).length < 2) await sleep(50);
  });
  afterAll(() => server.remove());

  async function createApplication(): Promise<(claims?: object) => string> {
    const response = await fetch(`${server.url}/v2/applications`, {
      method: 'POST',
      headers: { authorization: BASIC, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'under load' }),
    });
    const { id, keys } = (await response.json()) as { id: string; keys: { private_key: string } };
    return (claims = {}) => mint({ application_id: id, ...claims }, keys.private_key);
  }

  test('says that the port is in use, as one process does', () => {
    const { port } = new URL(server.url);
    const other = join(server.directory, 'other');
    const { stderr, code } = shell.run(`mintmark serve --port ${port} --data ${other} --workers 2`);
    expect(stderr).toMatch(new RegExp(`^mintmark: Port ${port} on 127\\.0\\.0\\.1 is in use\\.`));
    expect(code).toBe(2);
  });

  test('loses no connection but those of a worker that is killed, and no change', async () => {
    const mintFor = await createApplication();
    const good = mintFor();
    const expired = mintFor({ iat: 1_700_000_000, exp: 1_700_000_100 });
    const seen = { right: 0, cut: 0, wrong: [] as (number | string)[] };
    let isOver = false;
    const clients = Array.from({ length: CLIENTS }, async (_, at) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const [token, wanted] = at % 3 === 0 ? [expired, 401] : [good, 204];
      while (!isOver) {
        const outcome = await ask(server.url, token, agent);
        if (outcome === wanted) seen.right++;
        else if (outcome === 'ECONNRESET') seen.cut++;
        else seen.wrong.push(outcome);
      }
      agent.destroy();
    });
    const answered = async (count: number) => {
      const goal = seen.right + count;
      while (seen.right < goal) await sleep(5);
    };
    await answered(100);
    const [first] = workersOf(server.pid);
    // Answered before the kill, so it is there after it.
    const mintLater = await createApplication();
    process.kill(first as number, 'SIGKILL');
    await answered(100);
    while (workersOf(server.pid).length < 2) await sleep(20);
    await answered(100);
    isOver = true;
    await Promise.all(clients);
    expect(seen.wrong).toEqual([]);
    expect(seen.cut).toBeGreaterThan(0);
    expect(seen.cut).toBeLessThanOrEqual(CLIENTS);
    expect(await ask(server.url, mintLater(), new Agent())).toBe(204);
  });

  test('leaves no worker behind where its owner is killed', async () => {
    const workers = workersOf(server.pid);
    expect(workers).toHaveLength(2);
    process.kill(server.pid, 'SIGKILL');
    await expect.poll(() => workers.some(isRunning)).toBe(false);
    expect(await ask(server.url, 'x', new Agent())).toBe('ECONNREFUSED');
    // They end without a word: nothing is wrong with them.
    expect(server.output.stderr).not.toMatch(/EPIPE|Error/);
  });
});

test('a signal that comes while workers start ends the server as any other does', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'mintmark-serve-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const port = await freePort();
  const child = spawn(process.execPath, [BIN, 'serve', '--port', String(port), '--workers', '2'], { cwd: directory });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const closed = once(child, 'close');
  while ((await ask(`http://127.0.0.1:${port}`, 'x', new Agent())) !== 401) await sleep(5);
  child.kill('SIGTERM');
  expect(await closed).toEqual([0, null]);
  expect(stderr).not.toMatch(/EPIPE|Error/);
});
