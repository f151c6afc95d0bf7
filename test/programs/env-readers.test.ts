import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ENV_READERS } from '../../src/core/request/captures/env-readers.ts';

/** What is said of a program that reads `.env` files is what it does: Node and a shell are here to be asked. */

const folder = mkdtempSync(join(tmpdir(), 'mintmark-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PEM = '-----BEGIN PRIVATE KEY-----\nMIIBVAIBADANBgkq+/8=\n-----END PRIVATE KEY-----';
const FILES: { readonly [what: string]: string } = {
  bare: 'A=value\n',
  'double quotes': 'A="value"\n',
  'single quotes': "A='value'\n",
  backticks: 'A=`value`\n',
  '\\n in double quotes': `A="${PEM.replaceAll('\n', '\\n')}\\n"\n`,
  '\\n in single quotes': `A='${PEM.replaceAll('\n', '\\n')}'\n`,
  '\\n without quotes': 'A=one\\ntwo\n',
  'lines in double quotes': `A="${PEM}"\nB=1\n`,
  'lines in single quotes': `A='${PEM}'\nB=1\n`,
  'a remark behind a blank': 'A=value # of mine\n',
  'a remark behind quotes': 'A="value" # of mine\n',
  '# inside quotes': 'A="val#ue"\n',
  '# inside a value': 'A=val#ue\n',
  export: 'export A=value\n',
  'blanks around': 'A=  value  \n',
  'blanks before =': 'A = value\n',
  'blanks inside quotes': 'A=" value "\n',
  CRLF: 'A=value\r\nB=2\r\n',
  'CRLF behind quotes': 'A="value"\r\nB=2\r\n',
  'a byte order mark': '\uFEFFA=value\n',
  'a quote that is not closed': 'A="value\nB=2\n',
  'another variable before': 'B=1\nA=value\n',
  'a remark that looks like it': '# A=old\nA=value\n',
  twice: 'A=first\nA=second\n',
  empty: 'A=\nB=2\n',
  'an escaped quote': 'A="val\\"ue"\n',
  'a backslash': 'A=C:\\keys\\a.pem\n',
};

const readerOf = (name: string) => ENV_READERS.find((one) => one.name === name);

test.each(Object.entries(FILES))('node --env-file: %s', (_, text) => {
  const path = join(folder, 'node.env');
  writeFileSync(path, text);
  const print = 'console.log(JSON.stringify(process.env.A ?? null))';
  const { stdout, stderr } = spawnSync(process.execPath, [`--env-file=${path}`, '-e', print], {
    env: {},
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(readerOf('node --env-file')?.read(text, 'A') ?? null).toBe(JSON.parse(stdout));
});

/** A shell runs what stands behind a blank, and what it cannot read it refuses. */
const NOT_FOR_A_SHELL = [
  'backticks',
  'a remark behind quotes',
  'blanks around',
  'blanks before =',
  'a byte order mark',
  'a quote that is not closed',
];

test.each(Object.entries(FILES).filter(([what]) => !NOT_FOR_A_SHELL.includes(what)))('a shell: %s', (_, text) => {
  const path = join(folder, 'shell.env');
  writeFileSync(path, text);
  const { stdout } = spawnSync('/bin/sh', ['-c', `. "$0"; printf %s "$A"`, path], { env: {}, encoding: 'utf8' });
  expect(readerOf('a shell (source)')?.read(text, 'A')).toBe(stdout);
});
