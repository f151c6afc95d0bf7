import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BIN } from '../cli/transcript.ts';
import { canariesIn, filesBelow, makeCanaries } from './canaries.ts';

/** Marked secrets in every place of a command line, right and wrong: no output repeats one, no file is left with one. */

const { secret, privateKey, oneLine, escaped, wrapped, body, token, basic, marks } = makeCanaries();
const damaged = privateKey.replace(/^(.{200})../s, '$1!!');
const directory = mkdtempSync(join(tmpdir(), 'mintmark-canaries-'));
afterAll(() => rmSync(directory, { recursive: true }));

interface Run {
  readonly args: readonly string[];
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Text of mintmark.json. */
  readonly config?: string;
}

function run({ args, input = '', env = {}, config = '{}' }: Run) {
  writeFileSync(join(directory, 'mintmark.json'), config);
  const { stdout, stderr, status } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: directory, TMPDIR: directory, ...env },
    input,
    encoding: 'utf8',
    timeout: 120_000,
  });
  rmSync(join(directory, 'mintmark.json'));
  return { status, found: canariesIn(stdout + stderr, marks), output: stdout + stderr };
}

const DOWN = 'http://127.0.0.1:2';
const app = '5d0b6c3e-6b5c-4b0e-9d39-3f5a3b1c7c11';
const query = `api_secret=${secret}&access_token=${token}`;
const raw = `GET /v1/calls?${query} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${basic}\r\nX-Api-Secret: ${secret}\r\n\r\n`;
const curl = `curl -u abcd1234:${secret} 'https://u:${secret}@api.nexmo.com/v1/calls?${query}' -H 'X-Key: ${secret}'`;
const har = JSON.stringify({
  log: {
    entries: [{ request: { method: 'GET', url: `${DOWN}/?${query}`, headers: [{ name: 'X-Key', value: secret }] } }],
  },
});
const line = `127.0.0.1 - - [24/Nov/2026:09:00:00 +0000] "GET /v1/calls?${query} HTTP/1.1" 401 12 "-" "${secret}"`;

const RUNS: { readonly [what: string]: readonly Run[] } = {
  'the wrong place of a command line': [
    [secret],
    ['apps', secret],
    ['help', secret],
    ['explain', secret],
    ['break', secret],
    [`--api-secret=${secret}`, 'apps'],
    ['--api-secret', secret, 'apps', 'list', '--url', DOWN, '--api-key', 'abcd1234'],
    ['apps', '--api-secret', secret, 'list'],
    ['apps', 'list', `--api-secrett=${secret}`],
    ['apps', 'list', secret],
    ['secrets', 'add', secret],
  ].map((args) => ({ args })),
  'options of the server': [
    ['--database-url', secret],
    ['--database-url', `mysql://u:${secret}@h/x`],
    ['--database-url', `postgres://u:${secret}@127.0.0.1:2/x`],
    ['--smtp-url', `smtp://u:${secret}@h/p`],
    ['--bootstrap-account', secret],
    ['--public-url', `http://u:${secret}@h`],
  ].map((args) => ({ args: ['serve', '--port', '0', ...args] })),
  'the address of a server': [`http://u:${secret}@127.0.0.1:2`, `${DOWN}/?${query}`, `${DOWN}/#${secret}`].map(
    (url) => ({
      args: ['apps', 'list', '--api-key', 'abcd1234', '--api-secret', secret, '--url', url],
    }),
  ),
  'settings that are shown': ['config', 'config --json'].map((words) => ({
    args: words.split(' '),
    env: {
      MINTMARK_API_SECRET: secret,
      VONAGE_PRIVATE_KEY: escaped,
      MINTMARK_DATABASE_URL: `postgres://u:${secret}@h/x`,
      MINTMARK_SMTP_URL: `smtp://u:${secret}@h`,
      MINTMARK_BOOTSTRAP_ACCOUNT: `abcd1234:${secret}`,
    },
  })),
  'a broken file of settings': [`{"apiSecret":"${secret}"`, `{"apiSecret":["${secret}"]}`, `apiSecret=${secret}`].map(
    (config) => ({ args: ['config'], config }),
  ),
  'the place of a key': [privateKey, damaged, oneLine, escaped, wrapped, body, secret, token].flatMap((text) => [
    { args: ['keys', 'check', text] },
    { args: ['doctor', '--key', 'env:K'], env: { K: text } },
    { args: ['mint', '--app', app, '--key', '-'], input: text },
    { args: ['verify', token, '--public', text] },
  ]),
  'the place of a token': [wrapped, privateKey, secret, basic].flatMap((text) => [
    { args: ['inspect', '-'], input: text },
    { args: ['inspect', '-', '--json'], input: text },
    { args: ['doctor', text] },
    { args: ['doctor', '--header', `Bearer ${text.replaceAll('\n', ' ')}`, '--json'] },
  ]),
  'a request that is explained': [raw, curl, har].flatMap((input) => [
    { args: ['doctor', '--request', '-'], input },
    { args: ['doctor', '--request', '-', '--json'], input },
  ]),
  'a log of requests': [line, har].flatMap((input) => [
    { args: ['triage', '-'], input },
    { args: ['triage', '-', '--json'], input },
  ]),
  'what is sent': [
    { args: ['request', 'GET', `${DOWN}/?${query}`, '--app', app, '--key', '-'], input: privateKey },
    { args: ['gate', 'check', `http://127.0.0.1:2/?${query}`, '--token', token, '--json'] },
    { args: ['clock', `http://u:${secret}@127.0.0.1:2/${secret}`] },
    { args: ['webhook', 'verify', token, '--secret', secret] },
  ],
};

test.each(Object.entries(RUNS))('%s', (_, runs) => {
  for (const one of runs) {
    const { status, found, output } = run(one);
    expect(found, `mintmark ${one.args.map((word) => word.slice(0, 40)).join(' ')}\n${output}`).toEqual([]);
    expect([0, 1, 2, 3, 4], output).toContain(status);
  }
});

test('no file is left with a secret in it', () => {
  const left = filesBelow(directory).filter(({ bytes }) => canariesIn(bytes, marks).length > 0);
  expect(left.map(({ name }) => name)).toEqual([]);
});
