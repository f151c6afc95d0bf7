import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AcceptedRequest } from '../../src/ports/accepted-requests.ts';
import type { Database } from '../../src/ports/database.ts';
import type { LogBounds } from '../../src/ports/request-filter.ts';
import { acceptedRequest, account, application, NOW, report, secret } from '../support/records.ts';

/** What every adapter of the port of accepted requests does. The clock stands at NOW. */
export function acceptedRequestsContract(open: (bounds?: LogBounds) => Promise<Database>): void {
  describe('accepted requests', () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());

    /** An account with one application, and how to make requests of it. */
    async function owner(of = database) {
      const holder = account();
      await of.accounts.add(holder, secret(holder.id));
      const app = application(holder.id);
      await of.applications.add(app, []);
      const request = (change: Partial<AcceptedRequest> = {}) => acceptedRequest(holder.id, app.id, change);
      return { accountId: holder.id, applicationId: app.id, request };
    }

    async function add(...requests: AcceptedRequest[]): Promise<void> {
      for (const one of requests) database.acceptedRequests.add(one);
      await database.acceptedRequests.settled();
    }
    const ids = (requests: readonly AcceptedRequest[]) => requests.map(({ id }) => id);

    test('a request can be read at once, and comes back as it was', async () => {
      const { accountId, request } = await owner();
      const [whole, bare] = [request({ path: "/a' or 1=1 --" }), request({ method: null, path: null })];
      database.acceptedRequests.add(whole);
      database.acceptedRequests.add(bare);
      expect(await database.acceptedRequests.list({ accountId }, 9)).toEqual([bare, whole]);
      expect(await database.acceptedRequests.get(accountId, whole.id)).toEqual(whole);
      expect(await database.acceptedRequests.get(accountId, 'gone')).toBeUndefined();
      expect(database.acceptedRequests.dropped()).toBe(0);
    });

    test('an account sees its own alone', async () => {
      const [mine, theirs] = [await owner(), await owner()];
      const one = mine.request();
      await add(one);
      const { accountId } = theirs;
      expect(await database.acceptedRequests.get(accountId, one.id)).toBeUndefined();
      expect(await database.acceptedRequests.list({ accountId }, 9)).toEqual([]);
      const asTheirs = { accountId, applicationId: mine.applicationId };
      expect(await database.acceptedRequests.list(asTheirs, 9)).toEqual([]);
      expect(await database.acceptedRequests.count(asTheirs, 60)).toEqual([]);
    });

    test('newest first, from a place in the list on', async () => {
      const { accountId, request } = await owner();
      const all = Array.from({ length: 7 }, (_, i) => request({ at: NOW + Math.floor(i / 2) }));
      await add(...all);
      const expected = [...all].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
      const pages: string[] = [];
      let before: AcceptedRequest | undefined;
      for (;;) {
        const page = await database.acceptedRequests.list({ accountId }, 3, before);
        if (page.length === 0) break;
        pages.push(...ids(page));
        before = page.at(-1);
      }
      expect(pages).toEqual(ids(expected));
    });

    test('each filter leaves out what does not match, from the list and from the counts', async () => {
      const { accountId, applicationId, request } = await owner();
      const start = Math.floor(NOW / 60) * 60;
      const wanted = request({ at: start, status: 202, path: '/a/b' });
      await add(
        wanted,
        request({ at: start, status: 204, path: '/a/b' }),
        request({ at: start, status: 202, path: '/b/a' }),
        request({ at: start - 1, status: 202, path: '/a/b' }),
        request({ at: start + 1, status: 202, path: '/a/b' }),
      );
      const filters = { applicationId, status: 202, pathPrefix: '/a', since: start, until: start + 1 };
      expect(await database.acceptedRequests.list({ accountId, ...filters }, 9)).toEqual([wanted]);
      const tally = { cause: null, at: start, count: 1, firstAt: start, lastAt: start };
      expect(await database.acceptedRequests.count({ accountId, ...filters }, 60)).toEqual([tally]);
      for (const filter of [{ applicationId: 'other' }, { status: 401 }, { pathPrefix: '/A' }, { until: 1 }]) {
        expect(await database.acceptedRequests.list({ accountId, ...filter }, 9)).toEqual([]);
      }
      expect(await database.acceptedRequests.count({ accountId }, 60)).toHaveLength(2);
    });

    test('found by a part of the path or the User-Agent, by key and by token', async () => {
      const { accountId, request } = await owner();
      const wanted = request({
        path: '/v1/calls%_/7',
        userAgent: 'Acme/1.2 (Linux)',
        keyFingerprint: 'a+b/c=',
        tokenHash: 'hash',
      });
      await add(wanted, request({ path: '/v1/Calls', userAgent: null, keyFingerprint: 'other', tokenHash: 'else' }));
      for (const filter of [
        { pathPart: 'calls' },
        { pathPart: '%_' },
        { userAgentPart: 'ACME/1' },
        { keyFingerprint: 'a+b/c=' },
        { jti: { text: 'any', hash: 'hash' } },
      ]) {
        expect(await database.acceptedRequests.list({ accountId, ...filter }, 9)).toEqual([wanted]);
        expect(await database.acceptedRequests.count({ accountId, ...filter }, 60)).toHaveLength(1);
      }
      for (const filter of [{ pathPart: 'nowhere' }, { pathPart: "' or 1=1 --" }, { userAgentPart: '%' }]) {
        expect(await database.acceptedRequests.list({ accountId, ...filter }, 9)).toEqual([]);
      }
    });

    test('they go with their application, and one that comes later is not kept', async () => {
      const [kept, removed] = [await owner(), await owner()];
      const [stays, goes, late] = [kept.request(), removed.request(), removed.request()];
      await add(stays, goes);
      await database.applications.remove(removed.applicationId);
      await add(late, kept.request());
      expect(await database.acceptedRequests.list({ accountId: removed.accountId }, 9)).toEqual([]);
      expect(await database.acceptedRequests.list({ accountId: kept.accountId }, 9)).toHaveLength(2);
      expect(database.acceptedRequests.dropped()).toBe(0);
    });

    test('the oldest go first, by number and by age, and no report with them', async () => {
      const bounded = await open({ limit: 10, maxAgeSeconds: 3600 });
      const { accountId, request } = await owner(bounded);
      const rejected = report(accountId, { at: NOW - 3000 });
      bounded.reports.add(rejected);
      const all = Array.from({ length: 25 }, (_, i) => request({ at: NOW - 25 + i }));
      for (const one of all) bounded.acceptedRequests.add(one);
      await bounded.acceptedRequests.settled();
      expect(ids(await bounded.acceptedRequests.list({ accountId }, 99))).toEqual(ids(all.slice(-10)).reverse());
      const old = request({ at: NOW - 3601 });
      bounded.acceptedRequests.add(old);
      await bounded.acceptedRequests.settled();
      expect(await bounded.acceptedRequests.get(accountId, old.id)).toBeUndefined();
      expect(await bounded.reports.get(rejected.id)).toEqual(rejected);
      await bounded.close();
    });
  });
}
