import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/ports/database.ts';
import { account, application, key, NOW, secret } from '../support/records.ts';

/** What every adapter of the feed of changes does. */
export function changesContract(open: () => Promise<Database>): void {
  describe('changes', () => {
    let database: Database;
    let owner: string;
    beforeAll(async () => {
      database = await open();
      const added = account();
      owner = added.id;
      await database.accounts.add(added, secret(owner));
    });
    afterAll(() => database.close());
    const added = async () => {
      const one = application(owner);
      const own = key(one.id);
      await database.applications.add(one, [own]);
      return { one, own };
    };

    test('the first reading tells nothing but where to begin, and the next one of nothing, where nothing was changed', async () => {
      await added();
      const first = await database.changes.since();
      expect(first.changed).toBe('all');
      expect((await database.changes.since(first.to)).changed).toEqual([]);
    });

    test('each kind of change is told by the application, to every reader, once', async () => {
      const { applications, changes } = database;
      const { one, own } = await added();
      const steps: [string, () => Promise<unknown>][] = [
        ['settings', () => applications.save({ application: { ...one, revision: 2 }, keys: [], fromRevision: 1 })],
        [
          'a key is revoked',
          () =>
            applications.save({
              application: { ...one, revision: 3 },
              keys: [{ ...own, state: 'revoked' }, key(one.id)],
              fromRevision: 2,
            }),
        ],
        [
          'suspension',
          () => applications.save({ application: { ...one, suspended: true, revision: 4 }, keys: [], fromRevision: 3 }),
        ],
        ['removal', () => applications.remove(one.id)],
      ];
      let { to } = await changes.since();
      const early = to;
      for (const [what, step] of steps) {
        await step();
        const read = await changes.since(to);
        expect([what, read.changed]).toEqual([what, [one.id]]);
        to = read.to;
      }
      const { one: other } = await added();
      expect((await changes.since(to)).changed).toEqual([other.id]);
      expect([...(await changes.since(early)).changed].sort()).toEqual([one.id, other.id].sort());
    });

    test('what fails, and the last use of a key, is no change', async () => {
      const { one, own } = await added();
      const { to } = await database.changes.since();
      const late = { application: { ...one, revision: 8 }, keys: [], fromRevision: 7 };
      await expect(database.applications.save(late)).rejects.toMatchObject({ what: 'revision' });
      await expect(database.applications.add(application(owner), [own])).rejects.toMatchObject({ what: 'key' });
      await database.applications.touchKeys(new Map([[own.id, NOW]]));
      expect(await database.applications.remove('nothing')).toBe(false);
      expect((await database.changes.since(to)).changed).toEqual([]);
    });

    test('a reader that did not see what was pruned is told so; one that did goes on', async () => {
      const { changes } = database;
      const { to: behind } = await changes.since();
      const newest: string[] = [];
      for (let i = 0; i < 3; i++) newest.push((await added()).one.id);
      const { to: upToDate } = await changes.since(behind);
      await changes.prune(3600);
      expect(new Set((await changes.since(behind)).changed)).toEqual(new Set(newest));
      await changes.prune(0);
      expect((await changes.since(behind)).changed).toBe('all');
      expect((await changes.since(upToDate)).changed).toEqual([]);
      const { one } = await added();
      expect((await changes.since(upToDate)).changed).toEqual([one.id]);
    });
  });
}
