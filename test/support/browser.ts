import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { Settings } from '../../src/options/options.ts';
import { type System, sharedSystem } from './system.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Pictures are for people, no test reads them: drawn only where they are asked for. */
const SCREENSHOTS = process.env['SCREENSHOTS'] === '1' ? join(root, '.cache/screenshots') : undefined;
/** Of a page that is longer, the part in the window is enough. */
const PICTURE_LIMIT_PIXELS = 8000;
/** Chromium without the parts that nobody sees: a page costs it half the work. */
const CHROMIUM = '/usr/lib/chromium/chromium-headless-shell';
const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage';

export interface Tab extends Page {
  /** What no page may do: errors in the console, policy violations, requests to elsewhere. */
  readonly faults: string[];
}

/** A browser that all tests of a file share. */
export function sharedBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (!existsSync(CHROMIUM)) throw new Error('The tests need Chromium: apt-get install chromium-headless-shell');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(' ') });
  });
  afterAll(() => browser?.close());
  return () => {
    if (!browser) throw new Error('the shared browser is there only while tests run');
    return browser;
  };
}

/** A fresh profile for one test, its tabs at `baseURL`; the test fails where a tab did what no page may do. */
export async function openProfile(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext & { openTab(path?: string): Promise<Tab> }> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(60_000);
  const tabs: Tab[] = [];
  onTestFinished(async () => {
    const faults = tabs.flatMap((tab) => tab.faults);
    await context.close();
    expect(faults).toEqual([]);
  });
  return Object.assign(context, {
    async openTab(path = '/') {
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
      page.on('console', (message) => {
        // An answer of 4xx is part of what is tested; the browser writes a line for each.
        const isAnswer = message.text().startsWith('Failed to load resource: the server responded');
        if (message.type() === 'error' && !isAnswer) faults.push(`console: ${message.text()}`);
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(baseURL) && !/^(data|blob):/.test(request.url())) {
          faults.push(`request to ${request.url()}`);
        }
      });
      const tab = Object.assign(page, { faults });
      tabs.push(tab);
      await tab.goto(path);
      return tab;
    },
  });
}

export const OWNER = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' };

/** A server that all tests of a file share, with an owner who can sign in. */
export function sharedDashboard(change: Partial<Settings> = {}): () => System {
  const system = sharedSystem(change);
  beforeAll(() => enrolOwner(system()));
  return system;
}

/** Makes the first owner of a system, by the link that its start printed. */
export async function enrolOwner(system: System): Promise<void> {
  const link = new URL(system.signInLink ?? 'none:').hash.slice(1);
  const response = await fetch(`${system.url}/dashboard-api/first-start`, {
    method: 'POST',
    headers: { origin: system.url, 'content-type': 'application/json' },
    body: JSON.stringify({ ...OWNER, link }),
  });
  if (response.status !== 201) throw new Error(await response.text());
}

/** Signs the owner in where a tab asks for it; the page that was asked for follows. */
export async function signIn(tab: Page): Promise<void> {
  await signInAs(tab, OWNER);
}

export async function signInAs(
  tab: Page,
  person: { readonly email: string; readonly password: string },
): Promise<void> {
  const email = tab.getByLabel('E-mail', { exact: true });
  await tab.locator('.frame').or(email).first().waitFor();
  if (!(await email.isVisible())) return;
  await email.fill(person.email);
  await tab.getByLabel('Password').fill(person.password);
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** What axe finds on a page, in one line each; of any impact. Its half a megabyte is read once a document. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const injected = globalThis as unknown as { readonly axe: Pick<typeof axe, 'run'> };
    // Of other results it would describe every element, which takes as long as finding them.
    const { violations } = await injected.axe.run({ resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
  });
}

/** Elements that reach beyond the right edge of the window, where the page as a whole does. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const beyond = [...document.querySelectorAll('body *')].filter((one) => {
      const { right, width } = one.getBoundingClientRect();
      return width > 0 && right > innerWidth;
    });
    return beyond.map((one) => one.outerHTML.slice(0, 120));
  });
}

/**
 * Holds what every page must hold, in light and dark, at 1280 and 390 pixels: axe finds nothing, nothing is wider than
 * the window, and `subject`, where it is given, is seen. With SCREENSHOTS=1 in the environment it leaves a picture of
 * each in `.cache/screenshots`.
 */
export async function holdsInEveryLook(page: Page, name: string, subject?: Locator): Promise<void> {
  if (SCREENSHOTS !== undefined) mkdirSync(SCREENSHOTS, { recursive: true });
  const size = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      if (width === 320 && colorScheme === 'dark') continue;
      await subject?.waitFor();
      expect(await tooWide(page), `${name} is wider than ${width} pixels`).toEqual([]);
      if (SCREENSHOTS !== undefined && width !== 320) {
        const path = join(SCREENSHOTS, `${name}-${width}-${colorScheme}.png`);
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.screenshot({ path, fullPage: height < PICTURE_LIMIT_PIXELS });
      }
      if (width !== 390) expect(await axeFaults(page), `${name}, ${colorScheme}, ${width} pixels`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(size);
}
