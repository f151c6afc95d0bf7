import { expect, test } from 'vitest';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn, type Tab } from '../support/browser.ts';

const system = sharedDashboard();
const browser = sharedBrowser();
const LONG = { timeout: 240_000 };
const unsaved = (tab: Tab) => tab.getByRole('region', { name: 'Not saved' });
const generate = (tab: Tab) => tab.getByRole('button', { name: 'Generate public and private key' }).click();

test('an unsaved pair is followed into an open edit of another tab, and saved there', LONG, async () => {
  const { id } = await system().createApplication('Followed');
  const profile = await openProfile(browser(), system().url);
  const first = await profile.openTab(`/applications/${id}/edit`);
  await signIn(first);
  await first.getByLabel('Name').waitFor();
  const second = await profile.openTab(`/applications/${id}/edit`);
  await second.getByLabel('Name').waitFor();
  await generate(first);
  await unsaved(second).getByText('This key pair is not saved').waitFor();
  await second.getByLabel('I have its private key').check();
  await unsaved(second).getByRole('button', { name: 'Save changes' }).click();
  await second.getByRole('heading', { name: 'Followed', exact: true }).waitFor();
  await first
    .getByRole('alert')
    .getByText('Somebody else saved changes in the meantime')
    .or(first.getByText('Use your own public key'))
    .first()
    .waitFor();
  await unsaved(first).waitFor({ state: 'detached' });
});

test('two people generate at once: the second to save is told of the first', LONG, async () => {
  const { id } = await system().createApplication('Contested');
  const [one, two] = await Promise.all([openProfile(browser(), system().url), openProfile(browser(), system().url)]);
  const tabs = [await one.openTab(`/applications/${id}/edit`), await two.openTab(`/applications/${id}/edit`)] as const;
  for (const tab of tabs) {
    await signIn(tab);
    await tab.getByLabel('Name').waitFor();
  }
  for (const tab of tabs) {
    await generate(tab);
    await tab.getByLabel('I have saved the private key').check();
  }
  const [first, second] = tabs;
  await unsaved(second).getByRole('button', { name: 'Save changes' }).click();
  await second.getByRole('heading', { name: 'Contested', exact: true }).waitFor();
  await unsaved(first).getByRole('button', { name: 'Save changes' }).click();
  await first.getByRole('alert').getByRole('rowheader', { name: 'Key in use' }).waitFor();
  await first.getByRole('button', { name: 'Save my changes anyway' }).click();
  await first.getByRole('heading', { name: 'Contested', exact: true }).waitFor();
  expect(await first.locator('.key.active').count()).toBe(1);
});

test('without WebCrypto the page says what is missing, and a public key can be brought', LONG, async () => {
  const { id } = await system().createApplication('Plain http');
  const profile = await openProfile(browser(), system().url);
  await profile.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }));
  const tab = await profile.openTab(`/applications/${id}/edit`);
  await signIn(tab);
  await tab.getByText('This page cannot generate keys').waitFor();
  expect(await tab.getByRole('button', { name: 'Generate public and private key' }).count()).toBe(0);
  await holdsInEveryLook(tab, 'application-edit-no-crypto');
});

test('a person who is a viewer sees all and changes nothing', LONG, async () => {
  const { id } = await system().createApplication('Seen');
  const owner = await openProfile(browser(), system().url);
  const account = await owner.openTab('/settings');
  await signIn(account);
  await account.getByRole('heading', { name: 'Profile', level: 1 }).waitFor();
  const invited = await owner.request.post('/dashboard-api/invitations', {
    data: { email: 'vera@example.com', role: 'viewer' },
    headers: { origin: system().url },
  });
  const { link } = (await invited.json()) as { link: string };
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(link);
  await tab.getByText('as viewer').waitFor();
  await holdsInEveryLook(tab, 'invitation');
  await tab.getByLabel('Name').fill('Vera');
  await tab.getByLabel('Password').fill('a few plain words');
  await tab.getByRole('button', { name: 'Join' }).click();
  await tab.getByRole('link', { name: 'Seen' }).click();
  await tab.getByRole('heading', { name: 'Seen', exact: true }).waitFor();
  expect(await tab.getByRole('link', { name: 'Edit' }).count()).toBe(0);
  expect(await tab.getByRole('button', { name: /Revoke|Delete/ }).count()).toBe(0);
  await tab.goto(`/applications/${id}/edit`);
  await tab.getByText('Owners and developers can edit applications').waitFor();
  expect(await tab.getByLabel('Name').count()).toBe(0);
});
