import { expect, test } from 'vitest';
import { links } from '../../tools/laws/links.ts';
import { scratch } from './scratch.ts';

test('links to files, to headings and out to the web hold; code is not read', async () => {
  const root = scratch([], {
    'README.md': [
      '# Title',
      '[page](docs/a.md) [part](docs/a.md#the-second-part) [here](#title) [web](https://example.com/x.md)',
      '`[code](gone.md)`',
      '```',
      '[block](gone.md)',
      '```',
    ].join('\n'),
    'docs/a.md': '# A\n\n## The second part\n\n[up](../README.md)\n',
  });
  expect(await links.faults(root)).toEqual([]);
});

test.each([
  ['gone.md', 'there is no such file'],
  ['docs/a.md#gone', 'there is no such heading'],
  ['#gone', 'there is no such heading'],
  ['../elsewhere.md', 'leads out of the project'],
])('%s: %s', async (target, why) => {
  const root = scratch([], { 'README.md': `# Title\n\n[x](${target})\n`, 'docs/a.md': '# A\n' });
  expect(await links.faults(root)).toEqual([`README.md: ${target}: ${why}`]);
});

test('a document that is named and not there', async () => {
  const name = `${'SOME'}.md`;
  const root = scratch([], { 'README.md': '# Title\n', 'a.ts': `// As ${name} says, and README.md.\n` });
  expect(await links.faults(root)).toEqual([`a.ts: ${name}: there is no such document`]);
});
