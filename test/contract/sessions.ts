import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, LinkPurpose, OneTimeLink, Person } from '../../src/ports/index.ts';
import { link, NOW, person, session } from '../support/records.ts';
import { join, newAccount } from './people.ts';

/** What every adapter of the sessions and one-time links ports does. */
export function sessionsContract(open: () => Promise<Database>): void {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  async function somebody(): Promise<Person> {
    const one = person();
    await join(database, (await newAccount(database)).id, one);
    return one;
  }

  describe('sessions', () => {
    test('one comes back by its token, last seen first, until it is ended', async () => {
      const ada = await somebody();
      const [one, two] = [session(ada.id, { userAgent: null, address: null }), session(ada.id, { seenAt: NOW + 5 })];
      for (const each of [one, two]) expect(await database.sessions.begin(each, ada.passwordHash)).toBe(true);
      expect(await database.sessions.find(one.tokenHash)).toEqual(one);
      expect(await database.sessions.ofPerson(ada.id)).toEqual([two, one]);
      await database.sessions.touch(one.id, NOW + 9);
      await database.sessions.touch(one.id, NOW + 1);
      expect(await database.sessions.ofPerson(ada.id)).toEqual([{ ...one, seenAt: NOW + 9 }, two]);
      expect(await database.sessions.end('nobody', one.id)).toBe(false);
      expect(await database.sessions.end(ada.id, one.id)).toBe(true);
      expect(await database.sessions.end(ada.id, one.id)).toBe(false);
      expect(await database.sessions.find(one.tokenHash)).toBeUndefined();
    });

    test('none begins with a password that is no longer the one', async () => {
      const ada = await somebody();
      expect(await database.sessions.begin(session(ada.id), 'another hash')).toBe(false);
      expect(await database.sessions.begin(session('nobody'), ada.passwordHash)).toBe(false);
      expect(await database.sessions.ofPerson(ada.id)).toEqual([]);
    });

    test('the others end, or all of them for a new one; those of somebody else go on', async () => {
      const [ada, grace] = [await somebody(), await somebody()];
      const own = Array.from({ length: 3 }, () => session(ada.id));
      const others = session(grace.id);
      for (const one of own) await database.sessions.begin(one, ada.passwordHash);
      await database.sessions.begin(others, grace.passwordHash);
      expect(await database.sessions.endOthers(ada.id, own[0]?.id ?? '')).toBe(2);
      expect(await database.sessions.ofPerson(ada.id)).toEqual([own[0]]);
      const alone = session(ada.id);
      expect(await database.people.changePassword({ ...ada, passwordHash: 'new' }, ada.passwordHash, alone)).toBe(true);
      expect(await database.sessions.ofPerson(ada.id)).toEqual([alone]);
      expect(await database.sessions.ofPerson(grace.id)).toEqual([others]);
    });

    test('those not seen for long, and those that began long ago, are forgotten', async () => {
      const ada = await somebody();
      const kept = session(ada.id, { createdAt: NOW - 100, seenAt: NOW - 10 });
      const unseen = session(ada.id, { createdAt: NOW - 100, seenAt: NOW - 90 });
      const old = session(ada.id, { createdAt: NOW - 1000, seenAt: NOW });
      for (const one of [kept, unseen, old]) await database.sessions.begin(one, ada.passwordHash);
      await database.sessions.forget(NOW - 50, NOW - 500);
      expect(await database.sessions.ofPerson(ada.id)).toEqual([kept]);
    });
  });

  describe('one-time links', () => {
    const use = (one: OneTimeLink, now = NOW, newPerson = person()) => {
      const membership = {
        accountId: one.accountId ?? '',
        personId: newPerson.id,
        role: 'viewer',
        createdAt: NOW,
      } as const;
      return database.links.redeem(one.tokenHash, now, { kind: 'join', newPerson, membership });
    };

    test('of many uses at once one is done, and it stays used', async () => {
      const one = link({ accountId: (await newAccount(database)).id });
      await database.links.add(one);
      expect(await database.links.find(one.tokenHash)).toEqual(one);
      const uses = await Promise.all(Array.from({ length: 8 }, () => use(one)));
      expect(uses.filter((result) => result === 'done')).toHaveLength(1);
      expect(uses.filter((result) => result === 'used')).toHaveLength(7);
      expect(await database.people.members(one.accountId ?? '')).toHaveLength(1);
      expect((await database.links.find(one.tokenHash))?.usedAt).toBe(NOW);
    });

    test('it ends at its time, and an unknown one is unknown', async () => {
      const one = link({ accountId: (await newAccount(database)).id, expiresAt: NOW });
      await database.links.add(one);
      expect(await use(one)).toBe('expired');
      expect(await use({ ...one, tokenHash: 'unknown' })).toBe('unknown');
      expect(await use(one, NOW - 1)).toBe('done');
    });

    test('where what comes with it cannot be, it is not used', async () => {
      const ada = await somebody();
      const one = link({ accountId: (await newAccount(database)).id });
      await database.links.add(one);
      const again = use(one, NOW, person({ email: ada.email }));
      await expect(again).rejects.toMatchObject({ name: 'ConflictError', what: 'person' });
      expect((await database.links.find(one.tokenHash))?.usedAt).toBeNull();
      expect(await database.people.members(one.accountId ?? '')).toEqual([]);
      expect(await use(one)).toBe('done');
    });

    test('a newer one takes the place of an unused one for the same address and account, or the same person', async () => {
      const { id: accountId } = await newAccount(database);
      const ada = await somebody();
      const invitation = link({ accountId, email: 'a@b.c' });
      const others = [
        link({ accountId, email: 'other@b.c' }),
        link({ accountId: (await newAccount(database)).id, email: 'a@b.c' }),
        link({ purpose: 'password-reset', personId: ada.id, role: null }),
      ];
      const newer = link({ accountId, email: 'a@b.c' });
      const change = link({ purpose: 'email-change', personId: ada.id, email: 'new@b.c', role: null });
      const changedMind = link({ purpose: 'email-change', personId: ada.id, email: 'newer@b.c', role: null });
      const firstStart = link({ purpose: 'first-start', accountId, email: null, role: 'owner' });
      const restart = link({ purpose: 'first-start', accountId, email: null, role: 'owner' });
      const all = [invitation, ...others, newer, change, changedMind, firstStart, restart];
      for (const one of all) await database.links.add(one);
      const found = await Promise.all(all.map(({ tokenHash }) => database.links.find(tokenHash)));
      const gone = [invitation, change, firstStart];
      expect(found).toEqual(all.map((one) => (gone.includes(one) ? undefined : one)));
      expect(await database.links.invitations(accountId)).toEqual([newer, others[0]]);
    });

    test('an invitation is withdrawn by its account, while it is not used', async () => {
      const { id: accountId } = await newAccount(database);
      const [one, used] = [link({ accountId }), link({ accountId })];
      for (const each of [one, used]) await database.links.add(each);
      await use(used);
      expect(await database.links.withdrawInvitation('other', one.id)).toBe(false);
      expect(await database.links.withdrawInvitation(accountId, used.id)).toBe(false);
      expect(await database.links.withdrawInvitation(accountId, one.id)).toBe(true);
      expect(await use(one)).toBe('unknown');
      expect(await database.links.invitations(accountId)).toEqual([]);
    });

    test('an address and a password change with the use; the password ends every session, each the other links', async () => {
      const ada = await somebody();
      await database.sessions.begin(session(ada.id), ada.passwordHash);
      const linkFor = (purpose: LinkPurpose, personId = ada.id) => link({ purpose, personId });
      const email = linkFor('email-change');
      const before = linkFor('password-reset');
      const ofAnother = linkFor('password-reset', (await somebody()).id);
      for (const one of [email, before, ofAnother]) await database.links.add(one);
      const address = { email: 'New@b.c', emailKey: `new ${ada.id}` };
      const emailEffect = { kind: 'email', person: { id: ada.id, ...address } } as const;
      expect(await database.links.redeem(email.tokenHash, NOW, emailEffect)).toBe('done');
      expect(await database.people.get(ada.id)).toEqual({ ...ada, ...address });
      expect(await database.people.findByEmail(ada.emailKey)).toBeUndefined();
      expect(await database.sessions.ofPerson(ada.id)).toHaveLength(1);
      expect(await database.links.find(before.tokenHash)).toBeUndefined();
      expect(await database.links.find(ofAnother.tokenHash)).toBeDefined();
      const [reset, later] = [linkFor('password-reset'), linkFor('email-change')];
      for (const one of [reset, later]) await database.links.add(one);
      const passwordEffect = { kind: 'password', person: { id: ada.id, passwordHash: 'new' } } as const;
      expect(await database.links.redeem(reset.tokenHash, NOW, passwordEffect)).toBe('done');
      expect((await database.people.get(ada.id))?.passwordHash).toBe('new');
      expect(await database.sessions.ofPerson(ada.id)).toEqual([]);
      expect(await database.links.find(later.tokenHash)).toBeUndefined();
    });
  });
}
