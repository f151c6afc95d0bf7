import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PAGE_CSS } from '../../src/http/pages/style.ts';

const tokensOf = (css: string) =>
  new Map([...css.matchAll(/^\s*(--[\w-]+): ([^;]+);/gm)].map((match) => [match[1], match[2]]));

test("the server's own pages have the colours and letters of the dashboard", () => {
  const file = new URL('../../src/dashboard/style/tokens.css', import.meta.url);
  const dashboard = tokensOf(readFileSync(file, 'utf8'));
  const pages = tokensOf(PAGE_CSS);
  expect(pages.size).toBeGreaterThan(10);
  for (const [name, value] of pages) expect([name, value]).toEqual([name, dashboard.get(name)]);
});
