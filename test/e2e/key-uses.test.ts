import { expect, test, vi } from 'vitest';
import type { KeyUses } from '../../src/wire/key-uses.ts';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn } from '../support/browser.ts';
import { askGate, tokenOf } from '../support/system.ts';

const system = sharedDashboard();
const browser = sharedBrowser();
const LONG = { timeout: 240_000 };

test('each key says what it signed, and its last error leads to the request', LONG, async () => {
  const application = await system().createApplication('Strips');
  for (let n = 0; n < 3; n++) expect((await askGate(system(), tokenOf(application))).status).toBe(204);
  const expired = tokenOf(application, { iat: 1_600_000_000, exp: 1_600_000_900 });
  expect((await askGate(system(), expired)).status).toBe(401);
  await vi.waitFor(
    async () => {
      const { body } = await system().api('GET', `/v2/applications/${application.id}/key-uses`);
      expect((body as KeyUses).keys[0]).toMatchObject({ accepted: 3, rejected: 1 });
    },
    { timeout: 60_000 },
  );
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/applications/${application.id}`);
  await signIn(tab);
  const keys = tab.getByRole('region', { name: 'Keys' });
  await keys.getByText('Last 24 hours: 3 accepted, 1 rejected.').waitFor();
  await keys.getByText('Uses by hour').click();
  await keys.getByRole('columnheader', { name: 'Hour from' }).waitFor();
  await holdsInEveryLook(tab, 'application-key-uses', keys);
  await keys.getByRole('link', { name: 'Token expired' }).click();
  await tab.waitForURL(/\/requests\/[0-9a-f-]{36}$/);
  await tab.getByText('token-expired').first().waitFor();
});

test('where the server does not say what the keys signed, the page says so', LONG, async () => {
  const { id } = await system().createApplication('Quiet');
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/applications/${id}`);
  await tab.route('**/key-uses', (route) => route.fulfill({ status: 503, json: { title: 'Not now' } }));
  await signIn(tab);
  const keys = tab.getByRole('region', { name: 'Keys' });
  await keys.getByText('Not now').waitFor();
  await tab.unroute('**/key-uses');
  await keys.getByRole('button', { name: 'Try again' }).click();
  await keys.getByText('Nothing was signed with it in the last 24 hours.').waitFor();
});
