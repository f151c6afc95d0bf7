import { expect, test, vi } from 'vitest';
import type { ApplicationActivity } from '../../src/wire/application-activity.ts';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn } from '../support/browser.ts';
import { askGate, tokenOf } from '../support/system.ts';

const system = sharedDashboard();
const browser = sharedBrowser();
const LONG = { timeout: 240_000 };
const path = (url: string) => new URL(url).pathname + new URL(url).search;

test('an application is created in the page, with its private key offered once', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/applications/new');
  await signIn(tab);
  await tab.getByRole('button', { name: 'Create the application' }).click();
  await tab.getByText('Enter a name.').waitFor();
  await tab.getByLabel('Name').fill('Billing');
  await tab.getByLabel('Voice').check();
  await tab.getByLabel('Voice: Event URL', { exact: true }).fill('not an address');
  await holdsInEveryLook(tab, 'application-new');
  await tab.getByRole('button', { name: 'Create the application' }).click();
  const event = tab.getByLabel('Voice: Event URL', { exact: true });
  await tab.getByText('It must be an absolute http or https URL').waitFor();
  await tab.waitForFunction(() => document.activeElement?.matches('.hook input[aria-invalid="true"]'));
  expect(await tab.locator('[aria-invalid="true"]').count()).toBe(1);
  expect(
    await event.evaluate((one) => document.getElementById(one.getAttribute('aria-describedby') ?? '')?.textContent),
  ).toContain('absolute http');
  expect(await tab.getByRole('alert').count()).toBe(0);
  await holdsInEveryLook(tab, 'application-new-fault');
  await tab.getByLabel('Voice: Event URL', { exact: true }).fill('https://example.com/events');
  await tab.getByRole('button', { name: 'Create the application' }).click();
  await tab.getByRole('heading', { name: 'Billing is created' }).waitFor();
  await holdsInEveryLook(tab, 'application-created');

  await tab.getByRole('link', { name: 'Open the application' }).click();
  await tab.getByRole('dialog').getByText('Leave without the private key?').waitFor();
  await tab.getByRole('button', { name: 'Stay here' }).click();
  await tab.getByLabel('I have saved the private key').check();
  await tab.getByRole('link', { name: 'Open the application' }).click();
  await tab.getByRole('heading', { name: 'Billing', exact: true }).waitFor();
  await tab.getByText('https://example.com/events').waitFor();

  await tab.getByRole('link', { name: 'Edit', exact: true }).click();
  await event.fill('example.com/events');
  await tab.getByRole('button', { name: 'Save changes' }).click();
  await tab.getByText('It must be an absolute http or https URL').waitFor();
  await tab.waitForFunction(() => document.activeElement?.matches('.hook input[aria-invalid="true"]'));
  expect(await tab.getByRole('alert').count()).toBe(0);
});

test('the list is searched, filtered, sorted and paged, and its address says how', LONG, async () => {
  for (let number = 1; number <= 30; number++) {
    const more = number % 10 === 0 ? { capabilities: { messages: {} } } : {};
    await system().createApplication(`Shop ${String(number).padStart(2, '0')}`, more);
  }
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/applications?q=shop&sort=name&order=down');
  await signIn(tab);
  const names = () => tab.locator('.application-name a').allTextContents();
  await tab.getByText(/^30 /).waitFor();
  expect((await names()).slice(0, 2)).toEqual(['Shop 30', 'Shop 29']);
  await holdsInEveryLook(tab, 'applications');
  await tab.getByRole('button', { name: 'Next' }).click();
  expect(path(tab.url())).toBe('/applications?q=shop&sort=name&order=down&page=2');
  expect(await names()).toEqual(['Shop 05', 'Shop 04', 'Shop 03', 'Shop 02', 'Shop 01']);
  await tab.reload();
  await tab.getByText('Page 2 of 2').waitFor();
  await tab.goBack();
  await tab.getByText('Page 1 of 2').waitFor();
  await tab.getByRole('combobox', { name: 'Capability' }).selectOption('messages');
  await tab.getByText('3 of').waitFor();
  await tab.getByLabel('Order').selectOption('name up');
  expect(await names()).toEqual(['Shop 10', 'Shop 20', 'Shop 30']);
  await tab.getByLabel('Search by name, id or capability').fill('nothing has this name');
  await tab.getByRole('button', { name: 'Show all of them' }).click();
  await tab.getByText('Page 1 of 2').waitFor();
});

test('the list says what was used and what was rejected, asked about once for all rows', LONG, async () => {
  const used = await system().createApplication('Lively one');
  await system().createApplication('Lively two');
  expect((await askGate(system(), tokenOf(used))).status).toBe(204);
  for (let n = 0; n < 2; n++) {
    expect((await askGate(system(), tokenOf(used, { iat: 1_600_000_000, exp: 1_600_000_900 }))).status).toBe(401);
  }
  // The page asks once: by then all of it has to be known.
  await vi.waitFor(
    async () => {
      const { body } = await system().api('GET', `/v2/applications/activity?ids=${used.id}`);
      const [of] = (body as ApplicationActivity).applications;
      expect([of?.accepted, of?.rejected, of?.last_used_at]).toEqual([1, 2, expect.any(String)]);
    },
    { timeout: 60_000 },
  );
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/applications?q=lively&sort=name');
  const asked: string[] = [];
  tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await signIn(tab);
  const [first, second] = [
    tab.getByRole('listitem').filter({ hasText: 'Lively one' }),
    tab.getByRole('listitem').filter({ hasText: 'Lively two' }),
  ];
  await first.getByText('2 rejected in 24 h').waitFor();
  await first.getByText(/^used /).waitFor();
  await second.getByText('no requests in 24 h').waitFor();
  await second.getByText('not used yet').waitFor();
  expect(asked.filter((path) => path === '/v2/applications/activity')).toHaveLength(1);
  expect(asked.filter((path) => path.endsWith('/keys'))).toEqual([]);
  await holdsInEveryLook(tab, 'applications-lively');
  await first.getByRole('link', { name: '2 rejected in 24 h' }).click();
  await tab.getByText('Token expired').first().waitFor();
  expect(path(tab.url())).toBe(`/requests?application=${used.id}&outcome=rejected`);
});

test(
  'where the server does not say what happens with the applications, the list says so, and asks again',
  LONG,
  async () => {
    await system().createApplication('Unsure');
    const profile = await openProfile(browser(), system().url);
    const tab = await profile.openTab('/applications?q=unsure');
    await tab.route('**/applications/activity?*', (route) =>
      route.fulfill({ status: 503, json: { title: 'Not now' } }),
    );
    await signIn(tab);
    await tab.getByText('last use unknown').waitFor();
    await holdsInEveryLook(tab, 'applications-unsure');
    await tab.unroute('**/applications/activity?*');
    await tab.getByRole('button', { name: 'Try again' }).click();
    await tab.getByText('no requests in 24 h').waitFor();
  },
);

test(
  'two browsers never overwrite each other in silence: the second is told what changed, and goes on',
  LONG,
  async () => {
    const { id } = await system().createApplication('Desk');
    const profile = await openProfile(browser(), system().url);
    const first = await profile.openTab(`/applications/${id}/edit`);
    await signIn(first);
    await first.getByLabel('Name').waitFor();
    const elsewhere = await openProfile(browser(), system().url);
    const second = await elsewhere.openTab(`/applications/${id}/edit`);
    await signIn(second);
    await second.getByLabel('Name').fill('Front desk');
    await second.getByRole('button', { name: 'Save changes' }).click();
    await second.getByRole('heading', { name: 'Front desk', exact: true }).waitFor();

    await first.getByLabel('Messages').check();
    await first.getByRole('button', { name: 'Save changes' }).click();
    const told = first.getByRole('alert');
    await told.getByText('Somebody else saved changes in the meantime').waitFor();
    await told.getByRole('row', { name: 'Name Desk Front desk Front desk' }).waitFor();
    await holdsInEveryLook(first, 'application-edit-conflict');
    await first.getByRole('button', { name: 'Save my changes anyway' }).click();
    await first.getByRole('heading', { name: 'Front desk', exact: true }).waitFor();
    await first.getByText('messages').waitFor();
  },
);

test('an expired session in the middle of an edit: nothing is lost, and the edit goes on', LONG, async () => {
  const { id } = await system().createApplication('Night shift');
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/applications/${id}/edit`);
  await signIn(tab);
  await tab.getByLabel('Name').fill('Day shift');
  await profile.clearCookies();
  await tab.getByRole('button', { name: 'Save changes' }).click();
  await tab.getByRole('dialog', { name: 'Sign in again' }).waitFor();
  await holdsInEveryLook(tab, 'sign-in-again');
  await tab.getByLabel('Password').fill('correct horse battery');
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
  await tab.getByRole('heading', { name: 'Day shift', exact: true }).waitFor();
});

test('a server that does not answer: the page says so, keeps everything, and saves when it is back', LONG, async () => {
  const { id } = await system().createApplication('Offline');
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/applications/${id}/edit`);
  await signIn(tab);
  await tab.getByLabel('Name').fill('Online');
  await tab.route('**/v2/**', (route) => route.abort());
  await tab.getByRole('button', { name: 'Save changes' }).click();
  await tab.getByRole('alert').getByText('The server did not answer').waitFor();
  expect(await tab.getByLabel('Name').inputValue()).toBe('Online');
  await tab.unroute('**/v2/**');
  await tab.getByRole('button', { name: 'Save changes' }).click();
  await tab.getByRole('heading', { name: 'Online', exact: true }).waitFor();
  tab.faults.splice(0);
});

test('an application is deleted by typing its name', LONG, async () => {
  const { id } = await system().createApplication('To be gone');
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/applications/${id}`);
  await signIn(tab);
  await tab.getByRole('button', { name: 'Delete this application…' }).click();
  await tab.getByRole('button', { name: 'Delete it' }).click();
  await holdsInEveryLook(tab, 'application-delete');
  await tab.getByLabel('Name of the application').fill('To be gone');
  await tab.getByRole('button', { name: 'Delete it' }).click();
  await tab.getByRole('heading', { name: 'Applications', exact: true }).waitFor();
  expect((await system().api('GET', `/v2/applications/${id}`)).status).toBe(404);
  await tab.goto(`/applications/${id}`);
  await tab.getByRole('alert').getByText('does not exist, or you do not have access').waitFor();
});

test('names full of markup are text, wherever they are shown', LONG, async () => {
  const name = `"><img src=x onerror=alert(1)><script>alert(2)</script> \u202Egnp.\u202C {{7*7}}`;
  const { id } = await system().createApplication(name);
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/applications?q=onerror');
  const dialogs: string[] = [];
  tab.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await signIn(tab);
  await tab.getByText('<img src=x onerror=alert(1)>').waitFor();
  for (const at of [`/applications/${id}`, `/applications/${id}/edit`]) {
    await tab.goto(at);
    await tab.getByRole('heading', { level: 1 }).getByText('<script>alert(2)</script>').waitFor();
    expect(await tab.locator('img, main script').count()).toBe(0);
  }
  await tab.goto(`/applications/${id}`);
  await tab.getByRole('button', { name: 'Delete this application…' }).click();
  await tab.getByRole('dialog').getByText('\\u202egnp.\\u202c').waitFor();
  expect(dialogs).toEqual([]);
});
