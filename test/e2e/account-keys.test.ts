import { expect, test } from 'vitest';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn } from '../support/browser.ts';

const browser = sharedBrowser();
const system = sharedDashboard();
const LONG = { timeout: 240_000 };
const MARKUP = '<script>alert(1)</script> & "Sons"';

test('a secret is replaced without a gap, seen once, and the last one cannot go', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings/secrets');
  await signIn(tab);
  const secrets = tab.getByRole('region', { name: 'Secrets' });
  await secrets.getByText('The only secret cannot be revoked').waitFor();
  expect(await secrets.getByRole('button', { name: 'Revoke' }).count()).toBe(0);
  await holdsInEveryLook(tab, 'account-secrets-one');
  await secrets.getByRole('button', { name: 'Add a secret' }).click();
  await secrets.getByText('This secret cannot be seen again.').waitFor();
  await holdsInEveryLook(tab, 'account-secret-once');
  const secret = await secrets.locator('.shown-once code').innerText();
  expect(secret).toMatch(/^[A-Za-z0-9]{25}$/);
  const basic = (one: string) => `Basic ${Buffer.from(`abcd1234:${one}`).toString('base64')}`;
  const statusOf = async (one: string) =>
    (await fetch(`${system().url}/v2/applications`, { headers: { authorization: basic(one) } })).status;
  expect(await statusOf(secret)).toBe(200);
  await tab.getByRole('link', { name: 'Applications', exact: true }).click();
  await tab.getByRole('dialog').getByText('This secret cannot be seen again.').waitFor();
  await tab.getByRole('button', { name: 'Stay here' }).click();
  await secrets.getByLabel('I have saved the secret').check();
  await secrets.getByRole('button', { name: 'Done' }).click();
  await secrets.getByText('at most two secrets').waitFor();
  expect(await tab.content()).not.toContain(secret);
  await holdsInEveryLook(tab, 'account-secrets');
  await secrets.getByRole('button', { name: 'Revoke' }).last().click();
  await tab.getByRole('dialog').getByText('fails with 401 from now on').waitFor();
  await holdsInEveryLook(tab, 'account-secret-revoke');
  await tab.getByRole('button', { name: 'Revoke it now' }).click();
  await secrets.getByText('The only secret cannot be revoked').waitFor();
  expect(await Promise.all([statusOf(secret), statusOf('Abcdefg12345')])).toContain(401);
});

test('a subaccount is created, renamed, worked in, suspended and reinstated', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings/subaccounts');
  await signIn(tab);
  await tab.getByText('No subaccounts yet.').waitFor();
  await tab.getByLabel('Name of a new subaccount').fill(MARKUP);
  await tab.getByRole('button', { name: 'Create the subaccount' }).click();
  await tab.getByText('This secret cannot be seen again.').waitFor();
  await holdsInEveryLook(tab, 'account-subaccount-once');
  const [key = '', secret = ''] = await tab.locator('.shown-once code').allInnerTexts();
  await tab.getByLabel('I have saved the secret').check();
  await tab.getByRole('button', { name: 'Done' }).click();
  const row = tab.locator('.rows > li');
  await row.locator('strong', { hasText: MARKUP }).waitFor();
  await row.getByRole('button', { name: 'Rename' }).click();
  await holdsInEveryLook(tab, 'account-subaccount-rename');
  await tab.getByRole('dialog').getByLabel('Name').fill('Staging');
  await tab.getByRole('button', { name: 'Rename it' }).click();
  await row.locator('strong', { hasText: 'Staging' }).waitFor();
  await row.getByRole('button', { name: 'Suspend' }).click();
  await tab.getByRole('button', { name: 'Suspend it' }).click();
  await row.getByText('suspended', { exact: true }).waitFor();
  await holdsInEveryLook(tab, 'account-subaccounts');
  const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
  const status = async () => (await fetch(`${system().url}/v2/applications`, { headers: { authorization } })).status;
  expect(await status()).toBe(403);
  await row.getByRole('button', { name: 'Reinstate' }).click();
  await tab.getByText('The subaccount is active again').waitFor();
  expect(await status()).toBe(200);

  await row.getByRole('button', { name: 'Work in it' }).click();
  await tab.getByRole('heading', { name: 'No applications yet' }).waitFor();
  await tab.goto('/settings/subaccounts');
  await tab.getByText('This is a subaccount itself').waitFor();
  await holdsInEveryLook(tab, 'account-in-subaccount');
  await tab.goto('/settings/members');
  await tab.getByText('the members of its primary account').waitFor();
});
