import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN } from './transcript.ts';

export const ACCOUNT = { key: 'abcd1234', secret: 'Secret1234' };
const BOOTSTRAP = { MINTMARK_BOOTSTRAP_ACCOUNT: `${ACCOUNT.key}:${ACCOUNT.secret}` };

/** `mintmark serve`, started as a user starts it, on a free port and a data directory of its own. */
export async function startServe(args: readonly string[] = [], env: NodeJS.ProcessEnv = BOOTSTRAP) {
  const directory = mkdtempSync(join(tmpdir(), 'mintmark-serve-'));
  const child = spawn(process.execPath, [BIN, 'serve', '--json', '--port', '0', ...args], {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: directory, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const { url } = await started(child, output, ended);
  return {
    url,
    pid: child.pid as number,
    directory,
    output,
    /** @returns the exit code. The data directory stays. */
    stop(): Promise<number | null> {
      child.kill('SIGTERM');
      return ended;
    },
    remove: () => rmSync(directory, { recursive: true }),
  };
}

function started(
  child: ChildProcess,
  output: { stdout: string; stderr: string },
  ended: Promise<number | null>,
): Promise<{ url: string }> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (output.stdout.trimEnd().endsWith('}')) resolve(JSON.parse(output.stdout));
    });
    void ended.then((code) => reject(new Error(`serve ended with ${code}: ${output.stderr}`)));
  });
}
