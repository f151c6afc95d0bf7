/**
 * `npm run bench -- verify mint start gate refusals nodes scale`: our side and the peers in interleaved rounds. Prints a table for each suite and
 * writes it to bench/results as JSON and as a chart; `--write` also writes docs/performance.md. `doctor` measures how
 * good the doctor is, not how fast alone; `field` how it does on cases from public threads; `dashboard` how soon the dashboard is there in a browser.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { house } from '../law.ts';
import { chart } from './chart.ts';
import { performancePage, type SuiteDone } from './page.ts';
import { SUITES } from './suites.ts';
import { textOf, textTable } from './table.ts';

const results = join(house, 'bench/results');

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === 'dashboard') return (await import('./dashboard.ts')).dashboardBench();
  if (args[0] === 'field') return (await import('./field/main.ts')).fieldBench(args.slice(1));
  if (args[0] === 'doctor') return (await import('./doctor/main.ts')).doctorBench(args.slice(1));
  const names = args.filter((arg) => arg !== '--write');
  const unknown = names.find((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    console.error(
      `No benchmark named ${unknown}. There are: ${SUITES.map((suite) => suite.name).join(', ')}, doctor, field, dashboard`,
    );
    return 2;
  }
  const chosen = SUITES.filter((suite) => names.length === 0 || names.includes(suite.name));
  if (args.includes('--write') && chosen.length < SUITES.length) {
    console.error('--write needs a run of every suite: npm run bench -- --write');
    return 2;
  }
  const machine = `Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`;
  console.log(machine);
  mkdirSync(results, { recursive: true });
  const done: SuiteDone[] = [];
  for (const suite of chosen) {
    console.log(`\n${suite.question}\n(${suite.unit})\n`);
    const { standings, figures, remarks = [] } = await suite.run();
    console.log(figures ? textOf(figures) : textTable(standings, suite));
    if (remarks.length > 0) console.log(`\n${remarks.join('\n')}`);
    const record = { suite: suite.name, unit: suite.unit, machine, standings, figures, remarks };
    writeFileSync(join(results, `${suite.name}.json`), `${JSON.stringify(record, null, 2)}\n`);
    if (!figures) writeFileSync(join(results, `${suite.name}.svg`), chart(suite, standings));
    done.push({ suite, standings, remarks, ...(figures && { figures }) });
  }
  console.log(`\nWritten to ${results}`);
  if (args.includes('--write')) writeFileSync(join(house, 'docs/performance.md'), performancePage(machine, done));
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
