import { expect, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { OWNER, openProfile, sharedBrowser, sharedDashboard, signIn, type Tab } from '../support/browser.ts';

/** The session ends in the middle of something: what was done stays, and goes on after the sign-in over the page. */

const system = sharedDashboard();
const browser = sharedBrowser();
const LONG = { timeout: 240_000 };
const unsaved = (tab: Tab) => tab.getByRole('region', { name: 'Not saved' });

async function signInAgain(tab: Tab): Promise<void> {
  const dialog = tab.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password').fill(OWNER.password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

test(
  'with a key pair that is not saved: the form, the draft and the private key stay, and are saved',
  LONG,
  async () => {
    const { id } = await system().createApplication('Night', { capabilities: { rtc: {} } });
    const profile = await openProfile(browser(), system().url);
    const tab = await profile.openTab(`/applications/${id}/edit`);
    await signIn(tab);
    await tab.getByLabel('Name').fill('Day');
    // It ends as the pair is made: the pair is not lost, and made once.
    await profile.clearCookies();
    await tab.getByRole('button', { name: 'Generate public and private key' }).click();
    await signInAgain(tab);
    await unsaved(tab).getByText('This key pair is not saved').waitFor();
    const keys = async () =>
      (await system().api('GET', `/v2/applications/${id}/keys`)).body as {
        _embedded: { keys: { fingerprint: string; state: string }[] };
      };
    const drafts = async () => (await keys())._embedded.keys.filter(({ state }) => state === 'draft');
    expect(await drafts()).toHaveLength(1);

    // It ends before Save, which goes on by itself.
    const download = tab.getByRole('link', { name: 'Download the private key' });
    const [file] = await Promise.all([tab.waitForEvent('download'), download.click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const privateKey = Buffer.concat(chunks).toString();
    await tab.getByLabel('I have saved the private key').check();
    await profile.clearCookies();
    await tab.route(`**/v2/applications/${id}`, (route) =>
      route.request().method() === 'PUT' && route.request().headers()['cookie'] ? route.abort() : route.fallback(),
    );
    await unsaved(tab).getByRole('button', { name: 'Save changes' }).click();
    await signInAgain(tab);
    // The first try after it fails for another reason: everything is still here.
    await tab.getByRole('alert').getByText('The server did not answer').waitFor();
    expect(await tab.getByLabel('Name').inputValue()).toBe('Day');
    expect(await tab.getByLabel('I have saved the private key').isChecked()).toBe(true);
    await download.waitFor();
    await tab.unroute(`**/v2/applications/${id}`);
    await unsaved(tab).getByRole('button', { name: 'Save changes' }).click();
    await tab.getByRole('heading', { name: 'Day', exact: true }).waitFor();
    const headers = { authorization: `Bearer ${mint({ application_id: id }, privateKey)}` };
    expect((await fetch(`${system().url}/v1/users`, { headers })).status).toBe(200);
    tab.faults.splice(0);
  },
);

test('while an application is created', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/applications/new');
  await signIn(tab);
  await tab.getByLabel('Name').fill('Made late');
  await tab.getByLabel('Messages').check();
  await profile.clearCookies();
  await tab.getByRole('button', { name: 'Create the application' }).click();
  await signInAgain(tab);
  await tab.getByRole('heading', { name: 'Made late is created' }).waitFor();
  await tab.getByRole('link', { name: 'Download the private key' }).waitFor();
  await tab.getByLabel('I have saved the private key').check();
  await tab.getByRole('link', { name: 'Open the application' }).click();
  await tab.getByText('messages').waitFor();
});

test('while somebody is invited, and while a secret is added', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings/members');
  await signIn(tab);
  const invitations = tab.getByRole('region', { name: 'Invitations' });
  await invitations.getByLabel('E-mail').fill('late@example.com');
  await invitations.getByRole('combobox').selectOption('viewer');
  await profile.clearCookies();
  await invitations.getByRole('button', { name: 'Invite', exact: true }).click();
  await signInAgain(tab);
  await invitations.getByText('late@example.com as viewer').waitFor();
  await invitations.locator('.note code').waitFor();

  await tab.getByRole('link', { name: 'API secrets' }).click();
  await tab.getByRole('button', { name: 'Add a secret' }).waitFor();
  await tab.getByRole('button', { name: 'Add a secret' }).click();
  await tab.getByLabel('Your password').fill(OWNER.password);
  await profile.clearCookies();
  await tab.getByRole('button', { name: 'Add the secret' }).click();
  await signInAgain(tab);
  await tab.getByLabel('I have saved the secret').waitFor();
  await expect.poll(() => tab.getByRole('region', { name: 'Secrets' }).locator('li').count()).toBe(2);
});
