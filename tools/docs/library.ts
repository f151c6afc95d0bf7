import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { house } from '../law.ts';
import { code, page } from './markdown.ts';

interface Exported {
  readonly name: string;
  /** Its name where it is declared. */
  readonly of: string;
  /** Path of the declaration file below dist/. */
  readonly file: string;
}

/** docs/reference/library.md, from the declarations that the compiler wrote for the two entries of the package. */
export function libraryPage(): string {
  return page(
    'src/jwt.ts and src/gate.ts',
    '# Library',
    '`@mintmark/jwt` has no dependency and runs on Node 20 and later. Everything works synchronously, except where a promise is returned.',
    '## `@mintmark/jwt`',
    ...entry('jwt.d.ts'),
    '## `@mintmark/jwt/gate`',
    ...entry('gate.d.ts'),
  );
}

/** Every function that the package exports, with its whole declaration. */
export function publicFunctions(): { readonly name: string; readonly text: string }[] {
  return ['jwt.d.ts', 'gate.d.ts'].flatMap(declarationsOf).filter(({ text }) => isFunction(text));
}

function declarationsOf(file: string) {
  return exportsOf(file).map(({ name, of, file: where }) => {
    const text = declarationOf(of, where);
    return { name, text: name === of ? text : text.replace(new RegExp(`\\b${of}\\b`), name) };
  });
}

function isFunction(text: string): boolean {
  return /^export declare (?:function|const)/m.test(text);
}

function entry(file: string): string[] {
  const all = declarationsOf(file);
  const functions = all.filter(({ text }) => isFunction(text));
  const types = all.filter(({ text }) => !isFunction(text));
  return [
    ...functions.flatMap(({ name, text }) => [`### ${code(name)}`, ...parts(text)]),
    ...(types.length > 0 ? ['### Types', `\`\`\`ts\n${types.map(({ text }) => text).join('\n\n')}\n\`\`\``] : []),
  ];
}

/** The words of a declaration as a paragraph, and its signature. */
function parts(declaration: string): string[] {
  const [, comment = '', signature = declaration] = /^\/\*\*([\s\S]*?)\*\/\n([\s\S]*)$/.exec(declaration) ?? [];
  const words = comment
    .replace(/^\s*\* ?/gm, '')
    .trim()
    .replace(/^@(\w+)/gm, '\n**$1**');
  return [...(words === '' ? [] : [words]), `\`\`\`ts\n${signature.replace(/^export declare /, '')}\n\`\`\``];
}

/** What a declaration file exports, its own and what it hands on, in its order. */
function exportsOf(file: string): Exported[] {
  const text = read(file);
  const statements = text.matchAll(
    /^export (?:declare )?(?:function|const|interface|type|class) (\w+)|^export (?:type )?\{([^}]*)\} from ['"]([^'"]+)['"]|^export (?:type )?\* from ['"]([^'"]+)['"]/gm,
  );
  return [...statements].flatMap(([, own, names, from, all]): Exported[] => {
    if (own !== undefined) return [{ name: own, of: own, file }];
    if (all !== undefined) return exportsOf(resolve(file, all));
    return (names ?? '')
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== '')
      .map((name) => ({
        name: name.replace(/^.* as /, ''),
        of: name.replace(/ as .*$/, ''),
        file: resolve(file, from ?? ''),
      }));
  });
}

/** A declaration with its comment; followed to the file that it is handed on from. */
function declarationOf(name: string, file: string): string {
  const text = read(file);
  const start = text.search(
    new RegExp(`^export (?:declare )?(?:abstract )?(?:function|const|interface|type|class) ${name}\\b`, 'm'),
  );
  if (start < 0) {
    const found = exportsOf(file).find((one) => one.name === name && one.file !== file);
    if (found === undefined) throw new Error(`dist/${file} does not declare ${name}`);
    return declarationOf(found.of, found.file);
  }
  const comment = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n$/.exec(text.slice(0, start))?.[0] ?? '';
  return comment + text.slice(start, endOf(text, start));
}

/** The end of the statement at `start`: its semicolon, or the brace of an interface or class. */
function endOf(text: string, start: number): number {
  const isBody = /^export (?:declare )?(?:abstract )?(?:interface|class)/.test(text.slice(start));
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] as string;
    if ('{(['.includes(character)) depth += 1;
    if ('})]'.includes(character)) depth -= 1;
    if (depth === 0 && (character === ';' || (isBody && character === '}'))) return at + 1;
  }
  return text.length;
}

function resolve(from: string, specifier: string): string {
  return normalize(join(dirname(from), specifier)).replace(/\.[jt]s$/, '.d.ts');
}

function read(file: string): string {
  const path = join(house, 'dist', file);
  if (!existsSync(path)) throw new Error(`dist/${file} is not built: npm run build`);
  return readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL.*$/m, '');
}
