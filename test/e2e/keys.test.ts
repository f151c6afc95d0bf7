import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/adapters/sql/index.ts';
import { systemClock } from '../../src/adapters/system/index.ts';
import { readProfileDocument } from '../../src/core/claims/documents/read-profile.ts';
import { generateKeyPair, mint } from '../../src/jwt.ts';
import {
  enrolOwner,
  holdsInEveryLook,
  openProfile,
  sharedBrowser,
  sharedDashboard,
  signIn,
  type Tab,
} from '../support/browser.ts';
import { startSystem } from '../support/system.ts';

const system = sharedDashboard();
const browser = sharedBrowser();
const LONG = { timeout: 240_000 };
const unsaved = (tab: Tab) => tab.getByRole('region', { name: 'Not saved' });
/** As a paste does it: the whole text in one event. */
const paste = (field: Locator, text: string) =>
  field.evaluate((element: HTMLTextAreaElement, value) => {
    element.value = value;
    element.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, text);
const callStatus = async (url: string, id: string, privateKey: string) => {
  const headers = { authorization: `Bearer ${mint({ application_id: id }, privateKey)}` };
  return (await fetch(`${url}/v1/users`, { headers })).status;
};

test('an older application must choose its privacy setting before Save, and the page says where', LONG, async () => {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-older-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const before = await startSystem({ data });
  const { id } = await before.createApplication('Older', { capabilities: { rtc: {} } });
  await before.close();
  await forgetPrivacy(join(data, 'mintmark.db'), id);
  const older = await startSystem({ data });
  await enrolOwner(older);

  const profile = await openProfile(browser(), older.url);
  const tab = await profile.openTab(`/applications/${id}/edit`);
  await signIn(tab);
  await tab.getByRole('button', { name: 'Generate public and private key' }).click();
  await tab.getByLabel('I have saved the private key').check();
  await unsaved(tab).getByRole('link', { name: 'choose the privacy setting' }).waitFor();
  await holdsInEveryLook(tab, 'application-edit-older');
  await unsaved(tab).getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(() => tab.evaluate(() => document.activeElement?.closest('fieldset')?.id)).toBe('privacy');
  await tab.getByLabel('No', { exact: true }).check();
  await unsaved(tab).getByRole('button', { name: 'Save changes' }).click();
  await tab.getByRole('heading', { name: 'Older', exact: true }).waitFor();
  await tab.getByText('Content is not used to improve AI models').waitFor();
});

test('a pair is of the kind that the profile of the server takes', LONG, async () => {
  const lamp = readProfileDocument({ id: 'lamp', algorithms: ['ES256'], identity: 'client_id', audiences: ['lamp'] });
  if (!lamp.ok) throw new Error('the profile does not parse');
  const guarded = await startSystem({}, lamp.profile);
  await enrolOwner(guarded);
  const application = await guarded.createApplication('Lamp', { capabilities: { rtc: {} } });
  const profile = await openProfile(browser(), guarded.url);
  const tab = await profile.openTab(`/applications/${application.id}/edit`);
  await signIn(tab);
  await tab.getByRole('button', { name: 'Generate public and private key' }).click();
  await tab.getByRole('button', { name: 'Copy it' }).waitFor();
  await tab.getByLabel('I have saved the private key').check();
  await unsaved(tab).getByRole('button', { name: 'Save changes' }).click();
  await tab.getByRole('heading', { name: 'Lamp', exact: true }).waitFor();
  const { body } = await guarded.api('GET', `/v2/applications/${application.id}/jwks.json`);
  expect(body).toMatchObject({ keys: [{ kty: 'EC', crv: 'P-256' }] });
  const { body: before } = await guarded.api('GET', `/v2/applications/${application.id}`);
  expect((before as { keys: { public_key: string } }).keys.public_key).not.toBe(application.publicKey);
});

test('a reload keeps the unsaved pair, which is saved with an overlap or discarded', LONG, async () => {
  const application = await system().createApplication('Reloaded', { capabilities: { rtc: {} } });
  expect(await callStatus(system().url, application.id, application.privateKey)).toBe(200);
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/applications/${application.id}/edit`);
  tab.on('dialog', (dialog) => void dialog.accept());
  const refused: string[] = [];
  tab.on('response', (response) => response.status() === 412 && refused.push(response.url()));
  await signIn(tab);
  await tab.getByRole('button', { name: 'Generate public and private key' }).click();
  await tab.getByRole('button', { name: 'Copy it' }).waitFor();
  await tab.reload();
  await unsaved(tab).getByText('This key pair is not saved').waitFor();
  await tab.getByText('Its private key was shown when it was generated').waitFor();
  await tab.getByRole('button', { name: 'Discard this pair' }).click();
  await unsaved(tab).waitFor({ state: 'detached' });

  await tab.getByRole('button', { name: 'Generate public and private key' }).click();
  await tab.getByRole('button', { name: 'Copy it' }).waitFor();
  // On a phone the bar is a part of the window at most, and one line where it is folded.
  await tab.setViewportSize({ width: 390, height: 700 });
  const heightOfBar = async () => (await unsaved(tab).boundingBox())?.height ?? 0;
  expect(await heightOfBar()).toBeLessThan(175);
  await unsaved(tab).getByRole('button', { name: 'Hide' }).click();
  expect(await heightOfBar()).toBeLessThan(60);
  await unsaved(tab).getByText('This key pair is not saved').waitFor();
  await unsaved(tab).getByRole('button', { name: 'Show' }).click();
  await tab.setViewportSize({ width: 1280, height: 900 });
  expect(await heightOfBar()).toBeLessThan(110);
  await tab.reload();
  await tab.getByLabel('I have its private key').check();
  await tab.getByLabel('The key in use now').selectOption('is accepted for 15 more minutes');
  await unsaved(tab).getByRole('button', { name: 'Save changes' }).click();
  await tab.getByText('retiring').waitFor();
  expect(refused).toEqual([]);
  await tab.reload();
  await tab.getByText('retiring').waitFor();
  expect(await callStatus(system().url, application.id, application.privateKey)).toBe(200);

  // Revoke, with what breaks said first. Uses of a key are stored in batches, every few seconds.
  const keysNow = async () =>
    JSON.stringify((await system().api('GET', `/v2/applications/${application.id}/keys`)).body);
  await expect.poll(keysNow).toMatch(/"last_used_at":[^n]/);
  await tab.reload();
  await tab.locator('.key.retiring').getByRole('button', { name: 'Revoke' }).click();
  await tab.getByRole('dialog').getByText('fails with 401 from now on').waitFor();
  await holdsInEveryLook(tab, 'key-revoke');
  await tab.getByRole('button', { name: 'Revoke it now' }).click();
  await tab.getByText('2 old keys').waitFor();
  expect(await callStatus(system().url, application.id, application.privateKey)).toBe(401);
});

test('a draft is told in the list, and discarded from the application after a question', LONG, async () => {
  const { id } = await system().createApplication('Drafted', { capabilities: { rtc: {} } });
  await system().api('POST', `/v2/applications/${id}/keys`, { state: 'draft' });
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/applications?q=drafted');
  await signIn(tab);
  const tag = tab.getByText('key pair not saved');
  await tag.waitFor();
  const [tagBox, capabilities] = [
    await tag.boundingBox(),
    await tab.locator('.applications').getByText('rtc', { exact: true }).boundingBox(),
  ];
  expect((tagBox?.x ?? 0) + (tagBox?.width ?? 0)).toBeLessThanOrEqual(capabilities?.x ?? 0);

  await tab.getByRole('link', { name: 'Drafted' }).click();
  await unsaved(tab).getByRole('button', { name: 'Discard the pair' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  await unsaved(tab).getByRole('button', { name: 'Discard the pair' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Discard it' }).click();
  await unsaved(tab).waitFor({ state: 'detached' });
  await tab.getByText('1 old key').waitFor();
});

test('a public key is brought; a private key is refused in the page, and never sent', LONG, async () => {
  const application = await system().createApplication('Own key', { capabilities: { rtc: {} } });
  const own = await generateKeyPair();
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/applications/${application.id}/edit`);
  const posted: string[] = [];
  tab.on('request', (request) => posted.push(request.postData() ?? ''));
  await signIn(tab);
  await tab.getByText('Use your own public key').click();
  const field = tab.getByRole('textbox', { name: 'Public key' });
  await paste(field, own.privateKey);
  await tab.getByText('That is a private key, so it was not accepted.').waitFor();
  expect(await field.inputValue()).toBe('');
  await holdsInEveryLook(tab, 'application-edit-private-refused');
  await paste(field, own.privateKey.slice(0, 900));
  await tab.getByText('That is a private key, so it was not accepted.').waitFor();
  await paste(field, own.publicKey);
  await tab.getByRole('button', { name: 'Use this public key' }).click();
  await unsaved(tab).getByRole('button', { name: 'Save changes' }).click();
  await tab.getByRole('heading', { name: 'Own key', exact: true }).waitFor();
  expect(await callStatus(system().url, application.id, own.privateKey)).toBe(200);
  expect(posted.join()).not.toContain('PRIVATE KEY');
});

test('check my key: of another application, of none, damaged and mended; nothing of it is sent', LONG, async () => {
  const [one, other] = [await system().createApplication('One'), await system().createApplication('Other')];
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(`/applications/${one.id}`);
  const sent: string[] = [];
  tab.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));
  await signIn(tab);
  const field = tab.getByRole('textbox', { name: 'Private key' });
  await paste(field, other.privateKey);
  await tab.getByText('It belongs to another application:').waitFor();
  await paste(field, (await generateKeyPair()).privateKey);
  await tab.getByText('No application of this account has it.').waitFor();
  await paste(field, one.privateKey.replaceAll('\n', '\\n'));
  await tab.getByText('It is the key in use.').waitFor();
  await holdsInEveryLook(tab, 'application-key-mended');
  const link = tab.getByRole('link', { name: 'Download the repaired key' });
  const [download] = await Promise.all([tab.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^one-[A-Za-z0-9]{8}\.key$/);
  const format = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open, please' } as const;
  await paste(field, createPrivateKey(one.privateKey).export(format) as string);
  await tab.getByLabel('Its passphrase').fill('not this one');
  await tab.getByRole('button', { name: 'Open the key' }).click();
  await tab.getByText('the passphrase that was given does not open it').waitFor();
  await tab.getByLabel('Its passphrase').fill('open, please');
  await tab.getByRole('button', { name: 'Open the key' }).click();
  await tab.getByText('It is the key in use.').waitFor();
  // A public key is compared, and blamed for nothing.
  await paste(field, one.publicKey);
  await tab.getByText('It is the public half of the key in use.').waitFor();
  expect(await tab.getByText('a private key is needed').count()).toBe(0);
  await paste(field, one.privateKey.slice(0, 700));
  await tab.getByRole('status').getByText('Why, and how to fix it').waitFor();
  expect(sent.join()).not.toContain(one.privateKey.slice(100, 160));

  // What the bar of an unsaved pair speaks of is not below it.
  await system().api('POST', `/v2/applications/${one.id}/keys`, { state: 'draft' });
  await tab.reload();
  await unsaved(tab).waitFor();
  await tab.evaluate(() => document.querySelector('textarea')?.scrollIntoView({ block: 'end' }));
  await paste(field, one.privateKey);
  await tab.getByText('It is the key in use.').waitFor();
  await expect
    .poll(async () => {
      const told = await tab.getByText('It is the key in use.').boundingBox();
      return (told?.y ?? 9999) + (told?.height ?? 0) <= ((await unsaved(tab).boundingBox())?.y ?? 0);
    })
    .toBe(true);
  // A dialog has one width, wherever it is opened from.
  const widths: (number | undefined)[] = [];
  for (const button of ['Delete this application…', 'Discard the pair']) {
    await tab.getByRole('button', { name: button }).click();
    widths.push((await tab.getByRole('dialog').boundingBox())?.width);
    await tab.keyboard.press('Escape');
  }
  expect(widths[0]).toBeLessThan(600);
  expect(widths[1]).toBe(widths[0]);
});

/** An application from before the privacy setting, as an import leaves it. */
async function forgetPrivacy(file: string, id: string): Promise<void> {
  const database = await openDatabase(file, systemClock(), { limit: 10, maxAgeSeconds: 60 });
  const application = await database.applications.get(id);
  if (!application) throw new Error(`there is no application ${id}`);
  const { revision } = application;
  const older = { ...application, improveAi: null, revision: revision + 1 };
  await database.applications.save({ application: older, keys: [], fromRevision: revision });
  await database.close();
}
