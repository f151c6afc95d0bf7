import { expect, test } from 'vitest';
import { signIn } from '../../../src/actions/people/sign-in.ts';
import { systemEntropy } from '../../../src/adapters/system/index.ts';
import type { Membership, SecretHashes } from '../../../src/ports/index.ts';
import { temporaryDatabases } from '../../support/databases.ts';
import { account, link, NOW, person, secret } from '../../support/records.ts';

const emptyDatabase = temporaryDatabases();
const clock = { now: () => NOW };
const device = { userAgent: undefined, address: '127.0.0.1' };

async function parts() {
  const database = await emptyDatabase(clock);
  const one = account();
  await database.accounts.add(one, secret(one.id));
  const ada = person({ email: 'ada@example.com', passwordHash: 'hash of right' });
  const invited = link({ accountId: one.id });
  await database.links.add(invited);
  const membership: Membership = { accountId: one.id, personId: ada.id, role: 'viewer', createdAt: NOW };
  await database.links.redeem(invited.tokenHash, NOW, { kind: 'join', newPerson: ada, membership });
  const asked: (readonly string[])[] = [];
  const passwordHashes: SecretHashes = {
    hash: async (text) => `hash of ${text}`,
    async verify(text, stored) {
      asked.push(stored);
      return stored.includes(`hash of ${text}`);
    },
  };
  return { ...database, clock, entropy: systemEntropy(), passwordHashes, asked };
}

test('a password is weighed once for an address that nobody has too, so that time does not tell', async () => {
  const all = await parts();
  for (const email of ['ada@example.com', 'nobody@example.com', '', '\0', 'x'.repeat(320)]) {
    const refused = await signIn(all, { email, password: 'wrong' }, device);
    expect(refused).toEqual({ ok: false, refusal: { kind: 'sign-in-refused' } });
  }
  expect(all.asked).toEqual([['hash of right'], [], [], [], []]);
});

test('every spelling of an address is the same person', async () => {
  const all = await parts();
  for (const email of ['ada@example.com', ' ADA@Example.com\n', 'ａｄａ@example.com']) {
    expect(await signIn(all, { email, password: 'right' }, device)).toMatchObject({ ok: true });
  }
});

test('no session begins with a password that was changed while it was weighed', async () => {
  const all = await parts();
  const changing: SecretHashes = {
    ...all.passwordHashes,
    async verify() {
      const ada = await all.people.findByEmail('ada@example.com');
      if (!ada) throw new Error('nobody');
      const session = { id: 's', tokenHash: 't', personId: ada.id, createdAt: NOW, seenAt: NOW };
      const nowhere = { userAgent: null, address: null };
      await all.people.changePassword({ ...ada, passwordHash: 'other' }, ada.passwordHash, { ...session, ...nowhere });
      return true;
    },
  };
  const signedIn = await signIn(
    { ...all, passwordHashes: changing },
    { email: 'ada@example.com', password: 'x' },
    device,
  );
  expect(signedIn.ok).toBe(false);
});
