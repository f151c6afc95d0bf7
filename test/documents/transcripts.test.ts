import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compose, type Running } from '../../src/compose/compose.ts';
import { DEFAULT_SETTINGS } from '../../src/options/options.ts';
import { house } from '../../tools/law.ts';
import { patternOf, stepsOf } from './transcript.ts';

const ACCOUNT = { key: 'abcd1234', secret: 'Correct1Horse2Battery' };
const DOCUMENTS = ['README.md', ...readdirSync(join(house, 'docs/guides')).map((name) => `docs/guides/${name}`)];
const WITH_STEPS = DOCUMENTS.filter((path) => stepsOf(readFileSync(join(house, path), 'utf8')).length > 0);

/** The data directory of a server, as documents name it; what begins so is beside it. */
const DATA = '/var/lib/mintmark';

let folder: string;
let server: Running;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mintmark-document-'));
  server = await compose(
    { ...DEFAULT_SETTINGS, port: 0, data: join(folder, 'data'), bootstrapAccount: ACCOUNT },
    { version: '0.0.0' },
  );
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/mintmark'), `#!/bin/sh\nexec ${process.execPath} ${house}bin/mintmark.cjs "$@"\n`, {
    mode: 0o755,
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('what a document shows is what happens', () => {
  test.each(WITH_STEPS)('%s', async (path) => {
    const steps = stepsOf(readFileSync(join(house, path), 'utf8'));
    const outputs = await runAll(steps.map(({ command }) => command));
    for (const [index, { command, expected }] of steps.entries()) {
      expect(`$ ${command}\n${outputs[index]}`).toMatch(patternOf(`$ ${command}\n${expected}`));
    }
  });

  test('README.md has some', () => {
    expect(WITH_STEPS).toContain('README.md');
  });
});

describe('a transcript', () => {
  const [step] = stepsOf('text\n```console\n$ one \\\n> two\nid …!\n...\nend\n```\n');

  test('is commands, and what they print', () => {
    expect(step).toEqual({ command: 'one \\\ntwo', expected: 'id …!\n...\nend\n' });
  });

  test.each([
    ['id 1!\nend\n', true],
    ['id 1!\nmore\nlines\nend\n', true],
    ['id 1?\nend\n', false],
    ['id 1!\nend\nmore\n', false],
    ['', false],
  ])('%j: %s', (output, fits) => {
    expect(patternOf(step?.expected ?? '').test(output)).toBe(fits);
  });
});

/** Runs the commands one after the other in one shell, against a server of its own. @returns what each printed. */
async function runAll(commands: readonly string[]): Promise<readonly string[]> {
  const [work, data] = [join(folder, 'work'), join(folder, 'data')];
  mkdirSync(work);
  const script = commands.map((command) => `{ ${command}\n} 2>&1\nprintf '\\036'`).join('\n');
  const shell = spawn('bash', ['-c', script.replaceAll('http://127.0.0.1:4401', server.url).replaceAll(DATA, data)], {
    cwd: work,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: [join(folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(':'),
      HOME: work,
      MINTMARK_URL: server.url,
      MINTMARK_API_KEY: ACCOUNT.key,
      MINTMARK_API_SECRET: ACCOUNT.secret,
    },
  });
  let output = '';
  shell.stdout.on('data', (chunk) => (output += chunk));
  await once(shell, 'close');
  return output.replaceAll(server.url, 'http://127.0.0.1:4401').replaceAll(data, DATA).split('\x1e').map(endWithLine);
}

function endWithLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
