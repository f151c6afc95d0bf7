import { expect, test } from 'vitest';
import { holdsInEveryLook, OWNER, openProfile, sharedBrowser, sharedDashboard, signInAs } from '../support/browser.ts';

const browser = sharedBrowser();
const system = sharedDashboard();
const LONG = { timeout: 240_000 };

test('a forgotten password is replaced by the link, and whoever asks learns of nobody', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings');
  await tab.getByRole('link', { name: 'Forgot your password?' }).click();
  await tab.getByLabel('E-mail').fill('nobody@example.com');
  await holdsInEveryLook(tab, 'password-reset-ask');
  await tab.getByRole('button', { name: 'Send the link' }).click();
  await tab.getByText('If nobody@example.com has an account').waitFor();
  await holdsInEveryLook(tab, 'password-reset-asked');
  expect(system().log()).not.toContain('/password-reset#');

  await tab.goto('/password-reset');
  await tab.getByLabel('E-mail').fill(OWNER.email);
  await tab.getByRole('button', { name: 'Send the link' }).click();
  await tab.getByText(`If ${OWNER.email} has an account`).waitFor();
  await expect.poll(() => system().log()).toContain('/password-reset#');
  const link = /http:\/\/[^"]+\/password-reset#[\w-]+/.exec(system().log())?.[0] ?? '';

  const chosen = await profile.openTab(link);
  await chosen.getByLabel('New password').fill('short');
  await chosen.getByRole('button', { name: 'Change the password' }).click();
  await chosen.getByText('It must have at least 12 characters').waitFor();
  await holdsInEveryLook(chosen, 'password-reset-choose');
  await chosen.getByLabel('New password').fill('something else entirely');
  await chosen.getByRole('button', { name: 'Change the password' }).click();
  await chosen.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signInAs(chosen, { email: OWNER.email, password: 'something else entirely' });
  await chosen.getByRole('heading', { name: 'Applications', level: 1 }).waitFor();

  const again = await profile.openTab(link);
  await again.getByText('Link already used').waitFor();
  await again.getByRole('button', { name: 'Ask for a new link' }).click();
  await again.getByRole('button', { name: 'Send the link' }).waitFor();
});
