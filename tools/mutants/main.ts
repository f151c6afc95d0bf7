/**
 * `npm run mutants -- PATH…`: changes one operator, constant, condition or statement of the sources at a time, runs the
 * tests nearest to it, and lists the changes that none of them noticed. Exit code 1 where there are any that no remark
 * (`// mutants: why it cannot matter`) explains. No file is written.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { house, projectFiles } from '../law.ts';
import { changesOf } from './changes.ts';
import { nearestTests } from './nearest.ts';
import { type FileReport, reportOn } from './report.ts';
import { sampled } from './sample.ts';
import { Bench } from './trial.ts';

const USAGE = 'npm run mutants -- PATH… [--tests PATH…] [--sample COUNT] [--seed NUMBER] [--quick]';

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      tests: { type: 'string', multiple: true },
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
    },
  });
  const files = await projectFiles(house);
  const sources = files.filter((file) => /^src\/.*\.tsx?$/.test(file) && isUnder(positionals, file));
  // After the first one they are positional arguments, told apart from the sources by their folder.
  const chosen = values.tests && [...values.tests, ...positionals.filter((path) => path.startsWith('test'))];
  const chosenTests = chosen && files.filter((file) => /\.test\.ts$/.test(file) && isUnder(chosen, file));
  if (sources.length === 0 || chosenTests?.length === 0) {
    console.error(`${USAGE}\nThere is no ${sources.length === 0 ? 'source file' : 'test'} at the paths given.`);
    return 2;
  }

  const texts = new Map(sources.map((path) => [path, readFileSync(join(house, path), 'utf8')]));
  const all = [...texts]
    .flatMap(([path, text]) => changesOf(text, path).map((change) => ({ ...change, path })))
    .map((change, id) => ({ ...change, id }));
  const count = values.sample === undefined ? all.length : Number(values.sample);
  const tried = new Set(sampled(all, count, Number(values.seed)));
  const byFile = Map.groupBy(all, ({ path }) => path);
  const bench = await Bench.open(house, texts, byFile);
  const reports: FileReport[] = [];
  try {
    for (const [path, changes] of byFile) {
      const own = changes.filter((change) => tried.has(change));
      if (own.length === 0) continue;
      const tests = chosenTests ?? nearestTests(house, path, files);
      const start = performance.now();
      const trial = await bench.attempt(
        own.map(({ id }) => id),
        tests,
        values.quick,
      );
      const report = reportOn(path, texts.get(path) ?? '', own, trial, own.length === changes.length);
      reports.push(report);
      tell(report, tests, performance.now() - start);
    }
  } finally {
    await bench.close();
  }
  return conclude(reports);
}

const isUnder = (paths: readonly string[], file: string) =>
  paths.some((path) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`));

function tell(
  { path, tried, noticed, explained, survived, idle, red }: FileReport,
  tests: readonly string[],
  ms: number,
): void {
  const seconds = (ms / 1000).toFixed(1);
  console.log(
    `${path}: ${noticed} of ${tried} noticed, ${explained.length} explained, ${survived.length} survived (${seconds} s)`,
  );
  for (const line of explained) console.log(`  explained  ${line}`);
  for (const line of survived) console.log(`  survived   ${line}`);
  for (const line of idle) console.log(`  idle       ${line}`);
  for (const line of red) console.log(`  left out   ${line}`);
  if (survived.length > 0) console.log(`  tests run: ${tests.length === 0 ? 'none is near' : tests.join(', ')}`);
}

function conclude(reports: readonly FileReport[]): number {
  const sum = (count: (report: FileReport) => number) => reports.reduce((total, report) => total + count(report), 0);
  const survived = sum((report) => report.survived.length);
  const amiss = sum((report) => report.idle.length + report.red.length);
  console.log(
    `\n${sum((report) => report.tried)} changes: ${sum((report) => report.noticed)} noticed, ` +
      `${sum((report) => report.explained.length)} explained, ${survived} survived`,
  );
  return survived + amiss === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
