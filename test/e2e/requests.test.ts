import { expect, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn, type Tab } from '../support/browser.ts';
import { type TestApplication, tokenOf } from '../support/system.ts';

const system = sharedDashboard();
const browser = sharedBrowser();

const MARKUP = '<img src=x onerror="document.title=1">';

async function reject(authorization: string, path = '/v1/messages'): Promise<string> {
  const response = await fetch(system().url + path, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(response.status).toBeGreaterThanOrEqual(400);
  const { instance } = (await response.json()) as { instance: string };
  return String(instance).split('/').at(-1) as string;
}

const expired = (application: TestApplication) => {
  const now = Math.floor(Date.now() / 1000);
  return `Bearer ${tokenOf(application, { iat: now - 7200, exp: now - 3600 })}`;
};

async function openRequests(path = '/requests'): Promise<Tab> {
  const profile = await openProfile(browser(), system().url);
  await profile.grantPermissions(['clipboard-read', 'clipboard-write']);
  const tab = await profile.openTab(path);
  await signIn(tab);
  return tab;
}

test('the log: grouped, filtered in the address, live, frozen', { timeout: 90_000 }, async () => {
  const first = await system().createApplication('First');
  const second = await system().createApplication(`Second ${MARKUP}`);
  const tab = await openRequests();
  await tab.getByText('No request was rejected in this time').waitFor();
  await holdsInEveryLook(tab, 'requests-empty');

  await reject(expired(first));
  await tab.getByText('1 rejected request').waitFor();
  for (let count = 0; count < 3; count++) await reject(expired(second), '/v1/calls');
  await reject(`Bearer ${mint({ application_id: first.id }, second.privateKey)}`);
  await tab.getByText('5 rejected requests').waitFor();

  await tab.reload();
  await tab.getByText('5 rejected requests').waitFor();
  const causes = tab.getByRole('region', { name: 'Causes, by how often they were found' });
  await causes
    .getByRole('row', { name: /past its end/ })
    .getByText('4', { exact: true })
    .waitFor();
  await tab.locator('.requests bdi').getByText('Second <img').first().waitFor();
  await holdsInEveryLook(tab, 'requests');

  await tab.getByRole('combobox', { name: 'Application', exact: true }).selectOption({ value: second.id });
  await tab.getByText('3 rejected requests').waitFor();
  expect(new URL(tab.url()).searchParams.get('application')).toBe(second.id);
  await tab.getByRole('searchbox', { name: 'Path' }).fill('messages');
  await tab.getByText('No rejected request fits').waitFor();
  await tab.getByRole('button', { name: 'Show all of them' }).click();
  await tab.getByRole('combobox', { name: 'Cause', exact: true }).selectOption({ value: 'token-expired' });
  await tab.getByText('4 rejected requests').waitFor();
  await tab.reload();
  await tab.getByText('4 rejected requests').waitFor();

  await tab.getByRole('button', { name: 'Live: freeze it' }).click();
  await reject(expired(first));
  await tab.getByText('1 more request was rejected meanwhile').waitFor();
  await tab.getByText('4 rejected requests').waitFor();
  await tab.getByRole('button', { name: 'Frozen: go on' }).click();
  await tab.getByText('5 rejected requests').waitFor();
  expect(await tab.locator('main img').count()).toBe(0);
});

test('a report: beside the list, by its id, told as the caller was told, and shared without secrets', {
  timeout: 90_000,
}, async () => {
  const application = await system().createApplication('Told');
  const draft = await system().api('POST', `/v2/applications/${application.id}/keys`, { state: 'draft' });
  const token = mint(
    { application_id: application.id, sub: MARKUP },
    (draft.body as { private_key: string }).private_key,
  );
  const id = await reject(`Bearer ${token}`);
  const tab = await openRequests('/requests?cause=key-pair-not-saved');
  await tab.locator(`#row-${id}`).click();
  const panel = tab.getByRole('complementary', { name: 'Report' });
  await panel.getByRole('article').getByText('key-pair-not-saved').first().waitFor();
  expect(new URL(tab.url()).searchParams.get('report')).toBe(id);
  await panel.getByText(/\d+ checks, in order/).waitFor();
  await panel.getByText('What the caller was told').click();
  await panel.getByText('Less than you').waitFor();
  await panel.getByText('Header and claims of its token').click();
  await panel.getByRole('cell', { name: MARKUP }).waitFor();
  await holdsInEveryLook(tab, 'requests-report');

  await panel.getByRole('button', { name: 'Copy a text to share' }).click();
  await tab.getByText('without token and claims').waitFor();
  const shared = await tab.evaluate(() => navigator.clipboard.readText());
  expect(shared).toContain('key-pair-not-saved');
  expect(shared).toContain(id);
  for (const secret of [...token.split('.'), 'img src', 'abcd1234']) expect(shared).not.toContain(secret);

  await tab.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await tab.goto('/requests');
  await tab.getByLabel('Report id of a 401').fill(`${system().url}/reports/${id}`);
  await tab.getByRole('button', { name: 'Open it' }).click();
  await tab.getByRole('heading', { name: 'Why it was rejected' }).waitFor();
  expect(new URL(tab.url()).pathname).toBe(`/requests/${id}`);
  await tab.getByRole('article').getByText('key-pair-not-saved').first().waitFor();
  await holdsInEveryLook(tab, 'request');
  await tab.goto('/requests/no-such-report');
  await tab.getByText('No report of this account has the id').waitFor();
  expect(await tab.locator('main img').count()).toBe(0);
});
