import { expect, test } from 'vitest';
import { holdsInEveryLook, OWNER, openProfile, sharedBrowser, sharedDashboard, signIn } from '../support/browser.ts';
import { startSystem } from '../support/system.ts';

const system = sharedDashboard();
const browser = sharedBrowser();
const LONG = { timeout: 240_000 };

test('the link of the first start makes an owner, and is good for one use', LONG, async () => {
  const fresh = await startSystem();
  const profile = await openProfile(browser(), fresh.url);
  const tab = await profile.openTab(fresh.signInLink);
  await tab.getByLabel('E-mail').fill('grace@example.com');
  await tab.getByLabel('Name').fill('Grace');
  await tab.getByLabel('Password').fill('short');
  await tab.getByRole('button', { name: 'Begin' }).click();
  await tab.getByText('It must have at least 12 characters').waitFor();
  await holdsInEveryLook(tab, 'first-start');
  await tab.getByLabel('Password').fill('a few plain words');
  await tab.getByRole('button', { name: 'Begin' }).click();
  await tab.getByRole('heading', { name: 'No applications yet' }).waitFor();
  expect(new URL(tab.url()).hash).toBe('');
  await holdsInEveryLook(tab, 'applications-empty');

  const again = await profile.openTab(fresh.signInLink);
  await again.getByRole('alert').getByText('Link already used').waitFor();
});

test('a wrong password is told in words, the right one leads to the page that was asked for', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings');
  await tab.getByLabel('E-mail').fill(OWNER.email);
  await tab.getByLabel('Password').fill('not the password');
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor();
  expect(await tab.getByRole('alert').locator('code').count()).toBe(0);
  await holdsInEveryLook(tab, 'sign-in');
  await tab.getByLabel('Password').fill(OWNER.password);
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.getByRole('heading', { name: 'Profile', level: 1 }).waitFor();
  expect(new URL(tab.url()).pathname).toBe('/settings');
  await holdsInEveryLook(tab, 'account');

  // A reload keeps the session; signing out ends it on the server too.
  await tab.reload();
  await tab.getByRole('heading', { name: 'Profile', level: 1 }).waitFor();
  const [cookie] = await profile.cookies();
  await tab.getByRole('button', { name: 'Sign out' }).click();
  await tab.getByRole('heading', { name: 'Sign in' }).waitFor();
  const headers = { cookie: `${cookie?.name}=${cookie?.value}` };
  expect((await fetch(`${system().url}/dashboard-api/me`, { headers })).status).toBe(401);
});

test('a change of page moves the focus to its heading and names it; back and forward work', LONG, async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/settings');
  await signIn(tab);
  await tab.getByRole('link', { name: 'Applications' }).click();
  // The link that was followed has the same text, and the focus until the page is there.
  await tab.waitForFunction(
    () => document.activeElement?.matches('h1') && document.activeElement.textContent === 'Applications',
  );
  await expect.poll(() => tab.title()).toBe('Applications · Mintmark');
  await tab.goBack();
  await tab.waitForFunction(() => document.activeElement?.textContent === 'Profile');
  await tab.goForward();
  await tab.waitForFunction(() => document.title === 'Applications · Mintmark');
  await tab.goto('/no-such-page');
  await tab.getByRole('heading', { name: 'Page not found' }).waitFor();
  await holdsInEveryLook(tab, 'missing');
});

test('the page is for people who navigate; below the paths of the API a mistake stays a 404', async () => {
  const ask = (path: string, accept: string) => fetch(system().url + path, { headers: { accept } });
  const page = await ask('/applications/some-id', 'text/html,*/*;q=0.8');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self'; .*require-trusted-types-for 'script'$/,
  );
  expect((await ask('/applications/some-id', '*/*')).status).toBe(404);
  expect((await ask('/v2/no-such-thing', 'text/html')).status).toBe(404);
  expect((await ask('/assets/no-such-file.js', 'text/html')).status).toBe(404);
});

test('addresses of the API that people open lead to their page, and programs get JSON', async () => {
  const ask = (path: string, accept?: string, method = 'GET') =>
    fetch(system().url + path, { method, redirect: 'manual', headers: accept === undefined ? {} : { accept } });
  const person = 'text/html,application/xhtml+xml,*/*;q=0.8';
  for (const [path, page] of [
    ['/reports/3f6b2a1d58c44e0b', '/requests/3f6b2a1d58c44e0b'],
    ['/reports/..%2F%2Felsewhere.example', '/requests/..%2F%2Felsewhere.example'],
    ['/reports?cause=token-expired', '/requests'],
    ['/account', '/settings'],
    ['/account/members', '/settings/members'],
  ] as const) {
    const told = await ask(path, person);
    expect([told.status, told.headers.get('location'), told.headers.get('vary')]).toEqual([303, page, 'accept']);
  }
  for (const [accept, method] of [['*/*'], ['application/json, text/html'], [undefined, 'HEAD']] as const) {
    const told = await ask('/reports/3f6b2a1d58c44e0b', accept, method);
    expect([told.status, told.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="mintmark", charset="UTF-8"',
    ]);
  }
  expect((await ask('/account/no-such-page', person)).status).toBe(404);
  expect((await ask('/account/members', '*/*')).status).toBe(404);
});

test('the page is asked for anew each time, and sent again only where it changed', async () => {
  const { headers } = await fetch(system().url);
  expect(headers.get('cache-control')).toBe('no-cache');
  const etag = headers.get('etag') ?? '';
  expect((await fetch(system().url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  expect((await fetch(system().url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
});

test('an asset is the same in every coding', async () => {
  const html = await (await fetch(system().url)).text();
  const [name = ''] = /\/assets\/index-[^"]+\.js/.exec(html) ?? [];
  const texts = new Set<string>();
  for (const coding of ['br', 'gzip', 'br;q=0, gzip;q=0', 'identity']) {
    const response = await fetch(system().url + name, { headers: { 'accept-encoding': coding } });
    const expected = coding.includes('q=0') || coding === 'identity' ? null : coding;
    expect(response.headers.get('content-encoding')).toBe(expected);
    texts.add(await response.text());
  }
  expect(texts.size).toBe(1);
});

test('the first load is small, compressed, and kept by the browser', async () => {
  const html = await (await fetch(system().url)).text();
  const names = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] as string);
  expect(names.length).toBeGreaterThan(1);
  let bytes = 0;
  for (const name of names) {
    const response = await fetch(system().url + name, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    bytes += Number(response.headers.get('content-length'));
  }
  expect(bytes).toBeLessThan(60_000);
});
