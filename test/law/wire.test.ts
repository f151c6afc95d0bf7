import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { house, runPackage } from '../../tools/law.ts';
import { scratch } from './scratch.ts';

/** One program with a few files of each layer, which is quicker than a build of all of them. */
const CONFIG = JSON.stringify({
  extends: './tsconfig.base.json',
  compilerOptions: {
    noEmit: true,
    composite: false,
    module: 'esnext',
    moduleResolution: 'bundler',
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
    noUnusedLocals: false,
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: ['node'],
    jsx: 'react-jsx',
    jsxImportSource: 'preact',
  },
  files: [
    'src/http/answers/application.ts',
    'src/http/answers/application-key.ts',
    'src/cli/commands/apps/settings.ts',
    'src/cli/commands/apps/keys.ts',
    'src/dashboard/pages/applications/settings.tsx',
    'src/dashboard/server/applications.ts',
    'src/dashboard/pages/applications/delete.tsx',
    'src/cli/terminal/wrong.ts',
  ],
});

/** Each line but the first three is wrong: path, method, parameter, member of a body, type of a body, member of an answer. */
const WRONG = `import type { Client } from '../server/client.ts';
import { send } from '../../dashboard/server/api.ts';
declare const client: Client;
client.send('GET /v2/aplications');
client.send('PATCH /v2/applications/:id', { params: { id: '' } });
client.send('GET /v2/applications/:id', { params: { uuid: '' } });
client.send('GET /v2/applications/:id');
client.send('POST /accounts', { body: { nam: '' } });
send('POST /v2/applications/:id/keys', { params: { id: '' }, body: { state: 'revoked' } });
send('GET /dashboard-api/me').then(({ value }) => value.persons);
`;

async function errorsIn(files: { readonly [path: string]: string }): Promise<string> {
  const root = scratch(['tsconfig.base.json', 'src'], { 'tsconfig.json': CONFIG, ...files });
  return (await runPackage('typescript/bin/tsc', ['-p', 'tsconfig.json', '--pretty', 'false'], root)).output;
}

function renamed(file: string, member: string): { readonly [path: string]: string } {
  const path = `src/wire/${file}`;
  const text = readFileSync(join(house, path), 'utf8');
  expect(text).toContain(`  ${member}: `);
  return { [path]: text.replaceAll(`  ${member}: `, `  ${member}_renamed: `) };
}

test('a member that is renamed on the wire is an error in http, the command line and the dashboard; a wrong request too', {
  timeout: 120_000,
}, async () => {
  const errors = await errorsIn({
    ...renamed('application.ts', 'single_use'),
    ...renamed('application-keys.ts', 'last_used_at'),
    'src/cli/terminal/wrong.ts': WRONG,
  });
  for (const member of ['single_use', 'last_used_at']) {
    for (const layer of ['http', 'cli', 'dashboard']) {
      expect(errors).toMatch(
        new RegExp(`^src/${layer}/[^(]+\\(\\d+,\\d+\\): error TS\\d+: [^\\n]*(\\n +[^\\n]*)*'${member}`, 'm'),
      );
    }
  }
  const wrong = [...errors.matchAll(/^src\/cli\/terminal\/wrong\.ts\((\d+),/gm)].map(([, line]) => Number(line));
  expect([...new Set(wrong)]).toEqual([4, 5, 6, 7, 8, 9, 10]);
});
