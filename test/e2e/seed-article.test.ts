import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn, type Tab } from '../support/browser.ts';
import { BASIC } from '../support/system.ts';

/** The steps of the support article on 401s, line by line, as a person does them in the browser. */

const system = sharedDashboard();
const browser = sharedBrowser();

async function send(token: string) {
  const response = await fetch(`${system().url}/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'sms', message_type: 'text', to: '447700900000', from: 'Acme', text: 'Hello' }),
  });
  return { status: response.status, body: (await response.json()) as { instance?: string } };
}

async function rootCauseOf(report: string | undefined) {
  const id = String(report).split('/').at(-1);
  const response = await fetch(`${system().url}/reports/${id}`, { headers: { authorization: BASIC } });
  const { report: found = {}, ...rest } = (await response.json()) as Record<string, never>;
  const { rootCause, findings } = { ...rest, ...(found as object) } as unknown as {
    rootCause: string;
    findings: { cause: string; certainty: string }[];
  };
  return { rootCause, certainty: findings[0]?.certainty };
}

async function generate(tab: Tab): Promise<string> {
  await tab.getByRole('button', { name: 'Generate public and private key' }).click();
  const link = tab.getByRole('link', { name: 'Download the private key' });
  const [download] = await Promise.all([tab.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^checkout-[A-Za-z0-9]{8}\.key$/);
  return readFile(await download.path(), 'utf8');
}

const unsaved = (tab: Tab) => tab.getByRole('region', { name: 'Not saved' });

test('generate, do not save: 401, proved; save: accepted', { timeout: 240_000 }, async () => {
  const application = await system().createApplication('Checkout', { capabilities: { messages: {} } });
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/applications');
  await signIn(tab);

  // Go to Applications --> Edit.
  await tab.getByRole('link', { name: 'Checkout' }).click();
  await tab.getByRole('link', { name: 'Edit' }).click();
  await tab.getByRole('heading', { name: 'Edit Checkout' }).waitFor();
  await holdsInEveryLook(tab, 'application-edit');

  // Step 1: the pair is generated, and its private key is here alone.
  const posted: string[] = [];
  tab.on('request', (request) => posted.push(request.postData() ?? ''));
  const privateKey = await generate(tab);
  expect(privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n[\s\S]+\n-----END PRIVATE KEY-----\n$/);
  expect(posted.join()).toContain('PUBLIC KEY');
  expect(posted.join()).not.toContain('PRIVATE');
  await unsaved(tab).getByText('This key pair is not saved').waitFor();
  await holdsInEveryLook(tab, 'application-edit-unsaved');

  // It is not saved: the request is rejected, and the report proves why.
  const token = mint({ application_id: application.id }, privateKey);
  const rejected = await send(token);
  expect(rejected.status).toBe(401);
  expect(await rootCauseOf(rejected.body.instance)).toEqual({ rootCause: 'key-pair-not-saved', certainty: 'proved' });
  expect((await send(mint({ application_id: application.id }, application.privateKey))).status).toBe(202);

  // A second tab shows it, and so does a reload, and another browser.
  const second = await profile.openTab('/settings');
  await signIn(second);
  await unsaved(second).getByText('The new key pair of Checkout is not saved').waitFor();
  await holdsInEveryLook(second, 'unsaved-elsewhere');
  const elsewhere = await openProfile(browser(), system().url);
  const other = await elsewhere.openTab(`/applications/${application.id}`);
  await signIn(other);
  await unsaved(other).getByText('This key pair is not saved').waitFor();
  await holdsInEveryLook(other, 'application-unsaved');

  // Save waits until the private key is kept; nothing leaves the page by itself.
  await unsaved(tab).getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(() => tab.evaluate(() => document.activeElement?.id)).toBe('private-key-kept');
  await tab.getByRole('link', { name: 'Applications', exact: true }).first().click();
  await tab.getByRole('dialog').getByText('Leave without saving?').waitFor();
  await holdsInEveryLook(tab, 'leave-without-saving');
  await tab.getByRole('button', { name: 'Stay here' }).click();
  await tab.goBack();
  await tab.getByRole('button', { name: 'Stay here' }).click();
  expect(new URL(tab.url()).pathname).toBe(`/applications/${application.id}/edit`);

  // Step 3: Save changes. Once saved, the page is back at the application.
  await tab.getByLabel('I have saved the private key').check();
  await unsaved(tab).getByRole('button', { name: 'Save changes' }).click();
  await tab.getByRole('heading', { name: 'Checkout', exact: true }).waitFor();
  expect(new URL(tab.url()).pathname).toBe(`/applications/${application.id}`);
  await tab.getByText('active', { exact: true }).waitFor();
  await holdsInEveryLook(tab, 'application');
  expect((await send(mint({ application_id: application.id }, privateKey))).status).toBe(202);
  await unsaved(second).waitFor({ state: 'detached' });

  // The two halves belong together: Check my key.
  await tab.getByRole('textbox', { name: 'Private key' }).fill(privateKey);
  await tab.getByText('It is the key in use.').waitFor();
  await tab.getByRole('textbox', { name: 'Private key' }).fill(application.privateKey);
  await tab.getByText(/It was (replaced|revoked)/).waitFor();
  await holdsInEveryLook(tab, 'application-check-key');
});
