import { expect, test } from 'vitest';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn } from '../support/browser.ts';
import { tokenOf } from '../support/system.ts';

const system = sharedDashboard();
const browser = sharedBrowser();

test('a report is shared by a link, read without an account, and taken back', { timeout: 240_000 }, async () => {
  const application = await system().createApplication('Shared');
  const now = Math.floor(Date.now() / 1000);
  const token = tokenOf(application, { iat: now - 7200, exp: now - 3600 });
  const answer = await fetch(`${system().url}/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  const { instance } = (await answer.json()) as { instance: string };
  const id = instance.split('/').at(-1) ?? '';

  const profile = await openProfile(browser(), system().url);
  await profile.grantPermissions(['clipboard-read', 'clipboard-write']);
  const tab = await profile.openTab(`/requests/${id}`);
  await signIn(tab);
  await tab.getByRole('button', { name: 'Copy a text for a ticket' }).click();
  await tab.getByText('The text for a ticket is copied').waitFor();
  const ticket = await tab.evaluate(() => navigator.clipboard.readText());
  for (const said of ['token-expired', 'Who acts', 'the sender', id]) expect(ticket).toContain(said);
  for (const part of token.split('.')) expect(ticket).not.toContain(part);

  await tab.getByLabel('Expires in').selectOption('1 day');
  await tab.getByRole('button', { name: 'Make a link' }).click();
  const made = tab.getByRole('status').filter({ hasText: 'it is not shown again' });
  const link = (await made.locator('code').textContent()) ?? '';
  await holdsInEveryLook(tab, 'report-shared');

  const stranger = await openProfile(browser(), system().url);
  const page = await stranger.openTab(new URL(link).pathname);
  await page.getByRole('heading', { name: /^The token expired/, level: 1 }).waitFor();
  await page.getByText('the sender: whoever signs the token').first().waitFor();
  await holdsInEveryLook(page, 'shared-report');

  await tab.getByRole('link', { name: 'All shared links' }).click();
  await tab.getByRole('heading', { name: 'Shared links', level: 1 }).waitFor();
  await tab.getByText(/Shared .+ by Ada/).waitFor();
  await holdsInEveryLook(tab, 'shared-links');
  await tab.getByRole('button', { name: 'Take back' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await tab.getByRole('heading', { name: 'Nothing is shared' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
});
