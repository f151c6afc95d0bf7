import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ExitCode, usage } from '../terminal/failure.ts';

/** The server needs node:sqlite as it is since this release; the other commands run on Node 20. */
const LEAST = [24, 15] as const;

/**
 * Runs the same command line under the project's own Node where this one is too old for the server. `undefined`: this
 * one will do. @throws Failure (usage) that says what to install.
 */
export async function underNewerNode(): Promise<ExitCode | undefined> {
  const { node } = process.versions;
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return undefined;
  const own = ownNode();
  if (own === undefined) {
    throw usage(
      `The server needs Node ${LEAST.join('.')} or later, and this is Node ${node}`,
      'Install it: https://nodejs.org/en/download',
      'In a clone of the project, npm start brings one for the project alone',
    );
  }
  return become(own, process.argv.slice(1));
}

/** The Node that `npm start` in a clone has brought. This module is bundled to dist/bundle. */
function ownNode(): string | undefined {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = system === 'win' ? 'node.exe' : 'node';
  const path = `../../tools/node/node_modules/node-${system}-${process.arch}/bin/${file}`;
  const node = fileURLToPath(new URL(path, import.meta.url));
  return existsSync(node) ? node : undefined;
}

/** The child has the terminal; signals reach it, and its exit code is ours. */
function become(node: string, args: readonly string[]): Promise<ExitCode> {
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve((code ?? 1) as ExitCode));
  });
}
