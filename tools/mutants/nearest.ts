import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { imports } from '../laws/imports.ts';

/** Tests that start programs or browsers that were built before: no change of a source reaches those. */
const OF_WHAT_IS_BUILT = /^test\/(?:e2e|clients|deploy|documents|packages|programs|compose)\//;

/**
 * The tests nearest to a source file, the nearest first: those in its mirrored folder (or the closest folder above that
 * has any), then those that import it themselves.
 */
export function nearestTests(root: string, source: string, files: readonly string[]): readonly string[] {
  const tests = files.filter((path) => /^test\/.*\.test\.ts$/.test(path) && !OF_WHAT_IS_BUILT.test(path));
  const mirrored = beside(source, tests);
  const importing = tests.filter((test) => importsOf(root, test).includes(source));
  const name = (source.split('/').at(-1) ?? '').replace(/\.tsx?$/, '');
  const byCloseness = [...mirrored].sort((a, b) => closeness(b) - closeness(a));
  function closeness(test: string): number {
    return Number(test.endsWith(`/${name}.test.ts`)) * 2 + Number(importing.includes(test));
  }
  return [...new Set([...byCloseness, ...importing])];
}

function beside(source: string, tests: readonly string[]): readonly string[] {
  for (let folder = dirname(source).replace(/^src/, 'test'); folder.includes('/'); folder = dirname(folder)) {
    const there = tests.filter((test) => dirname(test) === folder);
    if (there.length > 0) return there;
  }
  return [];
}

function importsOf(root: string, file: string): readonly string[] {
  return imports(readFileSync(join(root, file), 'utf8'))
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => normalize(join(dirname(file), specifier)));
}
