import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GUIDE_TITLES } from '../../src/dashboard/pages/account/guide-titles.ts';

test.each(Object.entries(GUIDE_TITLES))('%s is a guide with the heading %s', (name, title) => {
  const path = new URL(`../../docs/guides/${name}.md`, import.meta.url);
  expect(readFileSync(path, 'utf8').split('\n', 1)).toEqual([`# ${title}`]);
});
