import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUIDE } from '../docs/guide.ts';
import { publicFunctions } from '../docs/library.ts';
import { type Law, projectFiles, runPackage } from '../law.ts';

/** Where examples in docstrings are compiled as files of their own. */
const DOCSTRINGS = '.cache/docstrings';

export const examples: Law = {
  name: 'examples',
  rule: 'The guide shows the files of examples; they and the @example of every public function compile strictly',
  async faults(root) {
    const guide = readFileSync(join(root, GUIDE), 'utf8');
    const files = (await projectFiles(root)).filter((path) => /^examples\/.*\.tsx?$/.test(path));
    const shown = [...guide.matchAll(/^```ts ?(.*)$/gm)].map(([, path = '']) => path);
    return [
      ...files.filter((path) => !shown.includes(path)).map((path) => `${path}: ${GUIDE} does not show it`),
      ...shown
        .filter((path) => !files.includes(path))
        .map((path) => `${GUIDE}: expected a block of code that names a file, \`\`\`ts examples/…, received "${path}"`),
      ...(await compiled(root, '-b', 'examples')),
      ...(await docstringFaults(root)),
    ];
  },
};

async function docstringFaults(root: string): Promise<string[]> {
  const found = publicFunctions().map(({ name, text }) => ({ name, code: exampleIn(text) }));
  rmSync(join(root, DOCSTRINGS), { recursive: true, force: true });
  mkdirSync(join(root, DOCSTRINGS), { recursive: true });
  for (const { name, code } of found)
    writeFileSync(join(root, DOCSTRINGS, `${name}.ts`), `${code ?? ''}\nexport {};\n`);
  const config = {
    extends: '../../examples/tsconfig.json',
    compilerOptions: { rootDir: '.', noEmit: true, composite: false, declaration: false },
    include: ['.'],
    references: [{ path: '../../src' }],
  };
  writeFileSync(join(root, DOCSTRINGS, 'tsconfig.json'), JSON.stringify(config));
  return [
    ...found
      .filter(({ code }) => code === undefined)
      .map(({ name }) => `${name}: expected an @example in its docstring`),
    ...(await compiled(root, '-p', DOCSTRINGS)),
  ];
}

/** The code of the `@example` of a declaration. */
export function exampleIn(declaration: string): string | undefined {
  const [comment = ''] = /^\/\*\*[\s\S]*?\*\//.exec(declaration) ?? [];
  return /@example\n```ts\n([\s\S]*?)\n```/.exec(comment.replace(/^ *\* ?/gm, ''))?.[1];
}

async function compiled(root: string, how: '-b' | '-p', folder: string): Promise<string[]> {
  const { code, output } = await runPackage('typescript/bin/tsc', [how, folder, '--pretty', 'false'], root);
  return code === 0 ? [] : output.trim().split('\n');
}
