import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/ports/database.ts';
import { ConflictError } from '../../src/ports/errors.ts';
import { account, secret } from '../support/records.ts';

/** What every adapter of the accounts port does. */
export function accountsContract(open: () => Promise<Database>): void {
  describe('accounts', () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());

    test('an account comes back as it was added, with its first secret', async () => {
      const added = account({ name: 'Zoë \u{1F511} "O\'Brien"; drop table accounts', suspended: true });
      const first = secret(added.id);
      await database.accounts.add(added, first);
      expect(await database.accounts.get(added.id)).toEqual(added);
      expect(await database.accounts.secrets(added.id)).toEqual([first]);
    });

    test('a subaccount names its parent', async () => {
      const parent = account();
      const child = account({ parentId: parent.id });
      await database.accounts.add(parent, secret(parent.id));
      await database.accounts.add(child, secret(child.id));
      expect((await database.accounts.get(child.id))?.parentId).toBe(parent.id);
      const orphan = account({ parentId: 'nobody' });
      await expect(database.accounts.add(orphan, secret(orphan.id))).rejects.toMatchObject({ what: 'account' });
      expect(await database.accounts.get(orphan.id)).toBeUndefined();
    });

    test('name and suspension change, and nothing else', async () => {
      const added = account();
      await database.accounts.add(added, secret(added.id));
      const changed = { id: added.id, name: 'Renamed', suspended: true };
      expect(await database.accounts.update({ ...changed, parentId: 'x', createdAt: 0 } as never)).toBe(true);
      expect(await database.accounts.get(added.id)).toEqual({ ...added, ...changed });
      expect(await database.accounts.update({ ...changed, id: 'nobody' })).toBe(false);
    });

    test('what is not there is undefined or empty, whatever the text', async () => {
      for (const id of ['nobody', '', '\0', 'a\0b', '\ud800', "' or 1=1 --", 'x'.repeat(100_000)]) {
        expect(await database.accounts.get(id)).toBeUndefined();
        expect(await database.accounts.secrets(id)).toEqual([]);
        expect(await database.accounts.removeSecret(id, id)).toBe('absent');
      }
    });

    test('a taken id is a conflict, and nothing is changed', async () => {
      const taken = account({ name: 'first' });
      const first = secret(taken.id);
      await database.accounts.add(taken, first);
      const again = database.accounts.add({ ...taken, name: 'second' }, secret(taken.id));
      await expect(again).rejects.toMatchObject({ name: 'ConflictError', what: 'account' });
      expect((await database.accounts.get(taken.id))?.name).toBe('first');
      expect(await database.accounts.secrets(taken.id)).toEqual([first]);
    });

    test('an account is not added without its secret', async () => {
      const first = account();
      const taken = secret(first.id);
      await database.accounts.add(first, taken);
      const second = account();
      const adding = database.accounts.add(second, { ...taken, accountId: second.id });
      await expect(adding).rejects.toMatchObject({ name: 'ConflictError', what: 'secret' });
      expect(await database.accounts.get(second.id)).toBeUndefined();
    });

    test('of many at once with one id, one is added', async () => {
      const one = account();
      const added = await Promise.allSettled(
        Array.from({ length: 10 }, () => database.accounts.add(one, secret(one.id))),
      );
      expect(added.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      expect(added.filter((r) => r.status === 'rejected' && r.reason instanceof ConflictError)).toHaveLength(9);
      expect(await database.accounts.secrets(one.id)).toHaveLength(1);
    });

    test('accounts are listed oldest first and counted', async () => {
      const before = await database.accounts.count();
      const younger = account({ createdAt: 2_000_000_000 });
      const older = account({ createdAt: 1_000_000_000.5 });
      await database.accounts.add(younger, secret(younger.id));
      await database.accounts.add(older, secret(older.id));
      const list = await database.accounts.list();
      expect(list).toHaveLength(before + 2);
      expect(await database.accounts.count()).toBe(before + 2);
      expect(list[0]).toEqual(older);
      expect(list.at(-1)).toEqual(younger);
    });

    test('families are the accounts and their subaccounts, oldest first', async () => {
      const [one, other] = [account(), account()];
      const [child, sibling] = [account({ parentId: one.id }), account({ parentId: one.id })];
      for (const each of [one, other, child, sibling]) await database.accounts.add(each, secret(each.id));
      expect(await database.accounts.families([one.id])).toEqual([one, child, sibling]);
      expect(await database.accounts.families([sibling.id, other.id, 'nobody'])).toEqual([other, sibling]);
      expect(await database.accounts.families([])).toEqual([]);
    });

    test('an account has no more secrets than the limit, also when they come at once', async () => {
      const owner = account();
      await database.accounts.add(owner, secret(owner.id));
      const added = await Promise.all(
        Array.from({ length: 8 }, () => database.accounts.addSecret(secret(owner.id), 2)),
      );
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await database.accounts.secrets(owner.id)).toHaveLength(2);
    });

    test('a secret of an unknown account, or with a taken id, is a conflict', async () => {
      const owner = account();
      const first = secret(owner.id);
      await database.accounts.add(owner, first);
      await expect(database.accounts.addSecret(secret('nobody'), 2)).rejects.toMatchObject({ what: 'account' });
      await expect(database.accounts.addSecret(first, 2)).rejects.toMatchObject({ what: 'secret' });
      expect(await database.accounts.secrets(owner.id)).toEqual([first]);
    });

    test('the last secret stays, also when both are removed at once', async () => {
      const owner = account();
      const [first, second] = [secret(owner.id), secret(owner.id)];
      await database.accounts.add(owner, first);
      expect(await database.accounts.removeSecret(owner.id, first.id)).toBe('last');
      await database.accounts.addSecret(second, 2);
      const removed = await Promise.all([first, second].map((one) => database.accounts.removeSecret(owner.id, one.id)));
      expect(removed.sort()).toEqual(['last', 'removed']);
      expect(await database.accounts.secrets(owner.id)).toHaveLength(1);
    });

    test("another account's secret is absent", async () => {
      const [one, other] = [account(), account()];
      const own = secret(one.id);
      await database.accounts.add(one, own);
      await database.accounts.add(other, secret(other.id));
      expect(await database.accounts.removeSecret(other.id, own.id)).toBe('absent');
    });
  });
}
