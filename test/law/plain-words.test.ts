import { expect, test } from 'vitest';
import { plainWords, unplain } from '../../tools/laws/plain-words.ts';
import { scratch } from './scratch.ts';

/** A place in a template that something is put into; apart, so that this file has none in a string. */
const PUT_IN = ['$', '{a}'].join('');

test('a tree that keeps the law', async () => {
  const root = scratch([], {
    'src/core/token.ts': `// A comment may say in the place of.
import { at } from './in the place of.ts';
type Kind = 'has ended';
export const text = { 'in the place of': at, title: 'The token expires in an hour.', kind: 'blank' as Kind };
`,
    'src/core/said.ts': "export const said = { says: 'Please check it', sample: ['Just a blank'] };\n",
    'src/http/sandbox/shapes.ts': "export const wire = 'Please provide a valid token.';\n",
    'docs/guides/token.md': 'The token expires.\n\n```console\n$ mintmark repair\nthe link is good for one use\n```\n',
    'docs/causes/token.md': 'In the place of the source, which is looked at instead.\n',
  });
  expect(await plainWords.faults(root)).toEqual([]);
});

test.each([
  [
    'a string',
    'src/core/a.ts',
    `const a = 1;\nexport const b = \`x ${PUT_IN}\`;\nexport const c = 'a key in the place of a token';\n`,
    3,
  ],
  ['a template', 'src/cli/a.ts', `const a = 1;\n\nexport const b = \`key ${PUT_IN} in the place of a token\`;\n`, 3],
  [
    'what a template is put into',
    'src/cli/a.ts',
    `const a = 1;\nexport const b = \`x ${PUT_IN.replace('a', "a ? 'in the place of that' : ''")}\`;\n`,
    2,
  ],
  [
    'text between tags',
    'src/dashboard/a.tsx',
    'export const a = (\n  <p>\n    A key in the\n    place of a token.\n  </p>\n);\n',
    2,
  ],
  ['an attribute', 'src/dashboard/a.tsx', 'export const a = (\n  <input placeholder="in the place of it" />\n);\n', 2],
  ['a guide', 'docs/guides/a.md', '# A key\n\nIt came in the\nplace of a token.\n', 3],
  ['the first page', 'README.md', '- one\n- in the place of two\n', 1],
])('%s', async (_where, path, source, line) => {
  const root = scratch([], { [path]: source });
  const [fault, ...more] = await plainWords.faults(root);
  expect(fault).toBe(`${path}:${line}: "in the place of"; better: instead of`);
  expect(more).toEqual([]);
});

test.each([
  ['The link is good for one use, within a week.', 'is good for'],
  ['The token ended 3 s ago.', 'token ended'],
  ['has ended', 'has ended'],
  ['Those codes are of no use any more.', 'of no use'],
  ['Look among the unwanted mails too.', 'unwanted mails'],
  ['The request has no Authorization field.', 'Authorization field'],
  ['There is none that waits for its first code.', 'There is none that'],
  ['A proxy took it away on the road.', 'on the road'],
  ['They were answered as ever.', 'as ever'],
  ['Private keys are shown once and stored never.', 'stored never'],
  ['Who is known here accepts it.', 'known here'],
  ['Just send it again, please.', 'Just'],
])('%s', (text, phrase) => {
  expect(unplain(text).map(({ found }) => found)).toContain(phrase);
});

test.each([
  'The link works once and expires in a week.',
  'Your session has ended.',
  'Set the field "website".',
  'A blank line in the body.',
  'There is no text where the key was expected.',
  'Write it to mended.key.',
])('%s', (text) => {
  expect(unplain(text)).toEqual([]);
});
