import { expect, test } from 'vitest';
import { CAUSES } from '../../src/core/causes/index.ts';
import { GUIDE_TITLES } from '../../src/dashboard/pages/account/guide-titles.ts';
import { generateKeyPair, mint } from '../../src/jwt.ts';
import {
  axeFaults,
  holdsInEveryLook,
  openProfile,
  sharedBrowser,
  sharedDashboard,
  signIn,
} from '../support/browser.ts';
import { tokenOf } from '../support/system.ts';

const system = sharedDashboard();
const browser = sharedBrowser();

const MARKUP = '<img src=x onerror="document.title=1">';

test('every cause has its article, found by its words, without an account', { timeout: 240_000 }, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/help');
  await tab.getByRole('heading', { name: 'Help', level: 1 }).waitFor();
  expect(await tab.locator('.articles a').count()).toBe(CAUSES.length);
  expect(await tab.locator('.most-often a').count()).toBe(8);
  await holdsInEveryLook(tab, 'help');

  const search = tab.getByRole('searchbox', { name: 'Search the help' });
  await search.fill('generated a key and never saved it');
  const first = tab.locator('.found-help li').first();
  await first.getByText('key-pair-not-saved').waitFor();
  expect(await first.locator('mark').allTextContents()).toContain('saved');
  expect(new URL(tab.url()).searchParams.get('q')).toBe('generated a key and never saved it');
  await holdsInEveryLook(tab, 'help-search');
  await search.fill(MARKUP);
  await tab.getByRole('status').getByText('found').waitFor({ state: 'attached' });
  expect(await tab.locator('main img').count()).toBe(0);
  await search.fill('zzqqxxyy');
  await tab.getByText('No page has these words').waitFor();
  const { privateKey } = await generateKeyPair();
  await search.fill(`Bearer ${mint({ application_id: 'x' }, privateKey)}`);
  await tab.getByText('It stays in this tab').waitFor();
  expect(tab.url()).not.toMatch(/q=|eyJ/);
  await search.fill('key-pair-not-saved');
  await tab.locator('.found-help a').first().click();
  await tab.getByRole('heading', { name: 'Symptom' }).waitFor();
  expect(await tab.locator('.article h2').first().textContent()).toBe('Resolution');
  await holdsInEveryLook(tab, 'help-article');
  await tab.goto(`/help/${encodeURIComponent(MARKUP)}`);
  await tab.getByRole('heading', { name: 'No such article' }).waitFor();
  expect(await tab.locator('main img').count()).toBe(0);
});

test('opened from a report, an article has the evidence of that request', { timeout: 240_000 }, async () => {
  const application = await system().createApplication('Evidence');
  const now = Math.floor(Date.now() / 1000);
  const response = await fetch(`${system().url}/v1/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenOf(application, { iat: now - 7200, exp: now - 3600 })}` },
  });
  const id = String(((await response.json()) as { instance: string }).instance);
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/requests/${id}`);
  await signIn(tab);
  await tab.getByRole('link', { name: 'Why, and how to fix it: token-expired' }).click();
  const own = tab.getByRole('region', { name: 'In your request' });
  await own.getByText(/The token expired 1 h/).waitFor();
  await own.getByRole('link', { name: 'POST /v1/calls, answered with 401' }).waitFor();
  await holdsInEveryLook(tab, 'help-article-of-report');
});

test('opened from the debugger, too, and its evidence is shown as text', async () => {
  const application = await system().createApplication('Debugged');
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/debugger');
  const token = mint({ application_id: application.id, applicationId: MARKUP }, application.privateKey);
  await tab.locator('#paste').fill(`Authorization: ${MARKUP} ${token}`);
  await tab
    .getByRole('link', { name: /^Why, and how to fix it/ })
    .first()
    .click();
  await tab.getByRole('region', { name: 'In your request' }).waitFor();
  expect(await tab.locator('main img').count()).toBe(0);
  await tab.goBack();
  await tab.locator('.token-text').waitFor();
});

test('in the article of a cause a token is checked for it, and for nothing to be sent', {
  timeout: 240_000,
}, async () => {
  const application = await system().createApplication('Boxed');
  const now = Math.floor(Date.now() / 1000);
  const expired = tokenOf(application, { iat: now - 7200, exp: now - 3600 });
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/causes/token-expired');
  await tab.getByRole('link', { name: /^Is it this\?/ }).click();
  const box = tab.getByRole('region', { name: 'Is it this?' });
  await box.getByLabel(/^Is it this\?/).waitFor();
  expect(await tab.evaluate(() => document.activeElement?.id)).toBe('paste');
  const requests: string[] = [];
  tab.on('request', (request) => requests.push(request.url()));
  await box.getByLabel(/^Is it this\?/).fill(expired);
  const own = tab.getByRole('region', { name: 'In your request' });
  await own.getByText(/The token expired 1 h/).waitFor();
  await box.locator('.marked').waitFor();
  await holdsInEveryLook(tab, 'help-article-box');
  await box.getByLabel(/^Is it this\?/).fill(tokenOf(application));
  await box.getByText('Not this: nothing of it was found').waitFor();
  expect(requests).toEqual([]);

  await tab.goto('/help/key-pair-not-saved');
  await box.getByLabel(/^Is it this\?/).fill(expired);
  await box
    .getByText('Not this:')
    .getByRole('link', { name: /^The token expired/ })
    .waitFor();
  await box.getByLabel(/^Is it this\?/).fill(tokenOf(application));
  await box.getByText(/Whether it is this cannot be told without .*registered application/).waitFor();
  await box.getByRole('link', { name: 'Open it in the debugger' }).click();
  await tab.getByRole('heading', { name: 'Debugger', level: 1 }).waitFor();
  expect(await tab.locator('#paste').inputValue()).not.toBe('');
});

test('guides are drawn from the documents; the checker looks at this server alone', { timeout: 240_000 }, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/help');
  await tab.locator('.guides a').first().waitFor();
  const guides = await tab.locator('.guides a').allTextContents();
  expect(guides).toEqual(
    expect.arrayContaining([
      'Authentication with JWT',
      'Key rotation without downtime',
      'Network problems when sending requests',
      'Webhooks and callback URLs',
      ...Object.values(GUIDE_TITLES),
    ]),
  );
  for (const guide of guides) {
    await tab.getByRole('link', { name: guide, exact: true }).click();
    await tab.getByRole('heading', { name: guide, level: 1 }).waitFor();
    expect(await axeFaults(tab), guide).toEqual([]);
    expect(await tab.locator('.article').textContent(), guide).not.toMatch(/```|\]\(|\*\*|^\| /m);
    await tab.goBack();
  }
  await tab.getByRole('link', { name: 'Network problems when sending requests' }).click();
  await tab.getByRole('button', { name: 'Check now' }).click();
  await tab.getByText("the same as this computer's").waitFor();
  await holdsInEveryLook(tab, 'help-network');
  const causes = await tab.locator('.article a[href^="/help/"]').all();
  expect(causes.length).toBeGreaterThan(0);
  for (const link of causes) {
    const id = String(await link.getAttribute('href'))
      .split('/')
      .at(-1);
    expect(CAUSES.map((cause) => cause.id)).toContain(id);
  }
});
