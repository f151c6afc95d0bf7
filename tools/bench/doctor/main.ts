import { controls } from './controls.ts';
import { keys } from './keys.ts';
import { mutations } from './mutations.ts';
import { pairs } from './pairs.ts';
import { peers } from './peers.ts';
import type { Row } from './row.ts';
import { singles } from './singles.ts';
import { speed } from './speed.ts';

const SHOWN_MISSES = 12;
const SEED = 20_261_124;

/**
 * `npm run bench -- doctor [PART…] [--full] [--mutations N] [--seed N]`: how good the doctor is, as one table; parts are singles,
 * pairs, keys, controls, mutations, speed and peers, all of them by default. A short run takes every eighth character
 * of the key, 1,000 controls and 20,000 mutations; `--full` all of them, 10,000 and 1,000,000.
 * @returns the exit code: 1 where something is not as it has to be
 */
export async function doctorBench(args: readonly string[]): Promise<number> {
  const isFull = args.includes('--full');
  const count = numberAfter(args, '--mutations') ?? (isFull ? 1_000_000 : 20_000);
  const seed = numberAfter(args, '--seed') ?? SEED;
  const parts: { readonly [name: string]: () => readonly Row[] | Promise<readonly Row[]> } = {
    singles,
    pairs,
    keys: () => keys(isFull ? 1 : 8),
    controls: () => controls(isFull ? 10_000 : 1000),
    mutations: () => mutations(count, seed),
    speed,
    peers,
  };
  const named = args.filter((arg) => Object.hasOwn(parts, arg));
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (named.length > 0 && !named.includes(name)) continue;
    for (const row of await part()) {
      rows.push(row);
      console.log(`${row.met ? '  ' : '! '}${row.name}: ${row.result}`);
      for (const miss of row.misses.slice(0, SHOWN_MISSES)) console.log(`    ${miss}`);
      if (row.misses.length > SHOWN_MISSES) console.log(`    and ${row.misses.length - SHOWN_MISSES} more`);
    }
  }
  console.log(`\n${tableOf(rows)}`);
  return rows.every(({ met }) => met) ? 0 : 1;
}

function numberAfter(args: readonly string[], flag: string): number | undefined {
  const value = args.includes(flag) ? Number(args[args.indexOf(flag) + 1]) : Number.NaN;
  return value > 0 ? value : undefined;
}

function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['', 'result', 'wanted', ''],
    ...rows.map(({ name, result, wanted, met }) => [name, result, wanted, met ? '' : 'missed']),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
