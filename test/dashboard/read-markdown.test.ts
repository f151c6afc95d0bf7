import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  code,
  command,
  type Doc,
  heading,
  link,
  list,
  pairs,
  paragraph,
  steps,
  strong,
} from '../../src/core/evidence/doc.ts';
import { readMarkdown } from '../../src/dashboard/pages/help/read-markdown.ts';

describe('blocks', () => {
  test.each<[what: string, text: string, doc: Doc]>([
    ['nothing', '', []],
    ['blank lines', '\n \n\t\n', []],
    ['headings', '# A\n## B\n### C', [heading(1, 'A'), heading(2, 'B'), heading(3, 'C')]],
    ['a heading right after a paragraph', 'a\n## B\nc', [paragraph('a'), heading(2, 'B'), paragraph('c')]],
    ['no heading without a blank, nor a fourth level', '#tag\n\n#### D', [paragraph('#tag'), paragraph('#### D')]],
    ['a line of a paragraph that begins with a number sign', 'see\n#12 there', [paragraph('see #12 there')]],
    ['lines of one paragraph', 'a\nb\n\nc', [paragraph('a b'), paragraph('c')]],
    ['a list whose items go on', '- a\n  more\n- b', [list('a more', 'b')]],
    ['steps', '1. a\n2. b\n   more\n10. c', [steps('a', 'b more', 'c')]],
    ['a table of two columns', '| a | b |\n| --- | --- |\n| `x` | y `z` |', [pairs(['x', ['y ', code('z')]])]],
    ['a table of three', '| a | b | c |\n| --- | --- | --- |\n| x | y | z |', [pairs(['x', 'y, z'])]],
    ['an empty cell', '| a | b |\n| --- | --- |\n| x | |', [pairs(['x', []])]],
    ['blanks behind a row', '| a | b |\n| --- | --- |\n| x | y |  ', [pairs(['x', 'y'])]],
    ['a fence', '```json\n{\n\n}\n```\nb', [command('{\n\n}'), paragraph('b')]],
    ['a fence right after a paragraph', 'a:\n```sh\nb\n```', [paragraph('a:'), command('b')]],
    ['a number sign in a fence', '```sh\n# a\n```', [command('# a')]],
    ['blanks behind the end of a fence', '```sh\na\n```  \nb', [command('a'), paragraph('b')]],
    ['a fence that nothing ends', 'a\n\n```sh\nb\nc', [paragraph('a'), command('b\nc')]],
    ['a fence that begins at the end', 'a\n```', [paragraph('a'), command('')]],
    ['a session: its commands alone', '```console\n$ a \\\n>   -b\nout\n$ c\n```', [command('a \\\n  -b\nc')]],
    [
      'CRLF',
      '# A\r\n\r\nb\r\nc\r\n\r\n```sh\r\nd\r\n```\r\n- e\r\n',
      [heading(1, 'A'), paragraph('b c'), command('d'), list('e')],
    ],
  ])('%s', (_, text, doc) => expect(readMarkdown(text)).toEqual(doc));
});

describe('inlines', () => {
  test.each<[text: string, doc: Doc]>([
    ['a `b` c', [paragraph('a ', code('b'), ' c')]],
    ['`**a**`', [paragraph(code('**a**'))]],
    ['**a** and *b*', [paragraph(strong('a'), ' and ', strong('b'))]],
    ['2 * 3 * 4', [paragraph('2 * 3 * 4')]],
    ['a ` b', [paragraph('a ` b')]],
    ['**a', [paragraph('**a')]],
    ['[a', [paragraph('[a')]],
    ['<b>a</b> &amp;', [paragraph('<b>a</b> &amp;')]],
    ['[a](https://example.com/x.md)', [paragraph(link('a', 'https://example.com/x.md'))]],
    ['[a](people.md)', [paragraph(link('a', '/help/guides/people'))]],
    ['[a](../causes/token-expired.md)', [paragraph(link('a', '/help/token-expired'))]],
    ['[a](../causes/README.md)', [paragraph(link('a', '/help'))]],
    ['[a](../reference/cli.md)', [paragraph(link('a', '../reference/cli.md'))]],
  ])('%s', (text, doc) => expect(readMarkdown(text)).toEqual(doc));
});

const GUIDES = new URL('../../docs/guides/', import.meta.url);

/** Every text of a tree that is shown as words: no code, and no address. */
function wordsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  const { kind, text, level, url, ...rest } = value as { readonly [name: string]: unknown };
  if (kind === 'code' || kind === 'command') return [];
  return [text ?? [], ...Object.values(rest)].flatMap(wordsOf);
}

describe('our guides', () => {
  test.each(readdirSync(GUIDES))('%s has no markup that is not read', (name) => {
    const words = wordsOf(readMarkdown(readFileSync(new URL(name, GUIDES), 'utf8')));
    expect(words.length).toBeGreaterThan(3);
    expect(words.filter((text) => /[`*|]|\]\(|^[#>]|(?:^|\s)(?:-|1\.)\s/.test(text))).toEqual([]);
  });
});
