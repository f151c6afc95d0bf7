import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeLine, readLog } from '../../../src/cli/triage/read-log.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { LogTriage } from '../../../src/core/triage/log-triage.ts';
import { spread } from '../rounds.ts';
import { type LogName, makeLog } from './logs.ts';
import type { Row } from './row.ts';

const NOW = 1_790_000_000;
const LINES = 200_000;
const ROUNDS = 5;
const WANTED = 250_000;
const LOGS: readonly (readonly [LogName, string])[] = [
  ['flat', 'JSON lines, flat'],
  ['pino', 'JSON lines, nested, with header lines'],
  ['access', 'combined access log with the Authorization value'],
  ['mixed', 'all three, 200 applications, one in ten odd'],
];

/** CPU time, so that a busy machine does not count as a slow program. */
export async function speed(): Promise<readonly Row[]> {
  const authorizations = makeLog('flat', 500)
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { authorization: string }).authorization);
  let turn = 0;
  const one = cpuSeconds(() => diagnose({ authorization: authorizations[turn++ % 500] as string, now: NOW }), 3000);
  const rows: Row[] = [
    {
      name: 'one diagnosis, without keys',
      result: `${(one * 1000).toFixed(2)} ms`,
      wanted: 'under 2 ms',
      met: one < 0.002,
      misses: [],
    },
  ];
  for (const [name, words] of LOGS) {
    const rates = await triageRates(name);
    const range = `${thousands(rates.min)} to ${thousands(rates.max)}`;
    rows.push({
      name: `triage, distinct tokens: ${words}`,
      result: `${thousands(rates.median)} lines per CPU second (${range})`,
      wanted: thousands(WANTED),
      met: rates.median >= WANTED,
      misses: [],
    });
  }
  return rows;
}

function cpuSeconds(work: () => unknown, times: number): number {
  for (let warm = 0; warm < times / 4; warm++) work();
  const start = process.cpuUsage();
  for (let done = 0; done < times; done++) work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6 / times;
}

async function triageRates(name: LogName): Promise<ReturnType<typeof spread>> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
  const path = join(folder, 'log');
  writeFileSync(path, makeLog(name, LINES));
  try {
    await triage(path);
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = process.cpuUsage();
      await triage(path);
      const { user, system } = process.cpuUsage(start);
      rates.push(LINES / ((user + system) / 1e6));
    }
    return spread(rates);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `mintmark triage` does with a file. */
async function triage(path: string): Promise<void> {
  const log = new LogTriage({ decode: decodeLine });
  log.open(path);
  await readLog(path, log);
  log.summary();
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en');
}
