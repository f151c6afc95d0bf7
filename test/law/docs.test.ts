import { expect, test } from 'vitest';
import { generatedPages } from '../../tools/docs/pages.ts';
import { docs } from '../../tools/laws/docs.ts';
import { scratch } from './scratch.ts';

test('a page that differs, one that is missing and one that nothing makes', async () => {
  const { 'docs/causes/README.md': _missing, ...pages } = Object.fromEntries(await generatedPages());
  const root = scratch([], {
    ...pages,
    'docs/reference/options.md': '# Options, as somebody remembers them\n',
    'docs/causes/clock-in-the-wrong.md': '# A cause that is not\n',
  });
  expect(await docs.faults(root)).toEqual([
    'docs/causes/README.md: missing',
    'docs/reference/options.md: differs',
    'docs/causes/clock-in-the-wrong.md: nothing makes this page',
    'Mend it with: npm run generate',
  ]);
});
