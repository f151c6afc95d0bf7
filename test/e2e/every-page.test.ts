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

test('no page writes an error to the console, and none moves under the reader', LONG, async () => {
  const { id } = await system().createApplication('Calm', { capabilities: { messages: {} } });
  await fetch(`${system().url}/v1/users`, { headers: { authorization: 'Bearer not.a.token' } });
  const params: Record<string, string> = { '/help/:id': 'clock-ahead', '/help/guides/:id': 'account-invitation' };
  const paths = PAGES.filter(({ path }) => path !== '/requests/:id').map(({ path }) =>
    path.replace(':id', params[path] ?? id),
  );
  expect(paths.length).toBeGreaterThan(15);
  const profile = await openProfile(browser(), system().url);
  await profile.addInitScript(watchShifts);
  const tab = await profile.openTab('/debugger');
  const errors = consoleErrors(tab);
  const shifts: string[] = [];
  const visit = async (path: string) => {
    await tab.goto(path);
    await settled(tab);
    shifts.push(...(await shiftsOf(tab)));
  };
  // Signed out, and signed in. The pages of a link say that there is none: that is an answer, and an error to no one.
  const isLinkPage = (path: string) => ['/first-start', '/invitation', '/email-change'].includes(path);
  for (const path of paths) if (!isLinkPage(path)) await visit(path);
  await visit('/applications');
  await signIn(tab);
  await tab.getByRole('heading', { name: 'Applications', level: 1 }).waitFor();
  for (const path of [...paths, '/no-such-page']) if (!isLinkPage(path)) await visit(path);
  expect(errors).toEqual([]);
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
