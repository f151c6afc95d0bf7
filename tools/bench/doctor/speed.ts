import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeLine, readLog } from '../../../src/cli/triage/read-log.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { LogTriage } from '../../../src/core/triage/log-triage.ts';
import type { Row } from './row.ts';

const NOW = 1_790_000_000;
const LINES = 200_000;

/** CPU time, so that a busy machine does not count as a slow program. */
export async function speed(): Promise<readonly Row[]> {
  const lines = Array.from({ length: 500 }, (_, index) => logLine(index));
  const tokens = lines.map((line) => (JSON.parse(line) as { authorization: string }).authorization);
  let turn = 0;
  const one = cpuSeconds(() => diagnose({ authorization: tokens[turn++ % 500] as string, now: NOW }), 3000) * 1000;
  const rate = Math.round(await triageRate());
  return [
    {
      name: 'one diagnosis, without keys',
      result: `${one.toFixed(2)} ms`,
      wanted: 'under 2 ms',
      met: one < 2,
      misses: [],
    },
    {
      name: 'triage, distinct tokens',
      result: `${rate.toLocaleString('en')} lines per CPU second`,
      wanted: '250,000',
      met: rate >= 250_000,
      misses: [],
    },
  ];
}

function cpuSeconds(work: () => unknown, times: number): number {
  for (let warm = 0; warm < times / 4; warm++) work();
  const start = process.cpuUsage();
  for (let done = 0; done < times; done++) work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6 / times;
}

async function triageRate(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
  const path = join(folder, 'log.ndjson');
  writeFileSync(path, `${Array.from({ length: LINES }, (_, index) => logLine(index)).join('\n')}\n`);
  try {
    await triage(path);
    const start = process.cpuUsage();
    await triage(path);
    const { user, system } = process.cpuUsage(start);
    return LINES / ((user + system) / 1e6);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `mintmark triage` does with a file. */
async function triage(path: string): Promise<void> {
  const log = new LogTriage({ decode: decodeLine });
  log.open(path);
  await readLog(path, log, () => true);
  log.summary();
}

/** The signature is not looked at without a key: only its length is. */
function logLine(index: number): string {
  const now = NOW + index * 0.037;
  const iat = Math.floor(now) - ((index * 7919) % 20_000);
  const claims = { application_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7', iat, exp: iat + 900, jti: randomUUID() };
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const authorization = `Bearer ${parts.join('.')}.${randomBytes(256).toString('base64url')}`;
  return JSON.stringify({
    time: new Date(now * 1000).toISOString(),
    method: 'POST',
    path: '/v1/calls',
    status: 401,
    authorization,
  });
}
