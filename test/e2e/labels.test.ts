import { expect, test } from 'vitest';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn } from '../support/browser.ts';

const system = sharedDashboard();
const browser = sharedBrowser();
const LONG = { timeout: 240_000 };

test('an application and its key get a note and an environment, and the list is filtered by it', LONG, async () => {
  const { id } = await system().createApplication('Tagged');
  await system().createApplication('Plain');
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/applications/${id}/edit`);
  await signIn(tab);
  await tab.getByLabel('Environment').selectOption('Staging');
  await tab.getByLabel('Note').fill(`Nightly invoices.\nAsk Kim.${' And Bo.'.repeat(20)}`);
  await tab.getByRole('region', { name: 'Not saved' }).waitFor();
  await holdsInEveryLook(tab, 'application-edit-label');
  await tab.getByRole('button', { name: 'Save changes' }).click();
  await tab.getByText('Nightly invoices.').waitFor();

  const keys = tab.getByRole('region', { name: 'Keys' });
  await keys.getByRole('button', { name: 'Add a note' }).click();
  await keys.getByLabel('Environment').selectOption('Test');
  await keys.getByLabel('Note').fill('On the build server');
  await keys.getByText('The note of this key is not saved').waitFor();
  await holdsInEveryLook(tab, 'application-key-label');
  await tab.getByRole('link', { name: 'Help', exact: true }).first().click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
  await keys.getByRole('button', { name: 'Save changes' }).click();
  await keys.getByRole('button', { name: 'Edit the note' }).waitFor();
  await keys.getByText('On the build server').waitFor();
  await holdsInEveryLook(tab, 'application-labelled');

  await tab.goto(`${system().url}/applications`);
  await tab.getByText('2 applications').waitFor();
  await tab.getByLabel('Environment').selectOption('Staging');
  await tab.getByText('1 of 2 applications').waitFor();
  expect(new URL(tab.url()).search).toBe('?environment=staging');
  const note = await tab.getByText('Nightly invoices. Ask Kim.').boundingBox();
  const use = await tab.locator('.application-use').boundingBox();
  expect((note?.x ?? 0) + (note?.width ?? 0), 'the note ends where the next column begins').toBeLessThanOrEqual(
    use?.x ?? 0,
  );
  await holdsInEveryLook(tab, 'applications-labelled');
});
