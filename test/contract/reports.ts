import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/ports/database.ts';
import type { StoredReport } from '../../src/ports/reports.ts';
import type { LogBounds } from '../../src/ports/request-filter.ts';
import { NOW, report } from '../support/records.ts';

/** What every adapter of the reports port does. The clock stands at NOW. */
export function reportsContract(open: (bounds?: LogBounds) => Promise<Database>): void {
  describe('reports', () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());

    async function add(...reports: StoredReport[]): Promise<void> {
      for (const one of reports) database.reports.add(one);
      await database.reports.settled();
    }

    test('a report can be read at once, and comes back as it was', async () => {
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      const added = report('acc', {
        traceparent,
        signedBy: 'fingerprint',
        token: { header: { x: 'a\0b\ud800' }, claims: { n: 1.5, list: [null] } },
      });
      const anonymous = report(null, { method: null, path: null, token: null });
      database.reports.add(added);
      database.reports.add(anonymous);
      expect(await database.reports.get(added.id)).toEqual(added);
      await database.reports.settled();
      expect(await database.reports.get(added.id)).toEqual(added);
      expect(await database.reports.get(anonymous.id)).toEqual(anonymous);
      expect(database.reports.dropped()).toBe(0);
    });

    test('hostile text costs no report', async () => {
      const hostile = report('hostile', { path: '/a\0b', applicationId: '\0', method: 'G\0T' });
      const good = report('hostile');
      await add(hostile, good);
      expect((await database.reports.list({ accountId: 'hostile', limit: 9 })).map((one) => one.id)).toEqual([
        good.id,
        hostile.id,
      ]);
      for (const text of ['\0', '\ud800', "' or 1=1 --"]) {
        expect(await database.reports.get(text)).toBeUndefined();
        expect(await database.reports.list({ accountId: text, limit: 1 })).toEqual([]);
        const parts = { pathPart: text, userAgentPart: text, keyFingerprint: text, jti: { text, hash: text } };
        expect(await database.reports.list({ accountId: 'hostile', ...parts, limit: 1 })).toEqual([]);
        expect(await database.reports.list({ accountId: 'hostile', pathPrefix: text, after: text, limit: 1 })).toEqual(
          [],
        );
      }
    });

    test('found by a part of the path or the User-Agent, by a key that the report names, and by token', async () => {
      const accountId = 'found';
      const [finding] = report(accountId).report.findings;
      const facts = { fingerprint: 'a+b/c=' };
      const wanted = report(accountId, {
        path: '/v1/calls/7',
        userAgent: 'Acme/1.2',
        report: { ...report(accountId).report, findings: [{ ...finding, facts } as never] },
        token: { header: null, claims: { jti: 'one "quoted"' } },
      });
      await add(
        wanted,
        report(accountId, { path: '/v1/users', userAgent: null, token: { header: null, claims: { jti: 'one' } } }),
      );
      for (const filter of [
        { pathPart: 'calls' },
        { userAgentPart: 'acme' },
        { keyFingerprint: 'a+b/c=' },
        { jti: { text: 'one "quoted"', hash: '' } },
      ]) {
        expect((await database.reports.list({ accountId, ...filter, limit: 9 })).map(({ id }) => id)).toEqual([
          wanted.id,
        ]);
        expect(await database.reports.count({ accountId, ...filter }, 60)).toHaveLength(1);
      }
      expect(await database.reports.list({ accountId, keyFingerprint: 'b/c', limit: 9 })).toEqual([]);
    });

    test('the list is of one account, newest first, page by page', async () => {
      const mine = Array.from({ length: 7 }, (_, i) => report('mine', { at: NOW + Math.floor(i / 2) }));
      await add(...mine, report('other'), report(null));
      const expected = [...mine].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).map((one) => one.id);
      const pages: string[] = [];
      let after: string | undefined;
      for (;;) {
        const page = await database.reports.list({ accountId: 'mine', limit: 3, ...(after && { after }) });
        if (page.length === 0) break;
        pages.push(...page.map((one) => one.id));
        after = page.at(-1)?.id;
      }
      expect(pages).toEqual(expected);
    });

    test('a place in the list holds where its report is gone', async () => {
      const [older, newer] = [report('places', { at: NOW }), report('places', { at: NOW + 1 })];
      await add(older, newer);
      const from = async (at: number, id: string) =>
        (await database.reports.list({ accountId: 'places', limit: 9, before: { at, id } })).map((one) => one.id);
      expect(await from(NOW + 1, newer.id)).toEqual([older.id]);
      expect(await from(NOW + 0.5, 'gone')).toEqual([older.id]);
      expect(await from(NOW, older.id)).toEqual([]);
    });

    test('nothing follows a report that is gone or that is another account’s', async () => {
      const theirs = report('theirs');
      await add(theirs, report('curious', { at: NOW - 10 }));
      expect(await database.reports.list({ accountId: 'curious', limit: 5, after: theirs.id })).toEqual([]);
      expect(await database.reports.list({ accountId: 'curious', limit: 5, after: 'gone' })).toEqual([]);
    });

    test('each filter leaves out what does not match', async () => {
      const base = { at: NOW, applicationId: 'app', cause: 'token-expired', status: 401, path: '/a%_é𝄞/b' } as const;
      const wanted = report('filters', base);
      await add(
        wanted,
        report('filters', { ...base, applicationId: 'app2' }),
        report('filters', { ...base, applicationId: null }),
        report('filters', { ...base, cause: 'not-a-jwt' }),
        report('filters', { ...base, status: 403 }),
        report('filters', { ...base, path: '/a' }),
        report('filters', { ...base, at: NOW - 1 }),
        report('filters', { ...base, at: NOW + 1 }),
      );
      const { path: pathPrefix, ...rest } = base;
      const all = { ...rest, pathPrefix, since: NOW, until: NOW + 1 };
      const list = (filters: object) => database.reports.list({ accountId: 'filters', limit: 100, ...filters });
      expect((await list(all)).map((one) => one.id)).toEqual([wanted.id]);
      for (const [filter, count] of [
        [{ applicationId: 'app' }, 6],
        [{ cause: 'token-expired' }, 7],
        [{ status: 403 }, 1],
        [{ pathPrefix: '/a' }, 8],
        [{ pathPrefix: '/a%_é𝄞' }, 7],
        [{ pathPrefix: '/A' }, 0],
        [{ pathPrefix: '_a' }, 0],
        [{ since: NOW }, 7],
        [{ until: NOW }, 1],
      ] as const) {
        expect(await list(filter), JSON.stringify(filter)).toHaveLength(count);
      }
    });

    test('counts by cause and time are of the account, and of what fits', async () => {
      const start = Math.floor(NOW / 60) * 60;
      await add(
        report('counted', { at: start, cause: 'token-expired' }),
        report('counted', { at: start + 59.5, cause: 'token-expired' }),
        report('counted', { at: start + 60, cause: 'token-expired' }),
        report('counted', { at: start + 1, cause: 'not-a-jwt', path: '/other' }),
        report('uncounted', { at: start, cause: 'token-expired' }),
      );
      const count = async (filter: object = {}) => {
        const tallies = await database.reports.count({ accountId: 'counted', ...filter }, 60);
        return [...tallies].sort((a, b) => a.at - b.at || ((a.cause ?? '') < (b.cause ?? '') ? -1 : 1));
      };
      const expired = { cause: 'token-expired' };
      const early = { ...expired, at: start, count: 2, firstAt: start, lastAt: start + 59.5 };
      const late = { ...expired, at: start + 60, count: 1, firstAt: start + 60, lastAt: start + 60 };
      const other = { cause: 'not-a-jwt', at: start, count: 1, firstAt: start + 1, lastAt: start + 1 };
      expect(await count()).toEqual([other, early, late]);
      expect(await count(expired)).toEqual([early, late]);
      expect(await count({ pathPrefix: '/o' })).toEqual([other]);
      expect(await count({ since: start + 60 })).toEqual([late]);
      expect(await database.reports.count({ accountId: 'nobody' }, 60)).toEqual([]);
    });

    test('the oldest go first, by number and by age', async () => {
      const bounded = await open({ limit: 10, maxAgeSeconds: 3600 });
      const reports = Array.from({ length: 25 }, (_, i) => report('many', { at: NOW - 25 + i }));
      for (const one of reports) bounded.reports.add(one);
      await bounded.reports.settled();
      const kept = await bounded.reports.list({ accountId: 'many', limit: 100 });
      expect(kept.map((one) => one.id)).toEqual(
        reports
          .slice(-10)
          .map((one) => one.id)
          .reverse(),
      );

      const old = report('old', { at: NOW - 3601 });
      bounded.reports.add(old);
      await bounded.reports.settled();
      expect(await bounded.reports.get(old.id)).toBeUndefined();
      await bounded.close();
    });
  });
}
