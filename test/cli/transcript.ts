import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const BIN = join(root, 'bin/mintmark.cjs');

/** One command of a script and what it has to do. */
export interface Step {
  readonly command: string;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly code: number;
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/**
 * A script: `$ command`, the lines of stdout, the lines of stderr after `! `, and `=> code`. `[..]` stands for anything
 * in a line, a line of `...` for any lines. `#` begins a comment.
 */
export function readScript(text: string): Step[] {
  const steps: { command: string; stdout: string[]; stderr: string[]; code: number }[] = [];
  for (const line of text.split('\n')) {
    const step = steps.at(-1);
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), stdout: [], stderr: [], code: -1 });
    else if (step === undefined || step.code !== -1) continue;
    else if (line.startsWith('=> ')) step.code = Number(line.slice(3));
    else if (line === '!' || line.startsWith('! ')) step.stderr.push(line.slice(2));
    else step.stdout.push(line);
  }
  const open = steps.find(({ code }) => code === -1);
  if (open !== undefined) throw new Error(`no exit code after: ${open.command}`);
  return steps;
}

/** Whether the text has these lines. */
export function matches(text: string, lines: readonly string[]): boolean {
  const pattern = lines
    .map((line) => (line === '...' ? '(?:.*\n)*?' : `${line.split('[..]').map(escaped).join('.*')}\n`))
    .join('');
  return new RegExp(`^${pattern}$`).test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A directory of its own with the test keys in it, and `mintmark` on the path; nothing of the user's environment. */
export function openShell(env: NodeJS.ProcessEnv = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'mintmark-script-'));
  const work = join(directory, 'project');
  const bin = join(directory, 'bin');
  for (const folder of [work, bin, join(directory, 'home')]) mkdirSync(folder);
  const shim = join(bin, 'mintmark');
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(shim, 0o755);
  const keys = join(root, 'vectors/keys');
  for (const name of readdirSync(keys).filter((file) => file.endsWith('.pem'))) {
    copyFileSync(join(keys, name), join(work, name.replace(/^test-/, '')));
  }
  const path = [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
  return {
    work,
    run(command: string, input = ''): Ran {
      const { stdout, stderr, status } = spawnSync('sh', ['-c', command], {
        cwd: work,
        env: { PATH: path, HOME: join(directory, 'home'), TZ: 'UTC', ...env },
        encoding: 'utf8',
        input,
        timeout: 120_000,
      });
      return { stdout, stderr, code: status };
    },
    close: () => rmSync(directory, { recursive: true }),
  };
}
