import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from 'playwright-core';
import { house } from '../law.ts';
import { spread } from './rounds.ts';

const ROUNDS = 9;
const CHROMIUM = '/usr/bin/chromium';
const PERSON = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' };

/** How soon the dashboard is there, on loopback, in a browser that has nothing of it: times of the wall, in milliseconds. */
export async function dashboardBench(): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
  const arguments_ = [join(house, 'bin/mintmark.cjs'), 'serve', '--port', '0', '--data', data];
  const server = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'pipe'] });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const link = await signInLink(server);
    const cookies = await enrol(link);
    const loads: Load[] = [];
    // The first one warms the server and the disk.
    for (let round = 0; round <= ROUNDS; round++) loads.push(await load(browser, link.origin, cookies));
    const counted = loads.slice(1);
    console.log(`The list of applications, first load, ${ROUNDS} rounds, on loopback\n`);
    line('first contentful paint, ms', counted, 'paint');
    line('usable: drawn, with its data, ms', counted, 'usable');
    line('sent over the network, bytes', counted, 'bytes');
    return 0;
  } finally {
    await browser.close();
    server.kill();
    await once(server, 'exit');
    rmSync(data, { recursive: true, force: true });
  }
}

interface Load {
  readonly paint: number;
  readonly usable: number;
  readonly bytes: number;
}

function line(name: string, loads: readonly Load[], member: keyof Load): void {
  const { min, median, max } = spread(loads.map((one) => one[member]));
  console.log(`${name.padEnd(34)} ${median.toFixed(0).padStart(7)}   (${min.toFixed(0)} to ${max.toFixed(0)})`);
}

/** The link that the first start prints. */
async function signInLink(server: ReturnType<typeof spawn>): Promise<URL> {
  for (const stream of [server.stdout, server.stderr]) {
    if (!stream) throw new Error('the server has no output to read');
  }
  const streams = [server.stdout, server.stderr] as NodeJS.ReadableStream[];
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the server ended with ${code} before it printed its link`)));
    for (const input of streams) {
      createInterface({ input }).on('line', (text) => {
        const found = /https?:\S+\/first-start#\S+/.exec(text);
        if (found) resolve(new URL(found[0]));
      });
    }
  });
}

async function enrol(link: URL): Promise<string> {
  const response = await fetch(`${link.origin}/dashboard-api/first-start`, {
    method: 'POST',
    headers: { origin: link.origin, 'content-type': 'application/json' },
    body: JSON.stringify({ ...PERSON, link: link.hash.slice(1) }),
  });
  const [cookie] = response.headers.getSetCookie();
  if (response.status !== 201 || cookie === undefined) throw new Error(await response.text());
  return cookie.split(';', 1)[0] as string;
}

/** In a profile of its own: nothing is kept from the load before. */
async function load(browser: Browser, origin: string, cookie: string): Promise<Load> {
  const context = await browser.newContext();
  try {
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: origin }]);
    const page = await context.newPage();
    await page.goto(`${origin}/applications`, { waitUntil: 'commit' });
    const usable = await page.waitForFunction(() =>
      document.querySelector('.empty, .applications:not([aria-hidden])') ? performance.now() : false,
    );
    const measured = await page.evaluate(() => {
      const entries = (kind: string) => performance.getEntriesByType(kind) as PerformanceResourceTiming[];
      const paint = entries('paint').find((entry) => entry.name === 'first-contentful-paint')?.startTime ?? Number.NaN;
      const bytes = [...entries('navigation'), ...entries('resource')].reduce((sum, one) => sum + one.transferSize, 0);
      return { paint, bytes };
    });
    return { ...measured, usable: Number(await usable.jsonValue()) };
  } finally {
    await context.close();
  }
}
