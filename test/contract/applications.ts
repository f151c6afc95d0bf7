import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/ports/database.ts';
import { account, application, key, NOW, secret } from '../support/records.ts';

/** What every adapter of the applications port does. */
export function applicationsContract(open: () => Promise<Database>): void {
  describe('applications', () => {
    let database: Database;
    let owner: string;
    beforeAll(async () => {
      database = await open();
      owner = await newAccount();
    });
    afterAll(() => database.close());
    const newAccount = async () => {
      const added = account();
      await database.accounts.add(added, secret(added.id));
      return added.id;
    };
    test('an application comes back as it was added, with its keys newest first', async () => {
      const capabilities = {
        voice: { webhooks: { answer_url: { address: 'https://example.com', extra: [1, null] } } },
      };
      for (const improveAi of [true, false, null]) {
        const added = application(owner, { name: 'Ünïcode "quotes"', capabilities, improveAi, singleUse: true });
        const older = key(added.id, { state: 'retiring', endedAt: NOW + 1, expiresAt: NOW + 60.25, lastUsedAt: NOW });
        const newer = key(added.id, { state: 'draft', activatedAt: null });
        await database.applications.add(added, [older, newer]);
        expect(await database.applications.get(added.id)).toEqual(added);
        expect(await database.applications.keys(added.id)).toEqual([newer, older]);
      }
    });

    test('what is not there is undefined or empty, whatever the text', async () => {
      for (const id of ['nothing', '', '\0', '\ud800', "' or 1=1 --", 'x'.repeat(100_000)]) {
        expect(await database.applications.get(id)).toBeUndefined();
        expect(await database.applications.keys(id)).toEqual([]);
        expect(await database.applications.findByFingerprint(id)).toEqual([]);
        expect(await database.applications.remove(id)).toBe(false);
        expect(await database.applications.page(id, 1, 10)).toEqual({ items: [], total: 0 });
        expect(Array.isArray(await database.applications.candidateKeys(id, id, 1))).toBe(true);
        expect(await database.applications.find(id, id, 9)).toEqual([]);
        expect(await database.applications.names(id, [id])).toEqual(new Map());
        await database.applications.touchKeys(new Map([[id, NOW]]));
      }
    });

    test('found by a part of the name or the start of the id, newest first, in one account', async () => {
      const [holder, other] = [await newAccount(), await newAccount()];
      const [old, young] = [
        application(holder, { name: 'Order 100%_done', createdAt: NOW }),
        application(holder, { name: 'Reorder', createdAt: NOW + 1 }),
      ];
      const theirs = application(other, { name: 'Order of theirs' });
      for (const one of [old, young, theirs]) await database.applications.add(one, []);
      const found = async (text: string, limit = 9) =>
        (await database.applications.find(holder, text, limit)).map(({ name }) => name);
      expect(await found('ORDER')).toEqual(['Reorder', 'Order 100%_done']);
      expect(await found('')).toEqual(['Reorder', 'Order 100%_done']);
      expect(await found('', 1)).toEqual(['Reorder']);
      expect(await found('0%_d')).toEqual(['Order 100%_done']);
      expect(await found('theirs')).toEqual([]);
      expect(await found(old.id.slice(0, 13).toUpperCase())).toEqual([old.name]);
      expect(await found(old.id.slice(1))).toEqual([]);
      expect(await database.applications.find(holder, old.id, 9)).toEqual([{ id: old.id, name: old.name }]);
      expect(await database.applications.names(holder, [old.id, theirs.id, 'gone'])).toEqual(
        new Map([[old.id, old.name]]),
      );
      expect(await database.applications.names(holder, [])).toEqual(new Map());
    });

    test('where the keys of many applications stand is told at once, for those of one account', async () => {
      const [holder, other] = [await newAccount(), await newAccount()];
      const [busy, bare, theirs] = [application(holder), application(holder), application(other)];
      await database.applications.add(busy, [
        key(busy.id, { state: 'draft', activatedAt: null }),
        key(busy.id, { state: 'retiring', lastUsedAt: NOW + 2.5 }),
        key(busy.id, { lastUsedAt: NOW }),
      ]);
      await database.applications.add(bare, []);
      await database.applications.add(theirs, [key(theirs.id)]);
      expect(await database.applications.keyStandings(holder, [busy.id, bare.id, theirs.id, 'gone', '\0'])).toEqual(
        new Map([
          [busy.id, { lastUsedAt: NOW + 2.5, hasDraft: true, hasActive: true }],
          [bare.id, { lastUsedAt: null, hasDraft: false, hasActive: false }],
        ]),
      );
      expect(await database.applications.keyStandings(holder, [])).toEqual(new Map());
    });

    test('a taken id is a conflict, and nothing is added', async () => {
      const first = application(owner);
      const firstKey = key(first.id);
      await database.applications.add(first, [firstKey]);
      await expect(database.applications.add({ ...first, name: 'other' }, [])).rejects.toMatchObject({
        name: 'ConflictError',
        what: 'application',
      });
      const second = application(owner);
      const taken = { ...firstKey, applicationId: second.id };
      await expect(database.applications.add(second, [key(second.id), taken])).rejects.toMatchObject({ what: 'key' });
      expect(await database.applications.get(second.id)).toBeUndefined();
      expect(await database.applications.keys(second.id)).toEqual([]);
      expect((await database.applications.get(first.id))?.name).toBe('Application');
      await expect(database.applications.add(application('nobody'), [])).rejects.toMatchObject({ what: 'account' });
    });

    test('a change saves the application and its keys together', async () => {
      const before = application(owner);
      const old = key(before.id);
      await database.applications.add(before, [old]);
      const changed = { ...before, name: 'renamed', improveAi: true, updatedAt: NOW + 5, revision: 2, suspended: true };
      const retired = { ...old, state: 'retiring', endedAt: NOW + 5, expiresAt: NOW + 3600 } as const;
      const added = key(before.id);
      await database.applications.save({ application: changed, keys: [retired, added], fromRevision: 1 });
      expect(await database.applications.get(before.id)).toEqual(changed);
      expect(await database.applications.keys(before.id)).toEqual([added, retired]);
    });

    test('a change from another revision is a conflict, and nothing is changed', async () => {
      const before = application(owner);
      const old = key(before.id);
      await database.applications.add(before, [old]);
      const stale = { ...before, name: 'lost', revision: 8 };
      const change = {
        application: stale,
        keys: [{ ...old, state: 'revoked' as const }, key(before.id)],
        fromRevision: 7,
      };
      await expect(database.applications.save(change)).rejects.toMatchObject({ what: 'revision' });
      expect(await database.applications.get(before.id)).toEqual(before);
      expect(await database.applications.keys(before.id)).toEqual([old]);
      const absent = { ...application(owner), revision: 2 };
      const saving = database.applications.save({ application: absent, keys: [], fromRevision: 1 });
      await expect(saving).rejects.toMatchObject({ what: 'revision' });
      const skipping = database.applications.save({
        application: { ...before, revision: 3 },
        keys: [],
        fromRevision: 1,
      });
      await expect(skipping).rejects.toThrow(TypeError);
    });

    test('of many changes of one revision at once, one wins', async () => {
      const before = application(owner);
      await database.applications.add(before, []);
      const saves = await Promise.allSettled(
        Array.from({ length: 16 }, (_, i) =>
          database.applications.save({
            application: { ...before, name: `change ${i}`, revision: 2 },
            keys: [key(before.id)],
            fromRevision: 1,
          }),
        ),
      );
      expect(saves.filter((save) => save.status === 'fulfilled')).toHaveLength(1);
      for (const save of saves) {
        if (save.status === 'rejected') expect(save.reason).toMatchObject({ what: 'revision' });
      }
      expect(await database.applications.keys(before.id)).toHaveLength(1);
      expect((await database.applications.get(before.id))?.revision).toBe(2);
    });

    test("a change cannot take another application's key", async () => {
      const [one, other] = [application(owner), application(owner)];
      const foreign = key(other.id);
      await database.applications.add(one, []);
      await database.applications.add(other, [foreign]);
      const change = {
        application: { ...one, revision: 2 },
        keys: [{ ...foreign, applicationId: one.id }],
        fromRevision: 1,
      };
      await expect(database.applications.save(change)).rejects.toMatchObject({ what: 'key' });
      expect(await database.applications.get(one.id)).toEqual(one);
      expect(await database.applications.keys(other.id)).toEqual([foreign]);
    });

    test('removing takes the keys along', async () => {
      const gone = application(owner);
      const itsKey = key(gone.id);
      await database.applications.add(gone, [itsKey]);
      expect(await database.applications.remove(gone.id)).toBe(true);
      expect(await database.applications.remove(gone.id)).toBe(false);
      expect(await database.applications.get(gone.id)).toBeUndefined();
      expect(await database.applications.findByFingerprint(itsKey.fingerprint)).toEqual([]);
    });

    test('pages follow creation, then id, and show the active key', async () => {
      const other = await newAccount();
      const ids = Array.from({ length: 7 }, () => randomUUID()).sort();
      const at = (index: number) => NOW + (index < 3 ? 0 : index);
      for (const index of [4, 0, 6, 2, 5, 1, 3]) {
        const added = application(other, { id: ids[index] ?? '', createdAt: at(index) });
        const active = key(added.id, { createdAt: NOW });
        const keys =
          index === 6 ? [] : [active, key(added.id, { state: 'draft' }), key(added.id, { state: 'revoked' })];
        await database.applications.add(added, keys);
      }
      const pages = await Promise.all([1, 2, 3, 4].map((page) => database.applications.page(other, page, 3)));
      expect(pages.map((page) => page.items.map((item) => item.id))).toEqual([
        ids.slice(0, 3),
        ids.slice(3, 6),
        ids.slice(6),
        [],
      ]);
      expect(pages.map((page) => page.total)).toEqual([7, 7, 7, 7]);
      expect(pages[0]?.items[0]?.currentKey).toMatchObject({ state: 'active', applicationId: ids[0] });
      expect(pages[2]?.items[0]?.currentKey).toBeNull();
    });

    test('a public key is found in every application that has it', async () => {
      const [one, other] = [application(owner), application(await newAccount())];
      const first = key(one.id);
      const second = key(other.id, { fingerprint: first.fingerprint });
      await database.applications.add(one, [first]);
      await database.applications.add(other, [second]);
      expect(await database.applications.findByFingerprint(first.fingerprint)).toEqual([second, first]);
    });

    test("candidate keys: the account's other applications first, newest first, and no more than asked", async () => {
      const [mine, theirs] = [await newAccount(), await newAccount()];
      const [asked, sibling, foreign] = [
        application(mine),
        application(mine, { name: 'Sibling' }),
        application(theirs),
      ];
      const siblingKeys = [key(sibling.id, { state: 'revoked' }), key(sibling.id)];
      await database.applications.add(asked, [key(asked.id)]);
      await database.applications.add(sibling, siblingKeys);
      const foreignKey = key(foreign.id, { createdAt: NOW + 1000 });
      await database.applications.add(foreign, [foreignKey]);

      const three = await database.applications.candidateKeys(mine, asked.id, 3);
      expect(three.map((one) => one.id)).toEqual([siblingKeys[1]?.id, siblingKeys[0]?.id, foreignKey.id]);
      expect(three[0]).toEqual({ ...siblingKeys[1], applicationName: 'Sibling', accountId: mine });
      const one = await database.applications.candidateKeys(mine, asked.id, 1);
      expect(one.map((candidate) => candidate.id)).toEqual([siblingKeys[1]?.id]);
      const any = await database.applications.candidateKeys(undefined, asked.id, 1);
      expect(any.map((candidate) => candidate.id)).toEqual([foreignKey.id]);
    });

    test('the last use only goes forward, and a change does not undo it', async () => {
      const used = application(owner);
      const itsKey = key(used.id);
      await database.applications.add(used, [itsKey]);
      await database.applications.touchKeys(
        new Map([
          [itsKey.id, NOW + 10.125],
          ['unknown', NOW],
        ]),
      );
      await database.applications.touchKeys(new Map([[itsKey.id, NOW + 5]]));
      const change = {
        application: { ...used, revision: 2 },
        keys: [{ ...itsKey, state: 'revoked' as const }],
        fromRevision: 1,
      };
      await database.applications.save(change);
      expect(await database.applications.keys(used.id)).toEqual([
        { ...itsKey, state: 'revoked', lastUsedAt: NOW + 10.125 },
      ]);
    });

    test('the total of a list is exact, whatever comes, goes and fails, and however many do so at once', async () => {
      const [own, other] = [await newAccount(), await newAccount()];
      const total = async () => (await database.applications.page(own, 1, 1)).total;
      const made = Array.from({ length: 12 }, () => application(own));
      await Promise.all(made.map((one) => database.applications.add(one, [key(one.id)])));
      await database.applications.add(application(other), []);
      expect(await total()).toBe(12);
      await expect(database.applications.add(made[0] as (typeof made)[number], [])).rejects.toThrow();
      expect(await total()).toBe(12);
      const gone = await Promise.all([0, 1, 2, 2].map((at) => database.applications.remove(made[at]?.id ?? '')));
      expect(gone.filter((one) => one)).toHaveLength(3);
      expect(await total()).toBe(9);
      expect((await database.applications.page(own, 1, 100)).items).toHaveLength(9);
    });
  });
}
