import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolOwner, OWNER, openProfile, sharedBrowser, signIn, signInAs } from '../support/browser.ts';
import { type MailServer, startMailServer } from '../support/smtp.ts';
import { startSystem } from '../support/system.ts';

/** With a mail server: what the dashboard says is on its way arrives, and its link does what it says. */

const browser = sharedBrowser();
const LONG = { timeout: 240_000 };
let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
});
afterAll(() => mail.close());

async function startMailing() {
  const system = await startSystem({ smtpUrl: `smtp://127.0.0.1:${mail.port}`, mailFrom: 'mintmark@example.com' });
  await enrolOwner(system);
  return system;
}

/** The link in the newest mail to this address, as its reader sees it. */
async function linkTo(address: string): Promise<string> {
  const newest = () =>
    mail.messages
      .filter(({ to }) => to.includes(address))
      .at(-1)
      ?.data.replace(/=\n/g, '');
  await expect.poll(newest).toContain('http');
  return /https?:\S+#[\w-]+/.exec((newest() ?? '').replace(/=3D/g, '='))?.[0] ?? '';
}

test('somebody is invited by mail, opens its link and joins; the link is not shown to the inviter', LONG, async () => {
  const system = await startMailing();
  const profile = await openProfile(browser(), system.url);
  const tab = await profile.openTab('/settings/members');
  await signIn(tab);
  const invitations = tab.getByRole('region', { name: 'Invitations' });
  await invitations.getByLabel('E-mail').fill('grace@example.com');
  await invitations.getByRole('button', { name: 'Invite', exact: true }).click();
  await invitations.getByText('The invitation is on its way to grace@example.com').waitFor();
  const link = await linkTo('grace@example.com');
  expect(await tab.content()).not.toContain(new URL(link).hash.slice(1));

  const other = await (await openProfile(browser(), system.url)).openTab(link);
  await other.getByText('As grace@example.com').waitFor();
  await other.getByLabel('Name').fill('Grace');
  await other.getByLabel('Password').fill('a few plain words');
  await other.getByRole('button', { name: 'Join' }).click();
  await other.getByRole('heading', { name: 'No applications yet' }).waitFor();
  await tab.reload();
  await tab.getByRole('region', { name: 'Members' }).getByText('grace@example.com').waitFor();
  await invitations.getByText('Nobody is invited at the moment.').waitFor();
});

test(
  'a new e-mail address is confirmed by the mail that goes there; the old one is good until then',
  LONG,
  async () => {
    const system = await startMailing();
    const profile = await openProfile(browser(), system.url);
    const tab = await profile.openTab('/settings');
    await signIn(tab);
    await tab.getByLabel('New e-mail address').fill('countess@example.com');
    await tab.getByLabel('Your password').fill(OWNER.password);
    await tab.getByRole('button', { name: 'Send a confirmation link' }).click();
    await tab.getByText('A link is on its way to countess@example.com').waitFor();
    await tab.getByText(`You sign in as ${OWNER.email}`).waitFor();

    const other = await (await openProfile(browser(), system.url)).openTab(await linkTo('countess@example.com'));
    await other.getByRole('button', { name: 'Confirm the address' }).click();
    await signInAs(other, { email: 'countess@example.com', password: OWNER.password });
    await other.getByText('You sign in as countess@example.com').waitFor();
  },
);

test('a forgotten password is replaced by the mail that was asked for', LONG, async () => {
  const system = await startMailing();
  const tab = await (await openProfile(browser(), system.url)).openTab('/password-reset');
  await tab.getByLabel('E-mail').fill(OWNER.email);
  await tab.getByRole('button', { name: /link/ }).click();
  await tab.getByText('has an account, we sent a link').waitFor();
  // Pasted into the same tab, as people do.
  await tab.goto(await linkTo(OWNER.email));
  await tab.getByLabel('New password').fill('a password of today');
  await tab.getByRole('button', { name: 'Change the password' }).click();
  await signInAs(tab, { email: OWNER.email, password: 'a password of today' });
  await tab.getByRole('heading', { name: 'No applications yet' }).waitFor();
});
