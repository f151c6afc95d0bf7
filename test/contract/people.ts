import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account, Database, Person } from '../../src/ports/index.ts';
import type { Role } from '../../src/ports/role.ts';
import { account, link, NOW, person, secret, session } from '../support/records.ts';

/** Adds somebody to an account, as the use of an invitation does. */
export async function join(database: Database, accountId: string, newPerson: Person | string, role: Role = 'viewer') {
  const invited = link({ accountId, role });
  await database.links.add(invited);
  const personId = typeof newPerson === 'string' ? newPerson : newPerson.id;
  const membership = { accountId, personId, role, createdAt: invited.createdAt };
  const effect = { kind: 'join', newPerson: typeof newPerson === 'string' ? null : newPerson, membership } as const;
  return database.links.redeem(invited.tokenHash, NOW, effect);
}

export async function newAccount(database: Database): Promise<Account> {
  const one = account();
  await database.accounts.add(one, secret(one.id));
  return one;
}

/** What every adapter of the people, second factors and companies ports does. */
export function peopleContract(open: () => Promise<Database>): void {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  describe('people', () => {
    test('a person comes back as they were added, by id and by address', async () => {
      const before = await database.people.count();
      const one = await newAccount(database);
      const ada = person({
        name: 'Zoë \u{1F511} "O\'Brien"; drop table people',
        phone: '+44 1',
        email: 'Ada@X.example',
      });
      expect(await join(database, one.id, ada)).toBe('done');
      expect(await database.people.get(ada.id)).toEqual(ada);
      expect(await database.people.findByEmail(ada.emailKey)).toEqual(ada);
      expect(await database.people.count()).toBe(before + 1);
    });

    test('what is not there is undefined or empty, whatever the text', async () => {
      for (const text of ['nobody', '', '\0', '\ud800', "' or 1=1 --", 'x'.repeat(100_000)]) {
        expect(await database.people.get(text)).toBeUndefined();
        expect(await database.people.findByEmail(text)).toBeUndefined();
        expect(await database.people.memberships(text)).toEqual([]);
        expect(await database.people.members(text)).toEqual([]);
        expect(await database.people.removeMember(text, text)).toBe('absent');
        expect(await database.people.setRole(text, text, 'owner')).toBe('absent');
        expect(await database.secondFactors.get(text)).toBeUndefined();
        expect(await database.companies.get(text)).toBeUndefined();
      }
    });

    test('name and phone change, and nothing else', async () => {
      const ada = person();
      await join(database, (await newAccount(database)).id, ada);
      const changed = { id: ada.id, name: 'Renamed', phone: '+1 23' };
      expect(await database.people.updateProfile({ ...changed, email: 'x', passwordHash: 'x' } as never)).toBe(true);
      expect(await database.people.get(ada.id)).toEqual({ ...ada, ...changed });
      expect(await database.people.updateProfile({ ...changed, id: 'nobody' })).toBe(false);
    });

    test('a password changes from what it was, with the sessions, and once of many at once', async () => {
      const ada = person();
      await join(database, (await newAccount(database)).id, ada);
      const old = session(ada.id);
      await database.sessions.begin(old, ada.passwordHash);
      const changes = Array.from({ length: 5 }, (_, at) => ({ hash: `hash ${at}`, session: session(ada.id) }));
      const done = await Promise.all(
        changes.map((one) =>
          database.people.changePassword({ id: ada.id, passwordHash: one.hash }, ada.passwordHash, one.session),
        ),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
      const winner = changes[done.indexOf(true)];
      expect((await database.people.get(ada.id))?.passwordHash).toBe(winner?.hash);
      expect(await database.sessions.ofPerson(ada.id)).toEqual([winner?.session]);
    });
  });

  describe('members', () => {
    test('of an account, and accounts of a person, are listed oldest first', async () => {
      const [one, other] = [await newAccount(database), await newAccount(database)];
      const [ada, grace] = [person(), person()];
      await join(database, one.id, ada, 'owner');
      await join(database, one.id, grace, 'developer');
      await join(database, other.id, ada.id, 'viewer');
      const members = await database.people.members(one.id);
      expect(members.map(({ person: { id }, role }) => [id, role])).toEqual([
        [ada.id, 'owner'],
        [grace.id, 'developer'],
      ]);
      expect(members[0]?.person).toEqual(ada);
      const memberships = await database.people.memberships(ada.id);
      expect(memberships.map(({ accountId, role }) => [accountId, role])).toEqual([
        [one.id, 'owner'],
        [other.id, 'viewer'],
      ]);
    });

    test('a second invitation to the same account changes no role', async () => {
      const one = await newAccount(database);
      const ada = person();
      await join(database, one.id, ada, 'viewer');
      expect(await join(database, one.id, ada.id, 'owner')).toBe('done');
      expect((await database.people.memberships(ada.id)).map(({ role }) => role)).toEqual(['viewer']);
    });

    test('the last owner stays, also when all owners go at once', async () => {
      const one = await newAccount(database);
      const [ada, grace, kim] = [person(), person(), person()];
      await join(database, one.id, ada, 'owner');
      await join(database, one.id, kim, 'viewer');
      expect(await database.people.removeMember(one.id, ada.id)).toBe('last-owner');
      expect(await database.people.setRole(one.id, ada.id, 'developer')).toBe('last-owner');
      expect(await database.people.setRole(one.id, ada.id, 'owner')).toBe('changed');
      await join(database, one.id, grace, 'owner');
      const gone = await Promise.all([
        database.people.removeMember(one.id, ada.id),
        database.people.setRole(one.id, grace.id, 'viewer'),
      ]);
      expect(gone.filter((result) => result === 'last-owner')).toHaveLength(1);
      expect((await database.people.members(one.id)).filter(({ role }) => role === 'owner')).toHaveLength(1);
      expect(await database.people.removeMember(one.id, kim.id)).toBe('removed');
      expect(await database.people.removeMember(one.id, kim.id)).toBe('absent');
      expect(await database.people.get(kim.id)).toEqual(kim);
    });
  });

  describe('second factors', () => {
    test('a confirmed one is not replaced, an unconfirmed one is', async () => {
      const { id: personId } = await somebody();
      const started = { personId, sealedSecret: 'FIRST', confirmedAt: null, usedStep: 0 };
      const own = session(personId);
      expect(await database.secondFactors.start(started)).toBe(true);
      expect(await database.secondFactors.start({ ...started, sealedSecret: 'SECOND' })).toBe(true);
      const confirmed = { personId, sealedSecret: 'SECOND', confirmedAt: NOW, usedStep: 7 };
      expect(await database.secondFactors.confirm({ ...confirmed, sealedSecret: 'FIRST' }, ['a'], own)).toBe(false);
      expect(await database.secondFactors.confirm(confirmed, ['a', 'b'], own)).toBe(true);
      expect(await database.secondFactors.confirm(confirmed, ['c'], session(personId))).toBe(false);
      expect(await database.secondFactors.start(started)).toBe(false);
      expect(await database.secondFactors.get(personId)).toEqual(confirmed);
      expect(await database.secondFactors.countBackupCodes(personId)).toBe(2);
      expect(await database.sessions.ofPerson(personId)).toEqual([own]);
    });

    test('a step is used once and none before it, a backup code once, also of many at once', async () => {
      const { id } = await somebody();
      await database.secondFactors.start({ personId: id, sealedSecret: 'S', confirmedAt: null, usedStep: 0 });
      const on = { personId: id, sealedSecret: 'S', confirmedAt: NOW, usedStep: 10 };
      await database.secondFactors.confirm(on, ['a', 'b'], session(id));
      expect(await database.secondFactors.useStep(id, 10)).toBe(false);
      const steps = await Promise.all(Array.from({ length: 10 }, () => database.secondFactors.useStep(id, 12)));
      expect(steps.filter(Boolean)).toHaveLength(1);
      expect(await database.secondFactors.useStep(id, 11)).toBe(false);
      const codes = await Promise.all(Array.from({ length: 10 }, () => database.secondFactors.useBackupCode(id, 'a')));
      expect(codes.filter(Boolean)).toHaveLength(1);
      await database.secondFactors.replaceBackupCodes(id, ['c']);
      expect(await database.secondFactors.useBackupCode(id, 'b')).toBe(false);
      expect(await database.secondFactors.remove(id)).toBe(true);
      expect(await database.secondFactors.remove(id)).toBe(false);
      expect(await database.secondFactors.useBackupCode(id, 'c')).toBe(false);
      expect(await database.secondFactors.useStep(id, 99)).toBe(false);
    });

    test('each is listed, and is sealed anew once of many at once; nothing else of it changes', async () => {
      const { id: personId } = await somebody();
      const factor = { personId, sealedSecret: 'OLD', confirmedAt: null, usedStep: 0 };
      await database.secondFactors.start(factor);
      const confirmed = { ...factor, confirmedAt: NOW, usedStep: 3 };
      await database.secondFactors.confirm(confirmed, ['a'], session(personId));
      expect(await database.secondFactors.list()).toContainEqual(confirmed);
      const news = ['1', '2', '3', '4'];
      const done = await Promise.all(news.map((text) => database.secondFactors.reseal(personId, 'OLD', text)));
      expect(done.filter(Boolean)).toHaveLength(1);
      const sealedSecret = news[done.indexOf(true)] ?? '';
      expect(await database.secondFactors.get(personId)).toEqual({ ...confirmed, sealedSecret });
      expect(await database.secondFactors.countBackupCodes(personId)).toBe(1);
      expect(await database.secondFactors.reseal('nobody', 'OLD', 'x')).toBe(false);
      await database.secondFactors.remove(personId);
      expect(await database.secondFactors.reseal(personId, sealedSecret, 'x')).toBe(false);
      expect((await database.secondFactors.list()).map((one) => one.personId)).not.toContain(personId);
    });

    async function somebody(): Promise<Person> {
      const one = person();
      await join(database, (await newAccount(database)).id, one);
      return one;
    }
  });

  test('a company comes back as it was put last', async () => {
    const one = await newAccount(database);
    const company = {
      name: 'Ærø',
      website: '',
      phone: '',
      street: '',
      postalCode: '1',
      city: '',
      region: '',
      country: '',
    };
    await database.companies.put(one.id, { ...company, taxId: 'DK 1' });
    await database.companies.put(one.id, { ...company, taxId: 'DK 2' });
    expect(await database.companies.get(one.id)).toEqual({ ...company, taxId: 'DK 2' });
    const nobody = database.companies.put('nobody', { ...company, taxId: '' });
    await expect(nobody).rejects.toMatchObject({ what: 'account' });
  });
}
