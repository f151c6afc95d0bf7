import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELD_CASES } from '../../../test/field/cases/index.ts';
import { house } from '../../law.ts';
import { runAll } from './run-all.ts';
import { sumsOf, textOf } from './sums.ts';

/**
 * `npm run bench -- field [WORDS…] [--all] [--write]`: the cases from public threads, given to the command line as their
 * people would; it has to be built. WORDS choose cases by their id or kind; `--all` prints every expectation that
 * does not hold instead of the first one of a case; `--write` writes the table to docs/field.md.
 * @returns the exit code: 1 where a sound token is refused, something is falsely proved, or nothing is left to do
 */
export async function fieldBench(args: readonly string[]): Promise<number> {
  const words = args.filter((arg) => !arg.startsWith('--'));
  const chosen = Object.entries(FIELD_CASES).flatMap(([kind, cases]) =>
    cases
      .filter(({ id }) => words.length === 0 || words.some((word) => id.includes(word) || kind === word))
      .map((field) => ({ kind, field })),
  );
  const done = await runAll(chosen);
  for (const { field, judged } of done.filter(({ judged }) => judged.score !== 'right')) {
    const shown = args.includes('--all') ? judged.misses : judged.misses.slice(0, 1);
    console.log([`${judged.score.padEnd(6)} ${field.id}`, ...shown.map((miss) => `       ${miss}`)].join('\n'));
  }
  const sums = sumsOf(done);
  console.log(`\n${textOf(sums)}`);
  if (args.includes('--write')) {
    const { fieldPage } = await import('./page.ts');
    writeFileSync(join(house, 'docs/field.md'), fieldPage(done, sums));
  }
  return sums.total.falselyProved + sums.total.soundRejected + sums.total.deadEnds === 0 ? 0 : 1;
}
