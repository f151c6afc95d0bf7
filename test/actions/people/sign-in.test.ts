import { expect, test } from 'vitest';
import { newBackupCodes } from '../../../src/actions/people/code.ts';
import type { PeopleParts } from '../../../src/actions/people/parts.ts';
import { signIn } from '../../../src/actions/people/sign-in.ts';
import { systemEntropy } from '../../../src/adapters/system/index.ts';
import type { Membership } from '../../../src/ports/index.ts';
import { temporaryDatabases } from '../../support/databases.ts';
import { account, link, NOW, person, secret, session } from '../../support/records.ts';

type Hashes = PeopleParts['passwordHashes'];

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
  const passwordHashes: Hashes = {
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
  const changing: Hashes = {
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

test('nobody signs in with an address that is not known, whatever the password is weighed as', async () => {
  const all = await parts();
  const passwordHashes: Hashes = { ...all.passwordHashes, verify: async () => true };
  const refused = await signIn({ ...all, passwordHashes }, { email: 'nobody@example.com', password: 'x' }, device);
  expect(refused).toEqual({ ok: false, refusal: { kind: 'sign-in-refused' } });
});

test('who has confirmed a second factor needs a code of it, each once', async () => {
  const all = await parts();
  const ada = await all.people.findByEmail('ada@example.com');
  if (!ada) throw new Error('nobody');
  const attempt = async (password: string, code?: string) => {
    const credentials = { email: 'ada@example.com', password, ...(code !== undefined && { code }) };
    const outcome = await signIn(all, credentials, device);
    return outcome.ok ? 'signed in' : outcome.refusal.kind;
  };
  const factor = { personId: ada.id, sealedSecret: 'sealed', confirmedAt: null, usedStep: 0 };
  await all.secondFactors.start(factor);
  expect(await attempt('right')).toBe('signed in');
  const { codes, hashes } = newBackupCodes(systemEntropy());
  await all.secondFactors.confirm({ ...factor, confirmedAt: NOW }, hashes, session(ada.id));
  expect(await attempt('right')).toBe('second-factor-required');
  expect(await attempt('right', 'ABCD-EFGH-IJKL-MNOP')).toBe('second-factor-refused');
  // Who does not know the password learns nothing of the code, and uses none up.
  expect(await attempt('wrong', codes[0])).toBe('sign-in-refused');
  expect(await attempt('right', codes[0])).toBe('signed in');
  expect(await attempt('right', codes[0])).toBe('second-factor-refused');
});
