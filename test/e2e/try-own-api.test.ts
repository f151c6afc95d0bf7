import { expect, test } from 'vitest';
import { readProfileDocument } from '../../src/core/claims/documents/read-profile.ts';
import { enrolOwner, holdsInEveryLook, openProfile, sharedBrowser, signIn } from '../support/browser.ts';
import { startSystem } from '../support/system.ts';

const browser = sharedBrowser();

const LAMP = readProfileDocument({
  id: 'lamp',
  title: 'Lamp API',
  algorithms: ['ES256', 'EdDSA', 'RS256'],
  identity: 'client_id',
  required: ['iat', 'exp', 'aud'],
  audiences: ['https://api.lamp.example'],
  lifetimeSeconds: 900,
});
if (!LAMP.ok) throw new Error('the profile does not parse');
const { profile } = LAMP;

test('by rules of its own a server makes and tries P-256 and Ed25519 keys', { timeout: 240_000 }, async () => {
  const system = await startSystem({}, profile);
  await enrolOwner(system);
  const opened = await openProfile(browser(), system.url);
  const tab = await opened.openTab('/applications/new');
  await signIn(tab);
  await tab.getByLabel('Name').fill('Web');
  expect(await tab.getByLabel('Kind of key').inputValue()).toBe('P-256');
  await tab.getByLabel('Kind of key').selectOption('Ed25519');
  await holdsInEveryLook(tab, 'create-own-api');
  await tab.getByRole('button', { name: 'Create the application' }).click();
  await tab.getByRole('heading', { name: 'Web is created' }).waitFor();
  await tab.getByLabel('I have saved the private key').check();

  await tab.goto(`${system.url}/try`);
  await tab.getByText('by the rules of Lamp API').waitFor();
  for (const [kind, alg] of [
    ['P-256', 'ES256'],
    ['Ed25519', 'EdDSA'],
    ['RSA', 'RS256'],
  ] as const) {
    await tab.reload();
    await tab.getByLabel('Kind of key').selectOption(kind);
    await tab.getByRole('button', { name: 'Generate public and private key' }).click();
    await tab.getByText('The key pair is not saved.').waitFor();
    expect(JSON.parse(await tab.getByLabel('Header').inputValue()).alg).toBe(alg);
    await tab.getByRole('button', { name: 'Sign and send' }).click();
    await tab.getByRole('article').getByText('key-pair-not-saved').first().waitFor();
    await tab.getByRole('button', { name: 'Save the key pair' }).click();
    await tab.getByText('The key pair is saved.').waitFor();
    await tab.getByRole('button', { name: 'Sign and send' }).click();
    await tab.locator('#exchange').getByText('Accepted', { exact: true }).waitFor();
    if (kind === 'P-256') await holdsInEveryLook(tab, 'try-own-api');
    await tab.getByLabel('Claims to start with').selectOption('other-audience');
    await tab.getByRole('button', { name: 'Sign and send' }).click();
    await tab.getByRole('article').getByText('audience-not-expected').first().waitFor();
    await tab.getByLabel('I have saved the private key').check();
  }

  const [application] = ((await system.api('GET', '/v2/applications')).body as never as Listed)._embedded.applications;
  await tab.goto(`${system.url}/applications/${application?.id}/edit`);
  await tab.getByLabel('Kind of key').selectOption('Ed25519');
  await tab.getByRole('button', { name: 'Generate public and private key' }).click();
  await tab.getByText('draft, not saved').waitFor();
  await holdsInEveryLook(tab, 'edit-own-api');
});

interface Listed {
  readonly _embedded: { readonly applications: readonly { readonly id: string }[] };
}
