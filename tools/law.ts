import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A rule of the house that a command holds. */
export interface Law {
  readonly name: string;
  /** The rule, in one sentence. */
  readonly rule: string;
  /** Each breach of the rule in the tree at `root`: where it is and what to do. None where the rule holds. */
  faults(root: string): Promise<readonly string[]>;
}

export interface Outcome {
  readonly code: number | null;
  /** Both streams, as they came. */
  readonly output: string;
}

/** The tree that these tools belong to, whichever tree they look at. */
export const house = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program to its end. @throws where it cannot be started. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Runs the JavaScript program of an installed package on the Node that runs this. */
export function runPackage(script: string, args: readonly string[], cwd: string): Promise<Outcome> {
  return run(process.execPath, [`${house}node_modules/${script}`, ...args], cwd);
}

/** The files of the project at `root`: tracked by git, or new and not ignored. Paths are relative to `root`. */
export async function projectFiles(root: string): Promise<readonly string[]> {
  const { code, output } = await run('git', ['ls-files', '-z', '-co', '--exclude-standard', '--deduplicate'], root);
  if (code !== 0) throw new Error(`git ls-files failed in ${root}: ${output.trim()}`);
  return output
    .split('\0')
    .filter((path) => path !== '')
    .sort();
}
