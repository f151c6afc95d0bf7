import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, Share } from '../../src/ports/index.ts';
import { NOW } from '../support/records.ts';
import { newAccount } from './people.ts';

/** What every adapter of the port of shared links does. */
export function sharesContract(open: () => Promise<Database>): void {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const share = (accountId: string, change: Partial<Share> = {}): Share => ({
    id: randomUUID(),
    tokenHash: randomUUID(),
    accountId,
    reportId: randomUUID(),
    createdBy: 'Ada',
    createdAt: NOW,
    expiresAt: NOW + 3600,
    ...change,
  });

  describe('shared links', () => {
    test('one comes back by its hash until it is taken back, by its own account alone', async () => {
      const { id: accountId } = await newAccount(database);
      const one = share(accountId, { createdBy: null });
      expect(await database.shares.add(one, 5)).toBe(true);
      expect(await database.shares.find(one.tokenHash)).toEqual(one);
      expect(await database.shares.find(one.id)).toBeUndefined();
      expect(await database.shares.takeBack((await newAccount(database)).id, one.id)).toBe(false);
      expect(await database.shares.takeBack(accountId, one.id)).toBe(true);
      expect(await database.shares.takeBack(accountId, one.id)).toBe(false);
      expect(await database.shares.find(one.tokenHash)).toBeUndefined();
    });

    test('the list has those that have not expired, newest first, of one report where it is named', async () => {
      const { id: accountId } = await newAccount(database);
      const [old, fresh, expired] = [
        share(accountId, { createdAt: NOW - 20 }),
        share(accountId, { createdAt: NOW - 10 }),
        share(accountId, { createdAt: NOW - 30, expiresAt: NOW - 1 }),
      ];
      for (const one of [expired, old, fresh]) await database.shares.add(one, 5);
      const other = share((await newAccount(database)).id);
      await database.shares.add(other, 5);
      expect(await database.shares.list(accountId, NOW)).toEqual([fresh, old]);
      expect(await database.shares.list(accountId, NOW, old.reportId)).toEqual([old]);
      expect(await database.shares.list(accountId, NOW, other.reportId)).toEqual([]);
    });

    test('an account has so many at a time; those that have expired make room', async () => {
      const { id: accountId } = await newAccount(database);
      const short = share(accountId, { expiresAt: NOW + 10 });
      expect(await database.shares.add(short, 2)).toBe(true);
      expect(await database.shares.add(share(accountId), 2)).toBe(true);
      expect(await database.shares.add(share(accountId), 2)).toBe(false);
      expect(await database.shares.add(share(accountId, { createdAt: NOW + 10 }), 2)).toBe(true);
      expect(await database.shares.find(short.tokenHash)).toBeUndefined();
      const kinds = (await database.auditLog.newest({ accountId }, 5)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'report.shared')).toHaveLength(3);
    });
  });
}
