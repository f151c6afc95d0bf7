import { expect, test } from 'vitest';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn } from '../support/browser.ts';

const system = sharedDashboard();
const browser = sharedBrowser();
const LONG = { timeout: 240_000 };

test('the page has code that mints a token of the application, in eight languages', LONG, async () => {
  const { id } = await system().createApplication('Coded');
  const profile = await openProfile(browser(), system().url);
  await profile.grantPermissions(['clipboard-read', 'clipboard-write']);
  const tab = await profile.openTab(`/applications/${id}`);
  await signIn(tab);
  const section = tab.getByRole('region', { name: 'Code to mint a token' });
  await section.getByRole('tab', { name: 'Node' }).click();
  const titles = await section.getByRole('tab').allTextContents();
  expect(titles).toEqual(['Node', 'Python', 'PHP', 'Java', 'Ruby', 'Go', 'C#', 'curl']);
  const { y } = (await tab.getByRole('heading', { name: 'Check my key' }).boundingBox()) ?? {};
  for (const title of titles) {
    await section.getByRole('tab', { name: title, selected: true }).waitFor();
    await section.getByRole('tabpanel', { name: title }).getByText(id).waitFor();
    await tab.keyboard.press('ArrowRight');
  }
  // Round and back at the first; what is below has not moved.
  await section.getByRole('tab', { name: 'Node', selected: true }).waitFor();
  expect((await tab.getByRole('heading', { name: 'Check my key' }).boundingBox())?.y).toBe(y);
  await holdsInEveryLook(tab, 'application-mint-code', section);
  await section.getByRole('button', { name: 'Copy the code' }).click();
  expect(await tab.evaluate(() => navigator.clipboard.readText())).toBe(await section.locator('pre').textContent());
});
