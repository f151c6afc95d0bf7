import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { LogTriage } from '../../src/core/triage/log-triage.ts';
import { triagePage } from '../../src/core/triage/page.ts';
import { holdsInEveryLook, openProfile, sharedBrowser } from '../support/browser.ts';
import { kit } from '../support/kit.ts';

const browser = sharedBrowser();
const HOSTILE = `"><img src=x onerror=alert(1)></text></svg><script>document.title='run'</script>`;

/** What the command writes for a log in which every name that its senders choose is markup. */
function report(): string {
  const requests = [
    { exp: kit.now - 300, path: `/v1/${HOSTILE}` },
    { exp: kit.now - 300, path: '/v1/calls' },
    { exp: kit.now + 300, path: '/v1/calls' },
    { exp: kit.now + 300, path: '/v1/calls', application_id: HOSTILE },
    { exp: kit.now + 300, path: '/v1/calls', application_id: `${'x'.repeat(60)}${HOSTILE}` },
  ];
  const lines = requests.map(({ path, ...claims }) =>
    JSON.stringify({
      time: kit.now,
      method: 'POST',
      path,
      status: 401,
      authorization: `Bearer ${kit.mint({ claims: { iat: kit.now - 600, ...claims } })}`,
    }),
  );
  const log = new LogTriage({ decode: (bytes) => Buffer.from(bytes).toString('utf8') });
  log.open(`${HOSTILE}.log`);
  log.take(new Uint8Array(Buffer.from(`${lines.join('\n')}\n`)));
  return triagePage(log.summary(), `${HOSTILE}.log`);
}

test('the report opens without a network, in every look, and shows markup as text', { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'why.html');
  writeFileSync(path, report());
  const { href } = pathToFileURL(path);
  const profile = await openProfile(browser(), href, { offline: true });
  const page = await profile.openTab(href);
  expect(await page.title()).toBe('Why requests were rejected · Mintmark');
  expect(await page.locator('img, script').count()).toBe(0);
  expect(await page.getByText('<script>').count()).toBeGreaterThan(1);
  await page.getByRole('img', { name: 'Rejected requests by cause' }).waitFor();
  const rows = await page.getByRole('row').count();
  expect(await page.locator('svg rect').count()).toBe(rows - 1);
  await page.getByRole('link', { name: 'token-expired' }).click();
  expect(await page.locator(':target').textContent()).toContain('token-expired');
  await holdsInEveryLook(page, 'triage-report');
});
