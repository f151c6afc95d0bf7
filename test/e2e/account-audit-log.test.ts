import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chainCheck } from '../../src/core/audit/verify.ts';
import { holdsInEveryLook, OWNER, openProfile, sharedBrowser, sharedDashboard, signIn } from '../support/browser.ts';

const browser = sharedBrowser();
const system = sharedDashboard();
const LONG = { timeout: 240_000 };

test('an owner finds who did what, narrows it down, and exports a log that can be checked', LONG, async () => {
  const { id } = await system().createApplication('Orders <b>');
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings/audit-log');
  await signIn(tab);
  const created = tab.getByRole('row', { name: /Application created Orders <b>/ });
  await created.getByText(/^API key /).waitFor();
  await created.getByText('127.0.0.1').waitFor();
  await tab
    .getByRole('row', { name: /Signed in/ })
    .getByText(OWNER.name)
    .first()
    .waitFor();
  await created.getByText(/\d+ values/).click();
  await created.getByText('capabilities').first().waitFor();
  await holdsInEveryLook(tab, 'account-audit-log');

  await tab.getByRole('combobox', { name: 'What' }).selectOption('application');
  await expect.poll(() => tab.url()).toContain('kind=application');
  await tab
    .getByRole('row', { name: /Signed in/ })
    .first()
    .waitFor({ state: 'detached' });
  await tab.getByRole('searchbox', { name: 'What (name or id)' }).fill('nothing of the kind');
  await tab.getByRole('heading', { name: 'No line fits' }).waitFor();
  await holdsInEveryLook(tab, 'account-audit-log-empty');
  await tab.getByRole('button', { name: 'Show everything' }).click();
  await expect.poll(() => new URL(tab.url()).search).toBe('');
  // What is shown is in the address.
  await tab.goto(`${system().url}/settings/audit-log?subject=${id}&kind=application.created`);
  await created.waitFor();
  expect(await tab.locator('table.audit tbody tr').count()).toBe(1);

  await tab.getByRole('button', { name: 'Show everything' }).click();
  const button = tab.getByRole('button', { name: 'Export the whole log' });
  const [download] = await Promise.all([tab.waitForEvent('download'), button.click()]);
  const check = chainCheck();
  for (const line of readFileSync(await download.path(), 'utf8').split('\n')) check.take(line);
  expect(check.end()[0]?.lines).toBeGreaterThan(3);
  expect(check.faults).toEqual([]);
});

test('keys say who made and saved them, and a conflict says who saved', LONG, async () => {
  const { id } = await system().createApplication('Shared');
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/applications/${id}`);
  await signIn(tab);
  await tab.getByText(/^made by API key \w+ .+ ago, saved by API key \w+ .+ ago\.$/).waitFor();
  await tab.goto(`${system().url}/applications/${id}/edit`);
  await tab.getByLabel('Name').fill('Mine');
  const other = await profile.openTab(`/applications/${id}/edit`);
  await other.getByLabel('Name').fill('Theirs');
  await other.getByRole('button', { name: 'Save changes' }).click();
  await other.getByRole('heading', { name: 'Theirs', exact: true }).waitFor();
  await tab.getByRole('button', { name: 'Save changes' }).click();
  await tab.getByRole('alert').getByText(`by ${OWNER.name}. Nothing of theirs or yours is lost`).waitFor();
});
