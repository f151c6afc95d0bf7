import { expect, test } from 'vitest';
import { totp } from '../../src/actions/people/totp.ts';
import { decodeBase32 } from '../../src/core/encoding/base32.ts';
import {
  holdsInEveryLook,
  OWNER,
  openProfile,
  sharedBrowser,
  sharedDashboard,
  signIn,
  signInAs,
} from '../support/browser.ts';

const browser = sharedBrowser();
const system = sharedDashboard();
const LONG = { timeout: 240_000 };
const MARKUP = '<img src=x onerror=alert(1)> ‮ada';

test('name and phone are changed; an expired session in the middle of it loses nothing', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings');
  await signIn(tab);
  await tab.getByLabel('Name').fill(MARKUP);
  await tab.getByLabel('Phone number').fill('nobody');
  await tab.getByRole('button', { name: 'Save the profile' }).click();
  await tab.getByText('It must be a phone number such as').waitFor();
  await expect.poll(() => tab.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('phone');
  await holdsInEveryLook(tab, 'account-profile-fault');

  // Leaving asks first.
  await tab.getByRole('link', { name: 'Security' }).click();
  await tab.getByRole('button', { name: 'Stay here' }).click();

  await tab.getByLabel('Phone number').fill('+44 20 7946 0000');
  await profile.clearCookies();
  await tab.getByRole('button', { name: 'Save the profile' }).click();
  await tab.getByRole('dialog').getByText('Your session has expired.').waitFor();
  await holdsInEveryLook(tab, 'account-profile-expired');
  await tab.getByRole('dialog').getByLabel('Password').fill(OWNER.password);
  await tab.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click();
  await tab.getByText('Your profile is saved').waitFor();
  await tab.locator('.side').getByText('<img src=x onerror=alert(1)> \\u202eada').waitFor();
  expect(await tab.locator('img').count()).toBe(0);
  await holdsInEveryLook(tab, 'account-profile');

  await tab.reload();
  expect(await tab.getByLabel('Phone number').inputValue()).toBe('+44 20 7946 0000');
  expect(await tab.getByLabel('Name').inputValue()).toBe(MARKUP);
});

test('a new e-mail address counts from when its link is opened', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings');
  await signIn(tab);
  await tab.getByLabel('New e-mail address').fill('lovelace@example.com');
  await tab.getByLabel('Your password').fill('not the password');
  await tab.getByRole('button', { name: 'Send a confirmation link' }).click();
  await tab.getByText('It is not your password.').waitFor();
  await tab.getByLabel('Your password').fill(OWNER.password);
  await tab.getByRole('button', { name: 'Send a confirmation link' }).click();
  const link = tab.getByRole('link', { name: 'Open the link' });
  await link.waitFor();
  await holdsInEveryLook(tab, 'account-email-link');
  const href = String(await link.getAttribute('href'));

  const other = await (await openProfile(browser(), system().url)).openTab(href);
  await other.getByText('lovelace@example.com').waitFor();
  await holdsInEveryLook(other, 'account-email-confirm');
  await other.getByRole('button', { name: 'Confirm the address' }).click();
  await signInAs(other, { email: 'lovelace@example.com', password: OWNER.password });
  await other.getByText('You sign in as lovelace@example.com').waitFor();
  await other.goto(href);
  await other.reload();
  await other.getByText('Link already used').waitFor();
  await holdsInEveryLook(other, 'account-email-used');
});

test('a session is ended from another one, and a new password ends them all', LONG, async () => {
  const person = { email: 'lovelace@example.com', password: OWNER.password };
  const [here, there] = [await openProfile(browser(), system().url), await openProfile(browser(), system().url)];
  const tab = await here.openTab('/settings/security');
  const other = await there.openTab('/settings/company');
  await signInAs(tab, person);
  await signInAs(other, person);
  await other.getByRole('heading', { name: 'Company', level: 1 }).waitFor();
  await tab.reload();
  await tab.getByText('this browser').waitFor();
  await tab.getByText('the computer that Mintmark runs on').first().waitFor();
  await holdsInEveryLook(tab, 'account-security');
  await tab.getByRole('button', { name: 'Sign out all others' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Sign out all others' }).click();
  await tab.getByText('Every other session is signed out').waitFor();
  await expect.poll(() => tab.getByRole('button', { name: /^Sign out the session/ }).count()).toBe(0);
  await other.reload();
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();

  await signInAs(other, person);
  await other.getByRole('heading', { name: 'Company', level: 1 }).waitFor();
  await tab.reload();
  await tab.getByRole('button', { name: 'Sign out the session of Chrome on Linux' }).click();
  await tab.getByText('The session is signed out').waitFor();

  await tab.getByLabel('Current password').fill(person.password);
  await tab.getByLabel('New password').fill('short');
  await tab.getByRole('button', { name: 'Change the password' }).click();
  await tab.getByText('It must have at least 12 characters').waitFor();
  await tab.getByLabel('New password').fill('another few plain words');
  await tab.getByRole('button', { name: 'Change the password' }).click();
  await tab.getByText('The password is changed.').waitFor();
  await tab.reload();
  await tab.getByRole('heading', { name: 'Security', level: 1 }).waitFor();
});

test('a second factor is set up, asked for, renewed and turned off', LONG, async () => {
  const person = { email: 'lovelace@example.com', password: 'another few plain words' };
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings/security');
  await signInAs(tab, person);
  const factor = tab.getByRole('region', { name: 'Second factor' });
  await factor.getByLabel('Your password').fill(person.password);
  await factor.getByRole('button', { name: 'Set up a second factor' }).click();
  await factor.getByRole('img', { name: 'QR code' }).waitFor();
  await holdsInEveryLook(tab, 'account-second-factor-set-up');
  const secret = decodeBase32(await factor.locator('.setup code').innerText());
  await factor.getByRole('textbox', { name: 'Code' }).fill('000000');
  await factor.getByRole('button', { name: 'Turn it on' }).click();
  await factor.getByText('It is wrong, expired, or already used').waitFor();
  await factor.getByRole('textbox', { name: 'Code' }).fill(totp(secret, Math.floor(Date.now() / 30_000)));
  await factor.getByRole('button', { name: 'Turn it on' }).click();
  await factor.getByText('These backup codes cannot be seen again.').waitFor();
  await holdsInEveryLook(tab, 'account-backup-codes');
  const codes = await factor.locator('.codes code').allInnerTexts();
  expect(codes).toHaveLength(10);

  // They are not left by accident.
  await tab.getByRole('link', { name: 'Company' }).click();
  await tab.getByRole('button', { name: 'Stay here' }).click();
  await tab.getByRole('dialog').waitFor({ state: 'detached' });
  await factor.getByRole('button', { name: 'Done' }).click({ force: true });
  await expect.poll(() => tab.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('checkbox');
  await factor.getByLabel('I have saved the backup codes').check();
  await factor.getByRole('button', { name: 'Done' }).click();
  await factor.getByText('10 backup codes are left.').waitFor();

  const other = await (await openProfile(browser(), system().url)).openTab('/settings/security');
  await signInAs(other, person);
  await other.getByLabel('Code').fill(codes[0] as string);
  await other.getByRole('button', { name: 'Sign in', exact: true }).click();
  await other.getByText('9 backup codes are left.').waitFor();
  await holdsInEveryLook(other, 'account-second-factor-on');
  await other.getByText('Turn it off').click();
  await other.getByRole('region', { name: 'Second factor' }).getByLabel('Your password').last().fill(person.password);
  await other
    .getByLabel('Code')
    .last()
    .fill(codes[1] as string);
  await other.getByRole('button', { name: 'Turn the second factor off' }).click();
  await other.getByRole('button', { name: 'Set up a second factor' }).waitFor();
});
