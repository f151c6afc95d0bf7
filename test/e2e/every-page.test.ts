import { expect, test } from 'vitest';
import { PAGES } from '../../src/dashboard/pages/index.ts';
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
