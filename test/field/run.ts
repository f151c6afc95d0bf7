import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/core/evidence/report.ts';
import type { FieldCase } from './case.ts';
import { type Judged, judge } from './judge.ts';

const BIN = fileURLToPath(new URL('../../bin/mintmark.cjs', import.meta.url));
const MANY = fileURLToPath(new URL('../programs/doctor-runs.ts', import.meta.url));
/** A run that takes longer hangs, in milliseconds. */
const LIMIT = 20_000;

/** One run of the command line. */
export interface Run {
  readonly folder: string;
  readonly argv: readonly string[];
  readonly env: { readonly [name: string]: string };
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Gives a case to the built command line as its person would. @throws on a crash */
export async function runCase(field: FieldCase): Promise<Judged> {
  const prepared = prepare(field);
  try {
    return read(field, await launch([BIN, ...prepared.argv], prepared));
  } finally {
    rmSync(prepared.folder, { recursive: true });
  }
}

/** The same for many cases in one process that runs the source of the command line, in a tenth of the time. @throws on a crash */
export async function runTogether(cases: readonly FieldCase[]): Promise<readonly Judged[]> {
  const runs = cases.map(prepare);
  try {
    const folder = runs[0]?.folder ?? tmpdir();
    const { code, out, err } = await launch([MANY], { folder, argv: [], env: {} }, JSON.stringify(runs), 10 * LIMIT);
    if (code !== 0) throw new Error(`exit code ${code}: ${err}`);
    const ran = out.split('\u001e');
    const remarks = err.split('\u001e');
    return cases.map((field, at) => {
      const [text = '', ended = ''] = (ran[at] ?? '').split('\u001f');
      return read(field, { code: ended === '' ? null : Number(ended), out: text, err: remarks[at] ?? '' });
    });
  } finally {
    for (const { folder } of runs) rmSync(folder, { recursive: true });
  }
}

/** Puts the files of a case into a folder of its own. */
function prepare({ give }: FieldCase): Run {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-field-'));
  const { argv, files = {}, env = {} } = give();
  mkdirSync(join(folder, 'home'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return { folder, argv: [...argv, '--json'], env };
}

function read({ id, answer }: FieldCase, { code, out, err }: Ran): Judged {
  if (code === 0 || code === 1 || code === 3) return judge(JSON.parse(out) as Report, answer, err);
  if (code !== 2) throw new Error(`${id}: exit code ${code}: ${err || out}`);
  const misses = [`not read: ${err.trim().slice(0, 200)}`];
  return { score: 'wrong', misses, falselyProved: [], isSoundRejected: false, isDeadEnd: false };
}

function launch(words: readonly string[], { folder, env }: Run, input?: string, timeout = LIMIT): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: join(folder, 'home'), NO_COLOR: '1', TZ: 'UTC', ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      timeout,
    });
    let out = '';
    let err = '';
    child.stdout?.on('data', (chunk) => (out += chunk));
    child.stderr?.on('data', (chunk) => (err += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin?.end(input);
  });
}
