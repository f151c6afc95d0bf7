import { expect, test } from 'vitest';
import { withExamples } from '../../tools/docs/guide.ts';
import { publicFunctions } from '../../tools/docs/library.ts';
import { exampleIn, examples } from '../../tools/laws/examples.ts';
import { scratch } from './scratch.ts';

const CONFIG = JSON.stringify({
  extends: '../tsconfig.base.json',
  compilerOptions: { outDir: '../.cache/examples', types: [] },
});
const SOURCE = JSON.stringify({ extends: '../tsconfig.base.json', compilerOptions: { outDir: '../dist', types: [] } });

test('an example that does not compile, one that is not shown, and a block that is no file', async () => {
  const root = scratch(['tsconfig.base.json'], {
    'src/tsconfig.json': SOURCE,
    'src/jwt.ts': 'export const nothing = 0;\n',
    'examples/tsconfig.json': CONFIG,
    'examples/shown.ts': 'export const wrong: number = "text";\n',
    'examples/hidden.ts': 'export const right = 1;\n',
    'docs/guides/library.md':
      '```ts examples/shown.ts\n```\n\n```ts\nconst loose = 1;\n```\n\n```ts examples/gone.ts\n```\n',
  });
  const faults = await examples.faults(root);
  expect(faults).toContain('examples/hidden.ts: docs/guides/library.md does not show it');
  expect(faults).toContainEqual(expect.stringMatching(/^docs\/guides\/library\.md: expected .*, received ""$/));
  expect(faults).toContainEqual(expect.stringMatching(/, received "examples\/gone\.ts"$/));
  expect(faults.join('\n')).toMatch(/examples\/shown\.ts\(1,14\): error TS2322/);
  // The package is not there in this tree, so what docstrings show cannot compile either.
  expect(faults.join('\n')).toMatch(/\.cache\/docstrings\/mint\.ts\(1,22\): error TS2307/);
});

test('a docstring without an example', () => {
  const declaration = '/**\n * Signs.\n * @throws TypeError\n */\nexport declare function sign(): void;';
  expect(exampleIn(declaration)).toBeUndefined();
  expect(exampleIn(declaration.replace('Signs.', 'Signs.\n * @example\n * ```ts\n * sign();\n * ```'))).toBe('sign();');
  expect(publicFunctions().map(({ name }) => name)).toContain('verify');
});

test('a guide shows its files as they are', () => {
  const root = scratch([], { 'examples/one.ts': 'one();\n', 'examples/two.ts': 'two();\n\ntwo();\n' });
  const guide = 'One:\n\n```ts examples/one.ts\nonce();\n```\n\n```sh\nls\n```\n\n```ts examples/two.ts\n```\nEnd\n';
  expect(withExamples(guide, root)).toBe(
    'One:\n\n```ts examples/one.ts\none();\n```\n\n```sh\nls\n```\n\n```ts examples/two.ts\ntwo();\n\ntwo();\n```\nEnd\n',
  );
  expect(withExamples(withExamples(guide, root), root)).toBe(withExamples(guide, root));
});
