import { expect, test } from 'vitest';
import { style } from '../../tools/laws/style.ts';
import { scratch } from './scratch.ts';

const CONFIG = ['biome.json', 'biome.whole-tree.json', 'tools/lint'];

test('a tree that keeps the law', async () => {
  const root = scratch(CONFIG, {
    'src/core/time.ts': [
      "// Date.now() and Math.random() are named in a comment and in a string: 'new Date()'.",
      "export const names = 'Date.now() Math.random() new Date()';",
      'export const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();',
      'export const midnight = Date.UTC(2026, 0, 1);',
      'export const whole = Math.floor(1.5);',
      '',
    ].join('\n'),
    'src/http/clock.ts': 'export const now = (): number => Date.now();\n',
  });
  expect(await style.faults(root)).toEqual([]);
});

test.each([
  ['Date.now', 'export const now = (): number => Date.now();'],
  ['new Date()', 'export const now = (): string => new Date().toISOString();'],
  ['a clock by another name', 'const { now } = Date;\nexport const later = (): number => now() + 1;'],
  ['Math.random', 'export const die = (): number => Math.random();'],
  ['globalThis', 'export const host = globalThis;'],
  ['the language of the machine', 'export const text = (n: number): string => n.toLocaleString();'],
  ['the time zone of the machine', 'export const hour = (at: Date): number => at.getHours();'],
])('%s in core', async (_name, source) => {
  const root = scratch(CONFIG, { 'src/core/impure.ts': `${source}\n` });
  const faults = (await style.faults(root)).join('\n');
  expect(faults).toContain('src/core/impure.ts');
  expect(faults).toContain('Core is pure');
});

test.each([
  [
    'noNodejsModules',
    'src/core/disk.ts',
    "import { readFileSync } from 'node:fs';\n\nexport const read = readFileSync;\n",
  ],
  ['noRestrictedGlobals', 'src/core/host.ts', 'export const bytes = Buffer.alloc(1);\n'],
  [
    'noFloatingPromises',
    'src/http/float.ts',
    'async function save(): Promise<void> {}\nsave();\nexport default save;\n',
  ],
  ['noFocusedTests', 'test/one.test.ts', "import { test } from 'vitest';\n\ntest.only('one', () => {});\n"],
  ['noSkippedTests', 'test/none.test.ts', "import { test } from 'vitest';\n\ntest.skip('none', () => {});\n"],
  ['format', 'src/http/format.ts', 'export const a = "double quotes"\n'],
])('%s', async (rule, path, source) => {
  const faults = (await style.faults(scratch(CONFIG, { [path]: source }))).join('\n');
  expect(faults).toContain(path);
  expect(faults).toContain(rule);
});

test('a cycle of imports', async () => {
  const root = scratch(CONFIG, {
    'src/core/hen.ts': "import { egg } from './egg.ts';\n\nexport const hen = (): string => egg();\n",
    'src/core/egg.ts': "import { hen } from './hen.ts';\n\nexport const egg = (): string => hen();\n",
  });
  expect((await style.faults(root)).join('\n')).toContain('noImportCycles');
});
