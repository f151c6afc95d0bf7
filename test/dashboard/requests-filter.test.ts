import { describe, expect, test } from 'vitest';
import { fillRoute } from '../../src/core/request/fill-route.ts';
import {
  barsOf,
  type Filter,
  filterOf,
  firstBar,
  fits,
  groupsIn,
  queryOf,
  SPANS,
  type SpanName,
  totalOf,
} from '../../src/dashboard/pages/requests/filter.ts';
import type { LogEntry, LogGroup } from '../../src/wire/logged-request.ts';

const ANY: Filter = { outcome: '', application: '', cause: '', status: '', path: '', span: '24h' };
const filter = (query: string) => filterOf(new URLSearchParams(query));

test.each<[query: string, difference: Partial<Filter>]>([
  ['', {}],
  ['outcome=accepted', { outcome: 'accepted' }],
  ['outcome=rejected&cause=token-expired', { outcome: 'rejected', cause: 'token-expired' }],
  ['cause=token-expired', { cause: 'token-expired' }],
  ['outcome=accepted&cause=token-expired', { outcome: 'accepted' }],
  ['outcome=Accepted', {}],
  ['outcome=both&cause=x', { cause: 'x' }],
  ['application=a%26b', { application: 'a&b' }],
  ['status=401', { status: '401' }],
  ['status=999', { status: '999' }],
  ['status=40', {}],
  ['status=4011', {}],
  ['status=401%0A', {}],
  ['status=%D9%A4%D9%A0%D9%A1', {}],
  ['path=v1/calls', { path: 'v1/calls' }],
  ['time=7d', { span: '7d' }],
  ['time=2y', {}],
  ['time=toString', {}],
  ['time=__proto__', {}],
  ['time=7d&time=1h', { span: '7d' }],
  ['other=1&report=x', {}],
])('%s is read', (query, difference) => expect(filter(query)).toEqual({ ...ANY, ...difference }));

test.each<[query: string, asked: string]>([
  ['', 'since=5'],
  [
    'outcome=rejected&application=a&cause=c&status=401&path=/v1&time=1h',
    'since=5&outcome=rejected&application_id=a&cause=c&status=401&path=%2Fv1',
  ],
  ['path=v1', 'since=5&path=%2Fv1'],
])('%s asks the server for %s', (query, asked) =>
  expect(fillRoute('GET /request-log', { query: queryOf(filter(query), 5) })[1]).toBe(`/request-log?${asked}`),
);

const ENTRY: LogEntry = {
  id: 'r1',
  outcome: 'rejected',
  at: 100,
  application_id: 'a',
  status: 401,
  method: 'GET',
  path: '/v1/calls',
  client_address: '192.0.2.7',
  user_agent: 'client/1',
  cause: 'token-expired',
  title: 'Expired',
  key_fingerprint: null,
  token_hash: null,
  stands_for: 1,
};
const ACCEPTED: LogEntry = { ...ENTRY, outcome: 'accepted', status: 204, cause: null, title: null };

test.each<[query: string, entry: LogEntry, isShown: boolean]>([
  ['', ENTRY, true],
  ['', { ...ENTRY, application_id: null, path: null, method: null }, true],
  ['outcome=accepted', ENTRY, false],
  ['outcome=accepted', ACCEPTED, true],
  ['application=a', ENTRY, true],
  ['application=A', ENTRY, false],
  ['application=a', { ...ENTRY, application_id: null }, false],
  ['cause=token-expired', ENTRY, true],
  ['cause=token-expired', ACCEPTED, false],
  ['cause=token', ENTRY, false],
  ['status=401', ENTRY, true],
  ['status=403', ENTRY, false],
  ['path=/v1', ENTRY, true],
  ['path=v1/c', ENTRY, true],
  ['path=/calls', ENTRY, false],
  ['path=/V1', ENTRY, false],
  ['path=/', { ...ENTRY, path: null }, false],
])('%s is asked of an entry (%#)', (query, entry, isShown) => expect(fits(entry, filter(query))).toBe(isShown));

const group = (cause: string | null, ...buckets: [at: number, count: number][]): LogGroup => ({
  outcome: cause === null ? 'accepted' : 'rejected',
  cause,
  title: cause,
  count: buckets.reduce((sum, [, count]) => sum + count, 0),
  first_at: buckets[0]?.[0] ?? 0,
  last_at: buckets.at(-1)?.[0] ?? 0,
  buckets: buckets.map(([at, count]) => ({ at, count })),
});

describe('the bars of a span', () => {
  const NOW = 1_800_000_059.75;

  test.each(Object.entries(SPANS))(
    '%s: follow each other, and the last one holds now',
    (name, { bars, barSeconds }) => {
      const shown = barsOf([], name as SpanName, NOW);
      expect(shown).toHaveLength(bars + 1);
      expect(shown[0]?.from).toBe(firstBar(name as SpanName, NOW));
      for (const [index, bar] of shown.entries()) {
        expect(bar).toEqual({ from: bar.from, to: bar.from + barSeconds, count: 0 });
        expect(bar.from % barSeconds).toBe(0);
        expect(bar.from).toBe(shown[index - 1]?.to ?? bar.from);
      }
      const last = shown.at(-1);
      expect(last && last.from <= NOW && NOW < last.to).toBe(true);
    },
  );

  test('hold what came in them; what is older is left out, what is dated later is in the last one', () => {
    const first = firstBar('1h', NOW);
    const end = first + 31 * 120;
    const groups = [
      group('a', [first - 1, 1000], [first, 1], [first + 119, 2], [first + 120, 4]),
      group(null, [end, 8]),
    ];
    const shown = barsOf(groups, '1h', NOW);
    expect(shown.map(({ count }) => count)).toEqual([3, 4, ...Array.from({ length: 28 }, () => 0), 8]);
    expect(totalOf(shown)).toBe(15);
  });

  test('at the very start of a bar, that one is the last', () => {
    const start = 120 * 15_000_000;
    expect(barsOf([], '1h', start).at(-1)?.from).toBe(start);
    expect(barsOf([], '1h', start - 0.001).at(-1)?.to).toBe(start);
  });
});

describe('groups', () => {
  const NOW = 1_800_000_000;

  test('are causes by their number, the later first among equals, then what was accepted; none that is empty', () => {
    const groups = [
      group(null, [NOW, 99]),
      group('few', [NOW, 1]),
      group('early', [NOW - 7200, 5]),
      group('late', [NOW - 3600, 5]),
      group('old', [NOW - 2 * 86_400, 50]),
      group('none'),
    ];
    const shown = groupsIn(groups, '24h', NOW);
    expect(shown.map(({ cause, count }) => [cause, count])).toEqual([
      ['late', 5],
      ['early', 5],
      ['few', 1],
      [null, 99],
    ]);
    expect(shown.map(({ bars }) => totalOf(bars))).toEqual([5, 5, 1, 99]);
  });
});
