import { createHash, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn, type Tab } from '../support/browser.ts';
import { tokenOf } from '../support/system.ts';

const system = sharedDashboard();
const browser = sharedBrowser();
const LONG = { timeout: 240_000 };

const field = (tab: Tab) => tab.getByRole('combobox', { name: /^Search, or paste/ });
const selected = (tab: Tab) => tab.locator('[role="option"][aria-selected="true"]');

async function openSearch(tab: Tab): Promise<void> {
  await tab.keyboard.press('Control+K');
  await field(tab).waitFor();
}

/** What a screen reader is told to be on: the option that the field names. */
async function isOn(tab: Tab, title: string | RegExp): Promise<void> {
  await selected(tab).filter({ hasText: title }).waitFor();
  expect(await field(tab).getAttribute('aria-activedescendant')).toBe(await selected(tab).getAttribute('id'));
}

test('pages, help and messages are found from anywhere, by keys alone', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings');
  await signIn(tab);
  await tab.getByRole('heading', { name: 'Profile', level: 1 }).waitFor();
  const button = tab.getByRole('button', { name: 'Search' });
  await button.focus();
  await openSearch(tab);
  await isOn(tab, 'Applications');
  await tab.keyboard.press('ArrowUp');
  await tab.keyboard.press('ArrowDown');
  await isOn(tab, 'Applications');
  await holdsInEveryLook(tab, 'palette-empty', field(tab));
  await field(tab).fill('jwt audience invalid');
  await isOn(tab, 'Invalid audience (aud): not the expected one');
  expect(await selected(tab).locator('mark').allTextContents()).toEqual(expect.arrayContaining(['audience']));
  await holdsInEveryLook(tab, 'palette-help', field(tab));
  await tab.keyboard.press('Escape');
  await field(tab).waitFor({ state: 'detached' });
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);

  await button.click();
  await field(tab).fill('members');
  await isOn(tab, 'Members');
  await tab.keyboard.press('Enter');
  await tab.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  await openSearch(tab);
  await field(tab).fill('zzqqxxyy');
  await tab.getByText('Nothing has these words').waitFor();
  await holdsInEveryLook(tab, 'palette-nothing', field(tab));
  await field(tab).fill('mintmark keys check');
  await isOn(tab, 'mintmark keys check');
  await tab.keyboard.press('Enter');
  await tab.getByRole('heading', { name: 'mintmark keys check', level: 1 }).waitFor();
  await tab.getByText('--app').first().waitFor();
  await holdsInEveryLook(tab, 'help-command');
});

test('what is pasted leads where it belongs, and a token stays out of the address', LONG, async () => {
  const application = await system().createApplication('Pasted');
  const now = Math.floor(Date.now() / 1000);
  const token = tokenOf(application, { iat: now - 7200, exp: now - 3600 });
  const response = await fetch(`${system().url}/v1/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const refusal = await response.text();
  const report = String((JSON.parse(refusal) as { instance: string }).instance);
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/help');
  const addresses: string[] = [];
  tab.on('framenavigated', (frame) => addresses.push(frame.url()));
  tab.on('request', (request) => addresses.push(request.url()));

  // Without an account there are the help and the debugger.
  await openSearch(tab);
  await field(tab).fill(token);
  await isOn(tab, 'Open the token in the debugger');
  await holdsInEveryLook(tab, 'palette-token', field(tab));
  await tab.keyboard.press('Enter');
  await tab.getByText('Read as a token').waitFor();
  expect(await tab.locator('#paste').inputValue()).toBe(token);
  const parts = token.split('.');
  expect([...addresses, tab.url()].filter((address) => parts.some((part) => address.includes(part)))).toEqual([]);

  await tab.goto('/applications');
  await signIn(tab);
  await tab.getByRole('heading', { name: 'Applications', level: 1 }).waitFor();
  const spki = createPublicKey(application.publicKey).export({ type: 'spki', format: 'der' });
  const hash = createHash('sha256').update(spki).digest('base64');
  for (const [text, option, heading] of [
    ['aste', 'Pasted', 'Pasted'],
    [application.id, 'Pasted', 'Pasted'],
    [`SHA256:${hash}`, 'has this key: active', 'Pasted'],
    [report, `Request ${report}`, /./],
    [refusal, `Request ${report}`, /./],
  ] as const) {
    await openSearch(tab);
    await field(tab).fill(text);
    await isOn(tab, option);
    await tab.keyboard.press('Enter');
    await field(tab).waitFor({ state: 'detached' });
    await tab.getByRole('heading', { name: heading, level: 1 }).waitFor();
  }
  await tab.waitForURL(`**/requests/${report}`);
});

test('a search of applications that fails is told, never "none"', {
  timeout: 240_000,
}, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/requests');
  await signIn(tab);
  await tab.route(/dashboard-api\/applications/, (route) =>
    route.fulfill({ status: 503, json: { title: 'Storage unavailable' } }),
  );
  await tab.getByRole('combobox', { name: 'Application' }).fill('shop');
  await tab.getByRole('listbox', { name: 'Application' }).getByText('Storage unavailable').waitFor();
  expect(await tab.getByText('No application has this').count()).toBe(0);
});
