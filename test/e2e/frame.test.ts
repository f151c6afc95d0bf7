import { expect, test } from 'vitest';
import { holdsInEveryLook, openProfile, sharedBrowser, signIn } from '../support/browser.ts';
import { API_KEY, API_SECRET, sharedSystem } from '../support/system.ts';

const system = sharedSystem();
const browser = sharedBrowser();

test('a wrong secret is told in words, the right one leads to the page that was asked for', async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/account');
  await tab.getByLabel('API key').fill(API_KEY);
  await tab.getByLabel('API secret').fill('Wrong0000');
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.getByRole('alert').getByText('do not go together').waitFor();
  await holdsInEveryLook(tab, 'sign-in');
  await tab.getByLabel('API secret').fill(API_SECRET);
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.getByRole('heading', { name: 'Account', level: 1 }).waitFor();
  expect(new URL(tab.url()).pathname).toBe('/account');
});

test('a change of page moves the focus to its heading and names it in the title; back and forward work', async () => {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/account');
  await signIn(tab);
  await tab.getByRole('link', { name: 'Applications' }).click();
  await tab.waitForFunction(() => document.activeElement?.textContent === 'Applications');
  expect(await tab.title()).toBe('Applications · Mintmark');
  await tab.goBack();
  await tab.waitForFunction(() => document.activeElement?.textContent === 'Account');
  await tab.goForward();
  await tab.waitForFunction(() => document.title === 'Applications · Mintmark');
  await tab.goto('/no-such-page');
  await signIn(tab);
  await tab.getByRole('heading', { name: 'There is no page here' }).waitFor();
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
