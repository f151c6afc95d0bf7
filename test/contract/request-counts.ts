import { describe, expect, test } from 'vitest';
import type { AcceptedRequest } from '../../src/ports/accepted-requests.ts';
import type { Database } from '../../src/ports/database.ts';
import type { LogBounds, Tally } from '../../src/ports/request-filter.ts';
import { acceptedRequest, account, application, NOW, report, secret } from '../support/records.ts';

const MINUTE = Math.floor(NOW / 60) * 60;
const total = (tallies: readonly Tally[]) => tallies.reduce((sum, { count }) => sum + count, 0);

/** What every adapter of the request log counts, whatever it keeps. The clock stands at NOW. */
export function requestCountsContract(open: (bounds: LogBounds) => Promise<Database>): void {
  describe('counts of requests', () => {
    /** A log that keeps few rows, with an application. */
    async function few() {
      const database = await open({ limit: 10, maxAgeSeconds: 86_400 });
      const holder = account();
      await database.accounts.add(holder, secret(holder.id));
      const app = application(holder.id);
      await database.applications.add(app, []);
      const request = (change: Partial<AcceptedRequest> = {}) => acceptedRequest(holder.id, app.id, change);
      return { database, accountId: holder.id, applicationId: app.id, request };
    }

    test('are exact where few rows are kept, by minute, cause, status and application', async () => {
      const { database, accountId, applicationId, request } = await few();
      const times = Array.from({ length: 40 }, (_, at) => MINUTE - 90 + at * 3 + 0.5);
      for (const [n, at] of times.entries()) {
        database.acceptedRequests.add(request({ at, standsFor: 3, status: n % 4 === 0 ? 202 : 204 }));
        const cause = n % 2 === 0 ? ('token-expired' as const) : ('not-a-jwt' as const);
        database.reports.add(report(accountId, { at, cause, applicationId: n % 4 === 0 ? applicationId : null }));
      }
      const accepted = await database.acceptedRequests.count({ accountId }, 60);
      const minutes = (of: readonly Tally[]) => new Map(of.map((one) => [one.at, one]));
      const before = times.filter((at) => at >= MINUTE - 60 && at < MINUTE);
      expect(total(accepted)).toBe(120);
      expect(minutes(accepted).get(MINUTE - 60)).toEqual({
        cause: null,
        at: MINUTE - 60,
        count: before.length * 3,
        firstAt: before[0],
        lastAt: before.at(-1),
      });
      expect(total(await database.acceptedRequests.count({ accountId, status: 202 }, 3600))).toBe(30);
      expect(total(await database.acceptedRequests.count({ accountId, applicationId: 'other' }, 60))).toBe(0);
      expect(total(await database.reports.count({ accountId }, 60))).toBe(40);
      expect(total(await database.reports.count({ accountId, cause: 'not-a-jwt' }, 60))).toBe(20);
      expect(total(await database.reports.count({ accountId, applicationId }, 60))).toBe(10);
      expect(total(await database.reports.count({ accountId: 'other' }, 60))).toBe(0);
      // What only rows can tell, they tell.
      expect(await database.acceptedRequests.list({ accountId }, 99)).toHaveLength(10);
      expect(total(await database.acceptedRequests.count({ accountId }, 1))).toBe(30);
      expect(total(await database.reports.count({ accountId, pathPrefix: '/' }, 60))).toBe(10);
      await database.close();
    });

    test('are added up for many applications at once, in whole minutes, and for those of the account alone', async () => {
      const { database, accountId, applicationId, request } = await few();
      const other = application(accountId);
      const quiet = application(accountId);
      for (const one of [other, quiet]) await database.applications.add(one, []);
      for (let n = 0; n < 20; n++) {
        database.acceptedRequests.add(request({ at: MINUTE + n, standsFor: 2 }));
        database.reports.add(
          report(accountId, { at: MINUTE + n, applicationId, cause: n % 2 ? 'not-a-jwt' : 'token-expired' }),
        );
      }
      database.reports.add(report(accountId, { at: MINUTE - 1, applicationId }));
      database.reports.add(report(accountId, { at: MINUTE + 1, applicationId: other.id }));
      database.reports.add(report('somebody', { at: MINUTE + 1, applicationId }));
      const totals = (...asked: Parameters<typeof database.requestTotals.byApplication>) =>
        database.requestTotals.byApplication(...asked);
      const ids = [applicationId, other.id, quiet.id, 'nobody', ''];
      expect(await totals(accountId, ids, MINUTE + 30)).toEqual(
        new Map([
          [applicationId, { accepted: 40, rejected: 20 }],
          [other.id, { accepted: 0, rejected: 1 }],
        ]),
      );
      expect((await totals(accountId, [applicationId], MINUTE - 1)).get(applicationId)).toMatchObject({ rejected: 21 });
      expect(await totals(accountId, ids, MINUTE + 60)).toEqual(new Map());
      expect(await totals(accountId, [], MINUTE)).toEqual(new Map());
      expect(await totals('another', ids, MINUTE)).toEqual(new Map());
      await database.close();
    });

    test('of each key of an application: by hour, and what is older together', async () => {
      const { database, accountId, applicationId, request } = await few();
      const hour = Math.floor(NOW / 3600) * 3600;
      const [one, other] = ['fingerprint of one', 'fingerprint of other'];
      database.acceptedRequests.add(request({ at: hour + 1.5, keyFingerprint: one, standsFor: 5 }));
      database.acceptedRequests.add(request({ at: hour - 3600, keyFingerprint: one }));
      database.acceptedRequests.add(request({ at: hour - 7200, keyFingerprint: one }));
      for (const at of [hour + 1, hour + 2.25]) {
        database.reports.add(report(accountId, { at, applicationId, signedBy: other }));
      }
      // Whose key it was is not known of one, and another is of another application.
      database.reports.add(report(accountId, { at: hour, applicationId }));
      database.reports.add(report(accountId, { at: hour, applicationId: 'another', signedBy: one }));
      const found = await database.requestTotals.byKey(accountId, applicationId, hour - 3600, 3600);
      expect([...found].sort((a, b) => b.at - a.at || b.count - a.count)).toEqual([
        { keyFingerprint: one, cause: null, at: hour, count: 5, lastAt: hour + 1.5 },
        { keyFingerprint: other, cause: 'token-expired', at: hour, count: 2, lastAt: hour + 2.25 },
        { keyFingerprint: one, cause: null, at: hour - 3600, count: 1, lastAt: hour - 3600 },
        { keyFingerprint: one, cause: null, at: 0, count: 1, lastAt: hour - 7200 },
      ]);
      expect(await database.requestTotals.byKey('another', applicationId, 0, 3600)).toEqual([]);
      await database.close();
    });

    test('of a time that begins within a minute take the rest of it from the rows', async () => {
      const { database, accountId } = await few();
      for (const at of [MINUTE - 30, MINUTE - 10, MINUTE + 5, MINUTE + 70])
        database.reports.add(report(accountId, { at }));
      const count = async (since: number, until?: number) =>
        total(await database.reports.count({ accountId, since, ...(until !== undefined && { until }) }, 60));
      expect(await count(MINUTE - 20)).toBe(3);
      expect(await count(MINUTE - 20, MINUTE + 70)).toBe(2);
      expect(await count(MINUTE - 20, MINUTE + 71)).toBe(3);
      expect(await count(MINUTE + 1, MINUTE + 6)).toBe(1);
      const [one] = await database.reports.count({ accountId, since: MINUTE - 20 }, 3600);
      expect(one).toMatchObject({ firstAt: MINUTE - 10, lastAt: MINUTE + 70 });
      await database.close();
    });

    test('of what an application accepted go with it, and how far back the list goes is told', async () => {
      const { database, accountId, applicationId, request } = await few();
      expect(await database.acceptedRequests.kept(accountId)).toMatchObject({ limit: 10, since: null });
      for (let n = 0; n < 12; n++) database.acceptedRequests.add(request({ at: MINUTE + n }));
      database.reports.add(report(accountId, { at: MINUTE, applicationId }));
      const kept = { limit: 10, maxAgeSeconds: 86_400 };
      expect(await database.acceptedRequests.kept(accountId)).toMatchObject({ ...kept, since: MINUTE + 2 });
      expect(await database.reports.kept(accountId)).toMatchObject({ ...kept, since: MINUTE });
      await database.applications.remove(applicationId);
      database.acceptedRequests.add(request({ at: MINUTE + 20 }));
      expect(await database.acceptedRequests.count({ accountId }, 60)).toEqual([]);
      expect(total(await database.reports.count({ accountId }, 60))).toBe(1);
      await database.close();
    });
  });
}
