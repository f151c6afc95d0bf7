import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { house } from '../law.ts';
import { type Standing, spread } from './rounds.ts';
import { fixture } from './tokens.ts';

const ROUNDS = 9;

/** From nothing to a minted token, a process each. The baseline is Node itself, doing nothing. */
export function startStandings(): readonly Standing[] {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
  try {
    return raceProcesses(programs(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Program {
  readonly name: string;
  readonly args: readonly string[];
}

function programs(folder: string): readonly Program[] {
  const { applicationId, privatePem } = fixture();
  const key = join(folder, 'private.pem');
  const script = join(folder, 'script.cjs');
  writeFileSync(key, privatePem, { mode: 0o600 });
  const byHand = join(folder, 'by-hand.cjs');
  writeFileSync(byHand, byHandScript(applicationId, key));
  writeFileSync(script, jsonwebtokenScript(applicationId, key));
  return [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'a script by hand on node:crypto', args: [byHand] },
    {
      name: 'mintmark mint',
      args: [join(house, 'bin/mintmark.cjs'), 'mint', '--app', applicationId, '--key', key],
    },
    { name: 'a script with jsonwebtoken', args: [script] },
    {
      name: 'vonage jwt (1.2.4)',
      args: [
        join(house, 'node_modules/@vonage/cli/bin/run.cjs'),
        'jwt',
        `--app_id=${applicationId}`,
        `--key_file=${key}`,
      ],
    },
  ];
}

/** The least that a Node program can do for a token. */
function byHandScript(applicationId: string, key: string): string {
  return `const { createPrivateKey, randomUUID, sign } = require('node:crypto');
const { readFileSync } = require('node:fs');
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const iat = Math.floor(Date.now() / 1000);
const claims = { application_id: ${JSON.stringify(applicationId)}, iat, exp: iat + 900, jti: randomUUID() };
const input = encode({ alg: 'RS256', typ: 'JWT' }) + '.' + encode(claims);
const key = createPrivateKey(readFileSync(${JSON.stringify(key)}));
console.log(input + '.' + sign('RSA-SHA256', Buffer.from(input), key).toString('base64url'));
`;
}

function jsonwebtokenScript(applicationId: string, key: string): string {
  return `const { sign } = require(${JSON.stringify(join(house, 'node_modules/jsonwebtoken'))});
const { readFileSync } = require('node:fs');
const { randomUUID } = require('node:crypto');
const iat = Math.floor(Date.now() / 1000);
const claims = { application_id: ${JSON.stringify(applicationId)}, iat, exp: iat + 900, jti: randomUUID() };
console.log(sign(claims, readFileSync(${JSON.stringify(key)}), { algorithm: 'RS256' }));
`;
}

function raceProcesses(contenders: readonly Program[]): readonly Standing[] {
  const seconds = new Map<Program, number[]>(contenders.map((program) => [program, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const program of contenders) seconds.get(program)?.push(cpuSeconds(program));
  }
  const base = seconds.get(contenders[0] as Program) as number[];
  return contenders.map((program) => {
    const own = seconds.get(program) as number[];
    return {
      name: program.name,
      perCpuSecond: spread(own.map((one) => 1 / one)),
      ratio: spread(own.map((one, i) => one / (base[i] as number))),
    };
  });
}

/** CPU time of one process, from start to exit, all threads counted: what the shell's `time` reports. */
function cpuSeconds({ name, args }: Program): number {
  // What the program says goes where it can be read when it fails; the times alone come on stderr.
  const timed = `TIMEFORMAT='%3U %3S'; time "$0" "$@" 2>&1`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', timed, process.execPath, ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} ended with exit code ${status}: ${stdout.slice(0, 500)}`);
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
  return user + system;
}
