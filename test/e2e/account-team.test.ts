import { expect, test } from 'vitest';
import {
  axeFaults,
  holdsInEveryLook,
  OWNER,
  openProfile,
  sharedBrowser,
  sharedDashboard,
  signIn,
} from '../support/browser.ts';

const browser = sharedBrowser();
const system = sharedDashboard();
const LONG = { timeout: 240_000 };
const MARKUP = '<script>alert(1)</script> & "Sons"';
const KAY = { email: 'kay@example.com', password: 'some other plain words' };
const GRACE = { email: 'grace@example.com', password: 'a few plain words' };

test('company and address: what is wrong is told at its line; an expired session loses nothing', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings/company');
  await signIn(tab);
  await tab.getByLabel('Account name').fill(MARKUP);
  await tab.getByLabel('Company name').fill(MARKUP);
  await tab.getByLabel('Website').fill('javascript:alert(1)');
  await tab.getByLabel('City').fill('London');
  await tab.getByRole('button', { name: 'Save the company' }).click();
  await tab.getByText('It must be an http or https URL, or empty.').waitFor();
  await expect.poll(() => tab.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('website');
  await holdsInEveryLook(tab, 'account-company-fault');
  await tab.getByLabel('Website').fill('https://example.com');
  await profile.clearCookies();
  await tab.getByRole('button', { name: 'Save the company' }).click();
  await tab.getByRole('dialog').getByLabel('Password').fill(OWNER.password);
  await tab.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click();
  await tab.getByText('The company is saved').waitFor();
  await tab.locator('.side').getByText(MARKUP).waitFor();
  await holdsInEveryLook(tab, 'account-company');
  await tab.reload();
  expect(await tab.getByLabel('Company name').inputValue()).toBe(MARKUP);
  expect(await tab.getByLabel('City').inputValue()).toBe('London');
});

test(
  'somebody is invited by a link, joins as viewer, and is shown nothing that a viewer may not do',
  LONG,
  async () => {
    const profile = await openProfile(browser(), system().url);
    const tab = await profile.openTab('/settings/members');
    await signIn(tab);
    const invitations = tab.getByRole('region', { name: 'Invitations' });
    await invitations.getByText('Nobody is invited at the moment.').waitFor();
    await tab.getByText('You are the only owner: you can leave').waitFor();
    expect(await tab.getByRole('button', { name: 'Leave' }).count()).toBe(0);
    await holdsInEveryLook(tab, 'account-members-last-owner');

    await invitations.getByLabel('E-mail').fill('grace@example,com');
    await invitations.getByRole('button', { name: 'Invite', exact: true }).click();
    await tab.waitForFunction(() => document.activeElement?.getAttribute('type') === 'email');
    await invitations.getByLabel('E-mail').fill(GRACE.email);
    await invitations.getByRole('combobox').selectOption('viewer');
    await invitations.getByRole('button', { name: 'Invite', exact: true }).click();
    await invitations.getByText('This server has no mail server, so').waitFor();
    const first = await invitations.locator('.note code').innerText();
    await invitations.getByRole('button', { name: `Invite again ${GRACE.email}` }).click();
    await expect.poll(() => invitations.locator('.note code').innerText()).not.toBe(first);
    const link = await invitations.locator('.note code').innerText();
    await invitations.getByText('did not receive the invitation e-mail').click();
    await holdsInEveryLook(tab, 'account-invitations');
    await tab.getByRole('link', { name: 'The whole article' }).click();
    await tab.getByRole('heading', { name: "What should I do if I didn't receive the invitation e-mail?" }).waitFor();
    await holdsInEveryLook(tab, 'help-account-invitation');

    const theirs = await openProfile(browser(), system().url);
    const other = await theirs.openTab(first);
    await other.getByText('Unknown link').waitFor();
    await other.goto(link);
    await other.getByText(MARKUP).waitFor();
    await holdsInEveryLook(other, 'account-invitation');
    await other.getByLabel('Name').fill(MARKUP);
    await other.getByLabel('Password').fill(GRACE.password);
    await other.getByRole('button', { name: 'Join' }).click();
    await other.getByRole('heading', { name: 'Applications', level: 1 }).waitFor();

    // A viewer reads all of it and is offered nothing that would be refused.
    const offered: string[] = [];
    for (const page of ['company', 'members', 'secrets', 'subaccounts']) {
      await other.goto(`/settings/${page}`);
      await other.locator('main h2').first().waitFor();
      await other.waitForLoadState('networkidle');
      const controls = other.locator('main button:not(.copy), main input, main select');
      offered.push(...(await controls.allInnerTexts()).map((text) => `${page}: ${text}`));
      await holdsInEveryLook(other, `account-viewer-${page}`);
    }
    expect(offered).toEqual(['members: Leave the account']);
    const refused = await other.evaluate(async () => {
      const response = await fetch('/dashboard-api/invitations', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'x@example.com', role: 'owner' }),
      });
      return response.status;
    });
    expect(refused).toBe(403);

    // The owner makes them developer, and then removes them: their pages end.
    await tab.goto('/settings/members');
    const row = tab.getByRole('region', { name: 'Members' }).locator('li', { hasText: GRACE.email });
    await row.locator('strong', { hasText: MARKUP }).waitFor();
    const asked: string[] = [];
    tab.on('request', (request) => request.method() === 'PATCH' && asked.push(request.postData() ?? ''));
    // The keys of a select pass through every role: none of them is given.
    await row.getByRole('combobox').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) await tab.keyboard.press(key);
    expect(await row.getByRole('combobox').inputValue()).toBe('developer');
    expect(asked).toEqual([]);
    await row.getByRole('button', { name: 'Change the role' }).click();
    await tab.getByText('is now a developer').waitFor();
    expect(asked).toEqual(['{"role":"developer"}']);
    await row.getByRole('combobox').selectOption('owner');
    await row.getByRole('button', { name: 'Change the role' }).click();
    await tab.getByRole('dialog', { name: /^Make .* an owner\?$/ }).waitFor();
    await holdsInEveryLook(tab, 'account-make-owner');
    await tab.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await row.getByRole('button', { name: 'Cancel' }).click();
    expect(asked.length).toBe(1);
    await expect.poll(() => row.getByRole('combobox').inputValue()).toBe('developer');
    await holdsInEveryLook(tab, 'account-members');
    await row.getByRole('button', { name: 'Remove' }).click();
    await tab.getByRole('dialog').getByText('API secrets and private keys that they know keep working').waitFor();
    await tab.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await row.waitFor({ state: 'detached' });
    await other.goto('/settings/members');
    await other.getByRole('heading', { name: 'You are not a member of any account' }).waitFor();
    expect(await axeFaults(other)).toEqual([]);
    await holdsInEveryLook(other, 'account-none');
  },
);

test('what a role may not do is not offered, and a form opened by its address says who may', LONG, async () => {
  const { id } = await system().createApplication('Shared');
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings/members');
  await signIn(tab);
  const invitations = tab.getByRole('region', { name: 'Invitations' });
  await invitations.getByLabel('E-mail').fill(KAY.email);
  await invitations.getByRole('combobox').selectOption('viewer');
  await invitations.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await invitations.locator('.note code').innerText();
  const other = await (await openProfile(browser(), system().url)).openTab(link);
  await other.getByLabel('Name').fill('Kay');
  await other.getByLabel('Password').fill(KAY.password);
  await other.getByRole('button', { name: 'Join' }).click();
  await other.getByRole('heading', { name: 'Applications', level: 1 }).waitFor();
  for (const at of [`/applications/${id}/edit`, '/applications/new']) {
    await other.goto(at);
    await other.getByRole('heading', { name: 'You are a viewer in this account' }).waitFor();
    expect(await other.locator('main input, main textarea').count()).toBe(0);
  }
  await holdsInEveryLook(other, 'application-new-viewer');

  // A developer edits, and is told who deletes.
  const row = tab.getByRole('region', { name: 'Members' }).locator('li', { hasText: KAY.email });
  await tab.reload();
  await row.getByRole('combobox').selectOption('developer');
  await row.getByRole('button', { name: 'Change the role' }).click();
  await tab.getByText('is now a developer').waitFor();
  await other.goto(`/applications/${id}`);
  await other.getByRole('link', { name: 'Edit', exact: true }).waitFor();
  await other.getByText('Only an owner of the account can delete it').waitFor();
  expect(await other.getByRole('button', { name: 'Delete this application…' }).count()).toBe(0);

  await other.goto('/settings/members');
  await other.getByRole('button', { name: 'Leave the account' }).click();
  await holdsInEveryLook(other, 'account-leave');
  await other.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await other.getByRole('heading', { name: 'You are not a member of any account' }).waitFor();
});

test('a refusal to leave as the only owner goes away when there is another one', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings/members');
  await signIn(tab);
  await tab.getByText('You are the only owner').waitFor();
  const me = (await (await profile.request.get('/dashboard-api/me')).json()) as { person: { id: string } };
  const members = {
    members: [
      { id: me.person.id, ...OWNER, phone: null, role: 'owner', since: new Date().toISOString() },
      {
        id: '00000000-0000-4000-8000-000000000000',
        name: 'Grace',
        ...GRACE,
        phone: null,
        role: 'owner',
        since: new Date().toISOString(),
      },
    ],
  };
  // The list is of a moment ago: the other owner has left meanwhile.
  await tab.route('**/dashboard-api/members', (route) => route.fulfill({ json: members }));
  await tab.reload();
  await tab.getByRole('button', { name: 'Leave the account' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await tab.unroute('**/dashboard-api/members');
  await tab.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await tab.getByRole('alert').getByText('The only owner').waitFor();
  await tab.route('**/dashboard-api/members', (route) => route.fulfill({ json: members }));
  await tab.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await tab.getByRole('alert').waitFor({ state: 'detached' });
});

test('somebody known signs in and accepts; an owner who steps down is asked first', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings/members');
  await signIn(tab);
  const invitations = tab.getByRole('region', { name: 'Invitations' });
  await invitations.getByLabel('E-mail').fill(GRACE.email);
  await invitations.getByRole('combobox').selectOption('owner');
  await invitations.getByRole('button', { name: 'Invite', exact: true }).click();
  await tab.getByRole('dialog').getByLabel('Your password').fill(OWNER.password);
  await tab.getByRole('dialog').getByRole('button', { name: 'Invite as owner' }).click();
  const link = await invitations.locator('.note code').innerText();
  const other = await (await openProfile(browser(), system().url)).openTab(link);
  await other.getByLabel('Password').fill(GRACE.password);
  await other.getByRole('button', { name: 'Sign in', exact: true }).click();
  await other.getByRole('button', { name: 'Accept the invitation' }).click();
  await other.getByRole('heading', { name: 'Applications', level: 1 }).waitFor();

  await tab.reload();
  const own = tab.getByRole('region', { name: 'Members' }).locator('li', { hasText: OWNER.email });
  await own.getByRole('combobox').selectOption('viewer');
  await own.getByRole('button', { name: 'Change the role' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Stay owner' }).click();
  expect((await (await profile.request.get('/dashboard-api/me')).json()).accounts[0].role).toBe('owner');
  await own.getByRole('button', { name: 'Change the role' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Become viewer' }).click();
  await own.getByText('viewer', { exact: true }).waitFor();
  expect(await own.textContent()).toContain('(you)');
  expect(await tab.getByRole('combobox').count()).toBe(0);

  await other.goto('/settings/members');
  const ada = other.getByRole('region', { name: 'Members' }).locator('li', { hasText: OWNER.email });
  await ada.getByRole('combobox').selectOption('owner');
  await ada.getByRole('button', { name: 'Change the role' }).click();
  await other.getByLabel('Your password').fill(GRACE.password);
  await other.getByRole('button', { name: 'Make owner' }).click();
  await other.getByText('is now an owner').waitFor();
});
