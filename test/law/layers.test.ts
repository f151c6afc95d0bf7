import { expect, test } from 'vitest';
import { layers } from '../../tools/laws/layers.ts';
import { scratch } from './scratch.ts';

const ROOT = JSON.stringify({
  files: [],
  references: ['core', 'ports', 'adapters/system', 'adapters/webcrypto'].map((layer) => ({ path: `src/${layer}` })),
});
const CONFIGS = ['tsconfig.base.json', ...['core', 'ports', 'adapters/system', 'adapters/webcrypto'].map(configOf)];
const EMPTY = 'export {};\n';

function configOf(layer: string): string {
  return `src/${layer}/tsconfig.json`;
}

function tree(files: { readonly [path: string]: string }): string {
  const sources = ['core/a', 'ports/a', 'adapters/system/a', 'adapters/webcrypto/a'];
  const empty = Object.fromEntries(sources.map((name) => [`src/${name}.ts`, EMPTY]));
  return scratch(CONFIGS, { 'tsconfig.json': ROOT, ...empty, ...files });
}

test('a tree that keeps the law', async () => {
  const root = tree({ 'src/ports/a.ts': "export type * from '../core/a.ts';\n" });
  expect(await layers.faults(root)).toEqual([]);
});

test('an import against the direction, of another adapter, of a host global', async () => {
  const root = tree({
    'src/core/a.ts': "export type * from '../ports/a.ts';\n",
    'src/core/b.ts': "console.log('core has no console');\n",
    'src/adapters/system/a.ts': "export type * from '../webcrypto/a.ts';\n",
  });
  const faults = (await layers.faults(root)).join('\n');
  expect(faults).toMatch(/src\/core\/a\.ts.*rootDir/s);
  expect(faults).toMatch(/src\/core\/b\.ts.*'console'/s);
  expect(faults).toMatch(/src\/adapters\/system\/a\.ts.*rootDir/s);
});

test('a package that is not the layer’s own', async () => {
  const root = tree({
    'src/ports/a.ts': "import { promises } from 'node:fs';\nexport const read = promises.readFile;\n",
  });
  expect(await layers.faults(root)).toContainEqual('src/ports/a.ts: ports may not import node:fs');
});

test('a project reference that loosens the law', async () => {
  const config = {
    extends: '../../tsconfig.base.json',
    references: [{ path: '../ports' }, { path: '../adapters/webcrypto' }],
  };
  const root = tree({ 'src/core/tsconfig.json': JSON.stringify(config) });
  const faults = await layers.faults(root);
  expect(faults).toContainEqual('src/core/tsconfig.json: core may not refer to ports');
  expect(faults).toContainEqual('src/core/tsconfig.json: core may not refer to adapters/webcrypto');
});

test('a folder that is no layer', async () => {
  const root = tree({ 'src/utils/a.ts': EMPTY });
  expect((await layers.faults(root))[0]).toMatch(/^src\/utils: no layer has this name/);
});

test('a page that loads a schema of the wire', async () => {
  const root = tree({
    'src/dashboard/a.ts': "import type { A } from '../wire/a.ts';\nexport type B = A;\n",
    'src/dashboard/b.ts': "import { a } from '../wire/a.ts';\nexport const b = a;\n",
    'src/dashboard/tsconfig.json': '{}',
  });
  const faults = (await layers.faults(root)).filter((fault) => fault.includes('types of wire'));
  expect(faults).toEqual([expect.stringMatching(/^src\/dashboard\/b\.ts: /)]);
});
