import { expect, test } from 'vitest';
import { triagePage } from '../../../src/core/triage/page.ts';
import type { Summary } from '../../../src/core/triage/summary.ts';

const cause = (id: 'token-expired' | null, count: number, request: string): Summary['causes'][number] => ({
  cause: id,
  title: 'Token expired',
  count,
  certainty: 'proved',
  share: count / 1_234_567,
  firstSeen: '2026-11-24T10:02:33Z',
  lastSeen: null,
  applications: [{ id: '"><img src=x>', count: 3, isAtLeast: false }],
  otherApplications: 4,
  example: { file: 'a<b>.log', line: 7, request, status: 401, finding: 'It ended.', next: null },
});

const summary: Summary = {
  isStopped: false,
  blank: 0,
  lines: 1_234_568,
  judged: 1_234_567,
  notRefused: 1,
  withoutTime: 0,
  unread: { lines: 0, first: null, reasons: { json: 0, record: 0, text: 0, long: 0 } },
  signatures: null,
  causes: [cause('token-expired', 1_234_566, 'POST /<script>alert(1)</script>'), cause(null, 1, 'GET /')],
};

test('the page stands by itself: it fetches nothing, runs nothing, and escapes what the log holds', () => {
  const page = triagePage(summary, 'a&b.log');
  expect(page).not.toMatch(/<script|<img|<link(?! rel="icon" href="data:,")|<iframe|url\(|@import|https?:|\son\w+=/i);
  expect(page).toContain("default-src 'none'");
  expect(page).toContain('a&amp;b.log');
  expect(page).toContain('POST /&lt;script&gt;');
});

test('the chart has the numbers of the table', () => {
  const page = triagePage(summary, 'x');
  expect(page.match(/<rect/g)).toHaveLength(2);
  // The axis has round numbers.
  expect([...page.matchAll(/class="tick"[^>]*>([\d,]+)</g)].map(([, tick]) => tick)).toEqual([
    '0',
    '500,000',
    '1,000,000',
  ]);
  expect(page.match(/1,234,566/g)?.length).toBeGreaterThanOrEqual(2);
  expect(page).toContain('under 0.1 %');
  expect(page).toContain('role="img"');
});

test('what to do about the cause of most requests comes first', () => {
  const page = triagePage(summary, 'x');
  expect(page.indexOf('What to do first')).toBeLessThan(page.indexOf('<svg'));
  expect(page).toContain('mintmark explain token-expired');
  const { causes } = summary;
  const unsure = triagePage({ ...summary, causes: causes.slice(1) }, 'x');
  expect(unsure).toContain('--public');
  expect(unsure).not.toContain('mintmark explain');
  expect(triagePage({ ...summary, causes: [], judged: 0 }, 'x')).toContain('No rejected request.');
});
