import { describe, expect, test } from 'vitest';
import { fillRoute } from '../../src/core/request/fill-route.ts';
import {
  barsOf,
  type Filter,
  filterOf,
  fits,
  groupsIn,
  queryOf,
  SPANS,
  type SpanName,
  scaleOf,
  timeOf,
  totalOf,
} from '../../src/dashboard/pages/requests/filter.ts';
import type { LogEntry, LogGroup } from '../../src/wire/logged-request.ts';

const NONE = { key: '', jti: '', address: '', agent: '' };
const ANY: Filter = { outcome: '', application: '', cause: '', status: '', path: '', ...NONE, span: '24h' };
const KEY = `${'a+b/'.repeat(10)}abc=`;
const scale = (span: SpanName, now: number) => scaleOf({ span }, now);
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
  [`key=SHA256:${encodeURIComponent(KEY)}`, { key: `SHA256:${KEY}` }],
  [`key=${KEY}`, { key: KEY }],
  ['key=a', {}],
  ['jti=a&address=192.0.2.7&agent=curl', { jti: 'a', address: '192.0.2.7', agent: 'curl' }],
  ['from=100&to=200', { range: { from: 100, to: 200 } }],
  ['from=200&to=100', {}],
  ['from=1e9&to=2000000000', {}],
])('%s is read', (query, difference) => expect(filter(query)).toEqual({ ...ANY, ...difference }));

test.each<[query: string, asked: string]>([
  ['', ''],
  [
    'outcome=rejected&application=a&cause=c&status=401&path=/v1&time=1h',
    'outcome=rejected&application_id=a&cause=c&status=401&path_contains=%2Fv1',
  ],
  ['path=v1', 'path_contains=v1'],
  ['jti=j&address=x&agent=y', 'jti=j&client_address=x&user_agent=y'],
])('%s asks the server for %s', (query, asked) =>
  expect(fillRoute('GET /request-log', { query: queryOf(filter(query)) })[1]).toBe(
    `/request-log${asked && `?${asked}`}`,
  ),
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
  ['path=/calls', ENTRY, true],
  ['path=users', ENTRY, false],
  ['agent=CLIENT', ENTRY, true],
  ['agent=curl', ENTRY, false],
  ['address=192.0.2.7', ENTRY, true],
  ['address=192.0.2.8', ENTRY, false],
  ['from=100&to=101', ENTRY, true],
  ['from=99&to=100', ENTRY, false],
  [`key=${KEY}`, { ...ACCEPTED, key_fingerprint: KEY }, true],
  [`key=${KEY}`, ACCEPTED, false],
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
      const shown = barsOf([], scale(name as SpanName, NOW));
      expect(shown).toHaveLength(bars + 1);
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
    const { first } = scale('1h', NOW);
    const end = first + 31 * 120;
    const groups = [
      group('a', [first - 1, 1000], [first, 1], [first + 119, 2], [first + 120, 4]),
      group(null, [end, 8]),
    ];
    const shown = barsOf(groups, scale('1h', NOW));
    expect(shown.map(({ count }) => count)).toEqual([3, 4, ...Array.from({ length: 28 }, () => 0), 8]);
    expect(totalOf(shown)).toBe(15);
  });

  test('at the very start of a bar, that one is the last', () => {
    const start = 120 * 15_000_000;
    expect(barsOf([], scale('1h', start)).at(-1)?.from).toBe(start);
    expect(barsOf([], scale('1h', start - 0.001)).at(-1)?.to).toBe(start);
  });
});

test.each([
  [100, 101, 1, 1],
  [1_800_000_000, 1_800_000_060, 1, 60],
  [1_800_000_007, 1_800_000_067, 1, 60],
  [1_800_000_000, 1_800_003_600, 60, 60],
  [1_799_999_999, 1_800_003_601, 120, 32],
  [0, 10_000_000_000, 166_666_667, 60],
])('a time of one’s own, %d to %d, is in bars of %d s, %d of them, and all of it is in one', (from, to, step, bars) => {
  const range = { from, to };
  const own = scaleOf({ span: '1h', range }, 5);
  expect([own.barSeconds, own.bars]).toEqual([step, bars]);
  expect(own.first).toBeLessThanOrEqual(from);
  expect(own.first + own.bars * own.barSeconds).toBeGreaterThanOrEqual(to);
  expect(timeOf({ range }, own)).toEqual({ since: from, until: to });
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
    const shown = groupsIn(groups, scale('24h', NOW));
    expect(shown.map(({ cause, count }) => [cause, count])).toEqual([
      ['late', 5],
      ['early', 5],
      ['few', 1],
      [null, 99],
    ]);
  });
});
