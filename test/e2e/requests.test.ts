import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn, type Tab } from '../support/browser.ts';
import { type TestApplication, tokenOf } from '../support/system.ts';

const system = sharedDashboard();
const browser = sharedBrowser();

const MARKUP = '<img src=x onerror="document.title=1">';

async function rejection(authorization: string, path = '/v1/messages'): Promise<{ id: string; body: string }> {
  const response = await fetch(system().url + path, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(response.status).toBeGreaterThanOrEqual(400);
  const body = await response.text();
  return {
    id: String((JSON.parse(body) as { instance: string }).instance)
      .split('/')
      .at(-1) as string,
    body,
  };
}

const reject = async (...request: Parameters<typeof rejection>) => (await rejection(...request)).id;

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

async function accept(application: TestApplication, path: string): Promise<void> {
  const headers = {
    authorization: `Bearer ${tokenOf(application)}`,
    'x-original-method': 'GET',
    'x-original-uri': `${path}?date=hidden`,
  };
  expect((await fetch(`${system().url}/gate`, { headers })).status).toBe(204);
}

const count = (tab: Tab, words: string) => tab.getByRole('heading', { name: words, exact: true }).waitFor();
const choose = (tab: Tab, name: string, value: string) =>
  tab.getByRole('combobox', { name, exact: true }).selectOption({ value });

test('the log: what to do first, both kinds as they come, grouped, filtered in the address', {
  timeout: 240_000,
}, async () => {
  const tab = await openRequests();
  await tab.getByRole('link', { name: 'Create an application' }).waitFor();
  await holdsInEveryLook(tab, 'requests-none');
  const first = await system().createApplication('First');
  const second = await system().createApplication(`Second ${MARKUP}`);
  await tab.reload();
  await tab.getByText('No requests in this period').waitFor();
  await holdsInEveryLook(tab, 'requests-empty');

  await reject(expired(first));
  await count(tab, '1 rejected, 0 accepted');
  for (let sent = 0; sent < 3; sent++) await reject(expired(second), '/v1/calls');
  await reject(`Bearer ${mint({ application_id: first.id }, second.privateKey)}`);
  for (let sent = 0; sent < 6; sent++) await accept(second, `/v1/calls/${sent}`);
  await count(tab, '5 rejected, 6 accepted');

  const causes = tab.getByRole('group', { name: 'Causes' });
  const chip = (name: string) => causes.getByRole('button', { name, exact: true });
  await chip('Token expired 4').waitFor();
  await chip('Accepted 6').waitFor();
  await tab.locator('.requests bdi').getByText('Second <img').first().waitFor();
  expect(await tab.locator('.requests li').count()).toBe(11);
  // The list is what the page is: it begins in the upper half, in rows of one line.
  const row = await tab.locator('.requests li').first().boundingBox();
  expect(row?.y).toBeLessThan(450);
  expect(row?.height).toBe(36);
  await holdsInEveryLook(tab, 'requests');

  // An application is found by the server, by a part of its name, with the keyboard alone.
  const applications = tab.getByRole('combobox', { name: 'Application', exact: true });
  await applications.focus();
  await tab.keyboard.type('econd');
  await tab.getByRole('option').getByText('Second').waitFor();
  await holdsInEveryLook(tab, 'requests-combobox');
  await applications.focus();
  await tab.keyboard.press('Enter');
  await count(tab, '3 rejected, 6 accepted');
  expect(new URL(tab.url()).searchParams.get('application')).toBe(second.id);
  await tab.getByRole('searchbox', { name: 'Path contains' }).fill('calls/');
  await count(tab, '0 rejected, 6 accepted');
  await tab.getByRole('searchbox', { name: 'Path contains' }).fill('nowhere');
  await tab.getByText('No matching requests').waitFor();
  await tab.getByRole('button', { name: 'Show all of them' }).click();
  await chip('Accepted 6').click();
  await count(tab, '6 accepted');
  expect(new URL(tab.url()).searchParams.get('outcome')).toBe('accepted');
  // The others stay to be chosen.
  await chip('Token expired 4').click();
  await count(tab, '4 rejected');
  await tab.reload();
  await count(tab, '4 rejected');
  await chip('Token expired 4').click();
  await choose(tab, 'Status', '204');
  await count(tab, '0 rejected, 6 accepted');
  expect(await tab.locator('main img').count()).toBe(0);
});

test('who sent it, with which key and token; a time drawn over the bars; what is filtered as a file', {
  timeout: 240_000,
}, async () => {
  const application = await system().createApplication('Found');
  const token = tokenOf(application);
  const send = (bearer: string, agent: string) =>
    fetch(`${system().url}/v1/users`, { headers: { authorization: `Bearer ${bearer}`, 'user-agent': agent } });
  expect((await send(token, 'acme-worker/7')).status).toBe(200);
  expect((await send(tokenOf(application), '=cmd()')).status).toBe(200);
  const tab = await openRequests(`/requests?application=${application.id}`);
  await count(tab, '0 rejected, 2 accepted');
  await tab.getByText('More, export').click();
  await tab.getByRole('searchbox', { name: 'User-Agent contains' }).fill('ACME');
  await count(tab, '0 rejected, 1 accepted');
  await tab.getByRole('searchbox', { name: 'User-Agent contains' }).fill('');
  await count(tab, '0 rejected, 2 accepted');
  const { jti } = JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as { jti: string };
  await tab.getByRole('searchbox', { name: 'jti of the token' }).fill(jti);
  await count(tab, '0 rejected, 1 accepted');
  await holdsInEveryLook(tab, 'requests-more');
  const saved = async (name: string) => {
    const link = tab.getByRole('button', { name });
    const [download] = await Promise.all([tab.waitForEvent('download'), link.click()]);
    return readFileSync(await download.path(), 'utf8');
  };
  expect((await saved('Export as NDJSON')).split('\n')).toHaveLength(2);
  await tab.getByRole('searchbox', { name: 'jti of the token' }).fill('');
  await count(tab, '0 rejected, 2 accepted');
  const lines = (await saved('Export as CSV')).split('\r\n');
  expect(lines[0]).toMatch(/^at,outcome,status,cause,/);
  expect(lines).toHaveLength(4);
  expect(lines.join()).toContain(",'=cmd(),");

  const chart = await tab.locator('.strip-chart').boundingBox();
  if (!chart) throw new Error('there is no chart');
  const x = (share: number) => chart.x + chart.width * share;
  await tab.mouse.move(x(0.1), chart.y + 30);
  await tab.mouse.down();
  await tab.mouse.move(x(0.3), chart.y + 30, { steps: 4 });
  await tab.getByText(/: 0 rejected, 0 accepted$/).waitFor();
  await tab.mouse.up();
  await count(tab, '0 rejected, 0 accepted');
  const { searchParams } = new URL(tab.url());
  expect(Number(searchParams.get('to'))).toBeGreaterThan(Number(searchParams.get('from')));
  await tab.goBack();
  await count(tab, '0 rejected, 2 accepted');
});

test('rows wait for nothing but themselves', { timeout: 240_000 }, async () => {
  const application = await system().createApplication('Prompt');
  await accept(application, '/v1/prompt');
  const profile = await openProfile(browser(), system().url);
  await profile.route(/\/v2\/applications|\/dashboard-api\/applications|\/request-log\/counts/, () => {});
  const tab = await profile.openTab('/requests?path=prompt');
  await signIn(tab);
  const row = tab.locator('.requests li').first();
  await row.getByText('/v1/prompt').waitFor();
  await row.getByText('Prompt', { exact: true }).waitFor();
});

test('the log frozen: it stays, and what comes is counted; an accepted request beside it', {
  timeout: 240_000,
}, async () => {
  const application = await system().createApplication('Frozen');
  await accept(application, '/v1/users');
  const tab = await openRequests(`/requests?application=${application.id}`);
  await count(tab, '0 rejected, 1 accepted');
  await tab.getByRole('button', { name: 'Live: pause' }).click();
  await tab.getByText('Paused. No new requests.').waitFor();
  await reject(expired(application));
  await accept(application, '/v1/users');
  await tab.getByText('2 new requests').waitFor();
  await count(tab, '0 rejected, 1 accepted');
  await tab.getByRole('button', { name: 'Show them' }).click();
  await count(tab, '1 rejected, 2 accepted');

  await tab.getByRole('link', { name: 'Accepted', exact: true }).first().click();
  const panel = tab.getByRole('complementary', { name: 'Accepted request' });
  await panel.getByText('GET /v1/users', { exact: true }).waitFor();
  await panel.getByRole('link', { name: 'Frozen' }).waitFor();
  expect(await panel.getByText('clear', { exact: true }).count()).toBe(8);
  expect(await panel.textContent()).not.toContain('hidden');
  await holdsInEveryLook(tab, 'requests-accepted', panel.getByText('GET /v1/users', { exact: true }));
  // j and k, or the arrows, go on and back with the panel open; at the end of the list they stay.
  const report = tab.getByRole('complementary', { name: 'Report' });
  for (const [key, opened] of [
    ['j', report],
    ['ArrowDown', panel],
    ['j', panel],
    ['k', report],
    ['ArrowUp', panel],
  ] as const) {
    await tab.keyboard.press(key);
    await opened.waitFor();
    expect(await tab.locator('.requests li[aria-current]').count()).toBe(1);
  }
  await tab.reload();
  await panel.getByText('GET /v1/users', { exact: true }).waitFor();
  // A narrow window shows the one or the other.
  await tab.setViewportSize({ width: 390, height: 900 });
  await tab.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await expect.poll(() => tab.evaluate(() => document.activeElement?.textContent)).toBe('Accepted');
});

test('a report: beside the list, by its id, told as the caller was told, and shared without secrets', {
  timeout: 240_000,
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
  await holdsInEveryLook(tab, 'requests-report', panel.getByRole('article').first());

  await panel.getByRole('button', { name: 'Copy a text to share' }).click();
  await tab.getByText('without token and claims').waitFor();
  const shared = await tab.evaluate(() => navigator.clipboard.readText());
  expect(shared).toContain('key-pair-not-saved');
  expect(shared).toContain(id);
  for (const secret of [...token.split('.'), 'img src', 'abcd1234']) expect(shared).not.toContain(secret);

  await tab.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await tab.goto('/requests');
  const field = tab.getByLabel('Report id, or a whole 401');
  await field.fill('401 Unauthorized');
  await tab.getByRole('button', { name: 'Open', exact: true }).click();
  await tab.getByText('There is no report id in this').waitFor();
  expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
  await field.fill(`${system().url}/reports/${id}`);
  await tab.getByRole('button', { name: 'Open', exact: true }).click();
  await tab.getByRole('heading', { name: 'Why it was rejected' }).waitFor();
  expect(new URL(tab.url()).pathname).toBe(`/requests/${id}`);
  await tab.getByRole('article').getByText('key-pair-not-saved').first().waitFor();
  await holdsInEveryLook(tab, 'request');
  await tab.goto('/requests/no-such-report');
  await tab.getByText('No report of this account has the id').waitFor();
  expect(await tab.locator('main img').count()).toBe(0);
});

test('the report link of a 401, and the 401 itself, lead a person to the report', { timeout: 240_000 }, async () => {
  const { id, body } = await rejection(expired(await system().createApplication('Linked')));
  const { report } = JSON.parse(body) as { report: string };
  expect(report).toBe(`${system().url}/reports/${id}`);
  const tab = await openRequests(report);
  await tab.getByRole('heading', { name: 'Why it was rejected' }).waitFor();
  expect(new URL(tab.url()).pathname).toBe(`/requests/${id}`);
  await tab.getByRole('article').getByText('token-expired').first().waitFor();
  // Signed in, it is the same.
  await tab.goto(report);
  await tab.getByRole('article').getByText('token-expired').first().waitFor();

  await tab.goto('/requests');
  await tab.getByLabel('Report id, or a whole 401').fill(body);
  await tab.getByRole('button', { name: 'Open', exact: true }).click();
  await tab.getByRole('article').getByText('token-expired').first().waitFor();
  expect(new URL(tab.url()).pathname).toBe(`/requests/${id}`);
  await tab.goto('/debugger');
  await tab
    .locator('#paste')
    .fill(`HTTP/1.1 401 Unauthorized\r\ncontent-type: application/problem+json\r\n\r\n${body}`);
  await tab.getByRole('link', { name: 'Open its report' }).click();
  await tab.getByRole('article').getByText('token-expired').first().waitFor();
  expect(new URL(tab.url()).pathname).toBe(`/requests/${id}`);
});
