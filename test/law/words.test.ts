import { expect, test } from 'vitest';
import { words } from '../../tools/laws/words.ts';
import { scratch } from './scratch.ts';

test('a tree that keeps the law', async () => {
  const root = scratch([], {
    'a.ts': '// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the focus\n',
    'b.md': 'The unit runs in /var/lib/mintmark; install it with npm.\n',
  });
  expect(await words.faults(root)).toEqual([]);
});

// The seeds are put together here, so that this file keeps the law itself.
test.each([
  ['a path of one machine', `cd /${'work'}/main/src`],
  ['a path of one machine', `/${'root'}/private.pem`],
  ['the host of a package registry', `https://registry.${'npmjs'}.org/`],
  ['a check is switched off', `// @ts-${'ignore'}`],
  ['a check is switched off', `// biome-${'ignore'} format`],
  ['a note to a colleague', `// ${'TO'}DO: later`],
])('%s: %s', async (why, line) => {
  const root = scratch([], { 'notes/a.md': `first line\n${line}\n` });
  const [fault, ...more] = await words.faults(root);
  expect(fault).toMatch(/^notes\/a\.md:2: /);
  expect(fault).toContain(why);
  expect(more).toEqual([]);
});
