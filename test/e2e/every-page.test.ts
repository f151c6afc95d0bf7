import type { Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { PAGES } from '../../src/dashboard/pages/index.ts';
import { generateKeyPair, mint } from '../../src/jwt.ts';
import { openProfile, sharedBrowser, sharedDashboard, signIn, type Tab } from '../support/browser.ts';

/** What is held on every page of the dashboard, opened by its address. */

const system = sharedDashboard();
const browser = sharedBrowser();
const LONG = { timeout: 240_000 };

interface Watching {
  readonly shifts: readonly string[];
}

/** Everything that the console got as an error, the browser's own lines about answers included. */
function consoleErrors(tab: Tab): readonly string[] {
  const lines: string[] = [];
  tab.on(
    'console',
    (message) => message.type() === 'error' && lines.push(`${message.text()} ${message.location().url}`),
  );
  return lines;
}

/** Records what moves without anybody having asked for it (https://wicg.github.io/layout-instability/). */
function watchShifts(): void {
  const shifts: string[] = [];
  Object.assign(globalThis, { watching: { shifts } });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      readonly value: number;
      readonly hadRecentInput: boolean;
      readonly sources: readonly { readonly node: Node | null }[];
    })[]) {
      const what = entry.sources.map(({ node }) =>
        node instanceof Element ? node.outerHTML.slice(0, 80) : node?.textContent,
      );
      if (!entry.hadRecentInput) shifts.push(`${location.pathname} ${entry.value.toFixed(4)} ${what.join(' | ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

const shiftsOf = (tab: Tab) =>
  tab.evaluate(() => [...(globalThis as unknown as { readonly watching: Watching }).watching.shifts]);

async function settled(tab: Tab): Promise<void> {
  await tab.locator('h1').first().waitFor();
  await tab.locator('.bone, .progress').first().waitFor({ state: 'detached' });
  // The list of requests keeps a connection for the live ones: "no request under way" would never come.
  if (!tab.url().includes('/requests')) await tab.waitForLoadState('networkidle');
  await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** What is asked for at once is answered in any order; a page that moves in one of them moves for somebody. */
const LATE_MILLISECONDS = 250;
const ORDERS: readonly (readonly [string, (path: string) => boolean])[] = [
  ['when answers come as they do', () => false],
  ['when the applications come last', (path) => path.startsWith('/v2/')],
  ['when the applications come first', (path) => /^\/(dashboard-api|request-log|reports)\b/.test(path)],
];

/** A tab whose errors and shifts are kept, of a server that answers late where `isLate`. */
async function openWatched(isLate: (path: string) => boolean) {
  const profile = await openProfile(browser(), system().url);
  await profile.addInitScript(watchShifts);
  await profile.route(
    ({ pathname }) => isLate(pathname),
    async (route) => {
      await new Promise((resolve) => setTimeout(resolve, LATE_MILLISECONDS));
      await route.continue();
    },
  );
  const tab = await profile.openTab('/debugger');
  const errors = consoleErrors(tab);
  const shifts: string[] = [];
  // The stream of the log never ends.
  const underWay = new Set<Request>();
  tab.on('request', (request) => !request.url().endsWith('/request-log/live') && underWay.add(request));
  for (const end of ['requestfinished', 'requestfailed'] as const) {
    tab.on(end as 'requestfinished', (request) => void underWay.delete(request));
  }
  const visit = async (path: string) => {
    await tab.goto(path);
    await settled(tab);
    await expect.poll(() => underWay.size).toBe(0);
    await settled(tab);
    shifts.push(...(await shiftsOf(tab)));
  };
  return { tab, errors, shifts, visit };
}

async function signInWatched(isLate: (path: string) => boolean) {
  const watched = await openWatched(isLate);
  await watched.visit('/applications');
  await signIn(watched.tab);
  await watched.tab.getByRole('heading', { name: 'Applications', level: 1 }).waitFor();
  return watched;
}

/** Every page but those of a link: they say that there is none, which is an answer, and an error to no one. */
function pathsFor(applicationId: string): readonly string[] {
  const params: Record<string, string> = {
    '/help/:id': 'clock-ahead',
    '/help/guides/:id': 'account-invitation',
    '/help/commands/:id': 'keys-check',
    '/help/options/:id': 'port',
  };
  const others = ['/requests/:id', '/first-start', '/invitation', '/email-change'];
  const paths = PAGES.filter(({ path }) => !others.includes(path)).map(({ path }) =>
    path.replace(':id', params[path] ?? applicationId),
  );
  expect(paths.length).toBeGreaterThan(12);
  return paths;
}

test('signed out, no page writes an error to the console, and none moves under the reader', LONG, async () => {
  const { errors, shifts, visit } = await openWatched(() => false);
  for (const path of pathsFor('7c9e6679-7425-40de-944b-e07fc1f90ae7')) await visit(path);
  expect(errors).toEqual([]);
  expect(shifts).toEqual([]);
});

test.each(ORDERS)('signed in, no page writes an error, and none moves, %s', LONG, async (_, isLate) => {
  const { id } = await system().createApplication('Calm', { capabilities: { messages: {} } });
  const { errors, shifts, visit } = await signInWatched(isLate);
  for (const path of [...pathsFor(id), '/no-such-page']) await visit(path);
  expect(errors).toEqual([]);
  expect(shifts).toEqual([]);
});

test.each(ORDERS)('a log that holds requests does not move, %s', LONG, async (_, isLate) => {
  const { id, privateKey } = await system().createApplication('Busy');
  const now = Math.floor(Date.now() / 1000);
  for (const exp of [now + 900, now - 900]) {
    const token = mint({ application_id: id, iat: exp - 900, exp, jti: crypto.randomUUID() }, privateKey);
    await fetch(`${system().url}/v1/users`, { headers: { authorization: `Bearer ${token}` } });
  }
  const { tab, errors, shifts, visit } = await signInWatched(isLate);
  await visit(`/requests?application=${id}`);
  await tab.getByText('1 rejected, 1 accepted').waitFor();
  await visit('/requests');
  expect(errors).toEqual([]);
  expect(shifts).toEqual([]);
});

test('the bar of a pair that is not saved comes, and nothing that is read moves', LONG, async () => {
  const { id } = await system().createApplication('Barred');
  const { tab, shifts, visit } = await signInWatched(() => false);
  for (const path of ['/debugger', '/settings/members']) {
    await visit(path);
    const other = await tab.context().newPage();
    await other.goto(`/applications/${id}/edit`);
    await other.getByRole('button', { name: 'Generate public and private key' }).click();
    await tab.getByText('The new key pair of Barred is not saved').waitFor();
    await settled(tab);
    shifts.push(...(await shiftsOf(tab)));
    await other.getByRole('button', { name: 'Discard this pair' }).click();
    await tab.getByText('The new key pair of Barred is not saved').waitFor({ state: 'detached' });
    await settled(tab);
    shifts.push(...(await shiftsOf(tab)));
    await other.close();
  }
  expect(shifts).toEqual([]);
});

test(
  'the first load of the list of applications, whole, is 150 kB at most, and less when it is kept',
  LONG,
  async () => {
    const profile = await openProfile(browser(), system().url);
    const tab = await profile.openTab('/applications');
    await signIn(tab);
    await tab.getByRole('heading', { name: 'Applications', level: 1 }).waitFor();
    const bytes = () =>
      tab.evaluate(() => {
        const navigations = performance.getEntriesByType('navigation') as PerformanceResourceTiming[];
        const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
        return [...navigations, ...resources]
          .filter(({ name }) => !/\/(dashboard-api|v2)\//.test(name))
          .reduce((sum, { transferSize }) => sum + transferSize, 0);
      });
    const cold = await bytes();
    expect(cold).toBeGreaterThan(10_000);
    expect(cold).toBeLessThan(150_000);
    await tab.reload();
    await tab.getByRole('heading', { name: 'Applications', level: 1 }).waitFor();
    expect(await bytes()).toBeLessThan(5000);
  },
);

test('with forced colours the focus, the place and the state are still told', LONG, async () => {
  const { id, privateKey } = await system().createApplication('Forced');
  const own = await generateKeyPair();
  const draft = { public_key: own.publicKey, state: 'draft' };
  expect((await system().api('POST', `/v2/applications/${id}/keys`, draft)).status).toBe(201);
  const profile = await openProfile(browser(), system().url, { forcedColors: 'active' });
  const tab = await profile.openTab(`/applications/${id}`);
  await signIn(tab);
  await tab.getByRole('heading', { name: 'Forced', exact: true }).waitFor();
  expect(await tab.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
  const style = (selector: string, property: string) =>
    tab
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

  // Every control that the keyboard reaches shows that it has the focus.
  for (const path of [`/applications/${id}`, `/applications/${id}/edit`, '/settings/members', '/debugger', '/help']) {
    await tab.goto(path);
    await settled(tab);
    const unmarked: string[] = [];
    for (let steps = 0; steps < 30; steps++) {
      await tab.keyboard.press('Tab');
      const found = await tab.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return undefined;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const isMarked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
        return isMarked ? undefined : element.outerHTML.slice(0, 100);
      });
      if (found !== undefined) unmarked.push(`${path}: ${found}`);
    }
    expect(unmarked).toEqual([]);
  }

  // The place in each navigation differs by more than a colour.
  await tab.goto('/settings/members');
  await settled(tab);
  expect(await style('.side a[aria-current]', 'outline-style')).toBe('solid');
  expect(await style('.side a:not([aria-current])', 'outline-style')).toBe('none');
  expect(await style('.places a[aria-current]', 'border-bottom-width')).toBe('4px');
  expect(await style('.places a:not([aria-current])', 'border-bottom-width')).toBe('2px');

  // A key that is not saved, one in use, and the bar above them.
  await tab.goto(`/applications/${id}`);
  await settled(tab);
  expect(await style('.key.draft', 'border-top-style')).toBe('dashed');
  expect(await style('.key.active', 'border-top-style')).toBe('solid');
  expect(await style('.unsaved-bar', 'border-top-width')).toBe('5px');

  // The parts of a token, and where its fault is.
  await tab.goto('/debugger');
  await tab
    .locator('textarea')
    .first()
    .fill(mint({ application_id: id, iat: 1_700_000_000, exp: 1_700_000_900 }, privateKey));
  await tab.getByTestId('token').waitFor();
  const parts = ['header', 'payload', 'signature'].map((part) => `.token-text .part-${part}`);
  const drawn = await Promise.all(
    parts.map(async (one) => [await style(one, 'font-weight'), await style(one, 'font-style')]),
  );
  expect(new Set(drawn.map(String)).size).toBe(3);
  expect(await style('.token-text .marked', 'text-decoration-line')).toBe('underline');
});
