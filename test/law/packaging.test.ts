import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { packageFaults } from '../../tools/laws/packaging.ts';
import { PACKAGES, stage } from '../../tools/packages.ts';
import { scratch } from './scratch.ts';

const MANIFEST = {
  name: 'one',
  version: '1.0.0',
  type: 'module',
  license: 'Apache-2.0',
  engines: { node: '>=20' },
  sideEffects: false,
  exports: { '.': { types: './a.d.ts', default: './a.js' } },
};
const CODE = {
  'a.js': 'export const a = 1;\n',
  'a.d.ts': 'export declare const a: number;\n',
  LICENSE: 'Apache-2.0\n',
};

function published(manifest: object, code: { readonly [path: string]: string } = CODE): string {
  return `${scratch([], { ...at('one/', code), 'one/package.json': JSON.stringify(manifest) })}/one`;
}

function at(folder: string, files: { readonly [path: string]: string }): { readonly [path: string]: string } {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [folder + path, text]));
}

test('a package that keeps the law', async () => {
  expect(await packageFaults(published(MANIFEST))).toEqual([]);
});

test('an entry that is not there, and types that lead nowhere', async () => {
  const exports = { ...MANIFEST.exports, './gate': { types: './gate.d.ts', default: './gate.js' } };
  expect((await packageFaults(published({ ...MANIFEST, exports }))).join('\n')).toMatch(/gate\.js.*does not exist/s);
  const typesOfNothing = { ...CODE, 'a.d.ts': "export { a } from './gone.js';\n" };
  expect((await packageFaults(published(MANIFEST, typesOfNothing))).join('\n')).toContain('Internal resolution error');
});

test('a stage holds what the entries reach and nothing else', () => {
  const [library] = PACKAGES;
  if (library === undefined) throw new Error('the library is packed');
  const root = scratch(['package.json', 'LICENSE'], {
    'CHANGELOG.md': '# Changes\n',
    [library.readme]: '# Library\n',
    'dist/jwt.js': "export { a } from './core/a.js';\n//# sourceMappingURL=jwt.js.map\n",
    'dist/jwt.d.ts': "export type { B } from './core/b.ts';\nexport { a } from './core/a.ts';\n",
    'dist/gate.js': "export { a } from './core/a.js';\n",
    'dist/gate.d.ts': "export { a } from './core/a.ts';\n",
    ...at('dist/core/', { 'a.js': 'export const a = 1;\n', 'a.d.ts': 'export declare const a: 1;\n' }),
    ...at('dist/core/', { 'b.js': 'export {};\n', 'b.d.ts': 'export interface B {}\n', 'c.js': 'export {};\n' }),
  });
  stage(library, root, `${root}/out`);
  expect(filesUnder(`${root}/out/lib`)).toEqual([
    'core/a.d.ts',
    'core/a.js',
    'core/b.d.ts',
    'gate.d.ts',
    'gate.js',
    'jwt.d.ts',
    'jwt.js',
  ]);
  expect(readFileSync(`${root}/out/lib/jwt.js`, 'utf8')).toBe("export { a } from './core/a.js';\n");
  expect(readFileSync(`${root}/out/lib/jwt.d.ts`, 'utf8')).toContain("from './core/b.js'");
});

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
