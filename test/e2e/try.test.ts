import { expect, test } from 'vitest';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn, type Tab } from '../support/browser.ts';

const system = sharedDashboard();
const browser = sharedBrowser();

const MARKUP = '<img src=x onerror="document.title=1">';

async function openTry(path: string): Promise<Tab> {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab(path);
  await signIn(tab);
  await tab.getByRole('heading', { name: 'Try it', level: 1 }).waitFor();
  return tab;
}

const send = (tab: Tab) => tab.getByRole('button', { name: 'Sign and send' }).click();
const outcome = (tab: Tab) => tab.locator('#exchange');

test('before there is an application, the first thing to do', async () => {
  const tab = await openTry('/try');
  await tab.getByRole('link', { name: 'Create the first application' }).waitFor();
  await holdsInEveryLook(tab, 'try-empty');
});

test('generate, send: rejected and why; save, send: accepted', { timeout: 240_000 }, async () => {
  const application = await system().createApplication(`Try ${MARKUP}`, { capabilities: { messages: {}, voice: {} } });
  const tab = await openTry(`/try?application=${application.id}`);
  const posted: string[] = [];
  tab.on('request', (request) => posted.push(request.postData() ?? ''));
  await send(tab);
  await tab.getByRole('alert').getByText('You need a private key').waitFor();
  await tab.getByRole('button', { name: 'Generate public and private key' }).click();
  await tab.getByText('The key pair is not saved.').waitFor();
  await send(tab);
  await outcome(tab).getByText('Not accepted').waitFor();
  await tab.getByRole('article').getByText('key-pair-not-saved').first().waitFor();
  await holdsInEveryLook(tab, 'try-rejected');

  await tab.getByRole('button', { name: 'Save the key pair' }).click();
  await tab.getByText('The key pair is saved.').waitFor();
  await send(tab);
  await outcome(tab).getByText('Accepted', { exact: true }).waitFor();
  await tab.getByText('message_uuid').waitFor();
  await holdsInEveryLook(tab, 'try-accepted');
  expect(posted.join()).not.toContain('PRIVATE');

  await tab.getByRole('link', { name: 'Applications', exact: true }).first().click();
  await tab.getByRole('dialog').getByText('Leave without the private key?').waitFor();
  await tab.getByRole('button', { name: 'Stay here' }).click();
  expect(await tab.locator('main img').count()).toBe(0);
});

test('a pasted key, tokens that go wrong, the calls and the gate', { timeout: 240_000 }, async () => {
  const application = await system().createApplication('Kinds', { capabilities: { messages: {}, voice: {} } });
  const tab = await openTry(`/try?application=${application.id}`);
  await tab.getByRole('textbox', { name: 'Private key' }).fill(application.privateKey);
  await tab.getByText('Its public half').waitFor();
  for (const [kind, cause] of [
    ['expired', 'token-expired'],
    ['milliseconds', 'time-in-milliseconds'],
    ['no-jti', 'claim-missing'],
    ['misnamed', 'claim-misnamed'],
    ['other-acl', 'path-not-in-acl'],
  ] as const) {
    await tab.getByLabel('Claims to start with').selectOption(kind);
    await send(tab);
    await tab.getByRole('article').getByText(cause).first().waitFor();
  }
  await tab.getByLabel('Claims to start with').selectOption('good');
  for (const target of ['calls', 'users', 'gate']) {
    await tab.getByLabel('Request to send').selectOption(target);
    await send(tab);
    await outcome(tab).getByText('Accepted', { exact: true }).waitFor();
  }
  await tab.getByText('x-mintmark-application-id').waitFor();
  await tab
    .getByLabel('Claims set')
    .fill(`{"application_id": "${application.id}", "sub": 1, ${JSON.stringify(MARKUP)}: }`);
  await send(tab);
  await tab.getByRole('alert').getByText('Claims. Line 1').waitFor();
  expect(await tab.locator('main img').count()).toBe(0);
});
