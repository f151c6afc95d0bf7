import { expect, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { holdsInEveryLook, openProfile, sharedBrowser, sharedDashboard, signIn, type Tab } from '../support/browser.ts';
import { tokenOf } from '../support/system.ts';

const system = sharedDashboard();
const browser = sharedBrowser();

const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=1</script>';

async function openDebugger(): Promise<Tab> {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/debugger');
  await tab.getByRole('heading', { name: 'Debugger', level: 1 }).waitFor();
  return tab;
}

const paste = (tab: Tab, text: string) =>
  tab.getByLabel('Token, Authorization header, curl line or request').fill(text);
const verdict = (tab: Tab) => tab.locator('#judged');

test('without an account, and with the network off: decode, verify, change, sign, compare', {
  timeout: 240_000,
}, async () => {
  const application = await system().createApplication('Offline');
  const tab = await openDebugger();
  await holdsInEveryLook(tab, 'debugger-empty');
  await tab.context().setOffline(true);
  const requests: string[] = [];
  tab.on('request', (request) => requests.push(request.url()));

  const now = Math.floor(Date.now() / 1000);
  await paste(tab, tokenOf(application, { iat: now - 7200, exp: now - 3600 }));
  await verdict(tab).getByText('It would be rejected').waitFor();
  await tab.getByRole('link', { name: 'token-expired' }).first().waitFor();
  await tab.getByLabel('Public key').fill(application.publicKey);
  await tab.getByRole('article').getByText('token-expired').first().waitFor();
  await tab.getByText('1 h ago').first().waitFor();

  await tab.getByRole('button', { name: 'iat now, exp in 15 minutes' }).click();
  await tab.getByRole('textbox', { name: 'Private key' }).fill(application.privateKey);
  await tab.getByRole('button', { name: 'Sign', exact: true }).click();
  const compared = tab.getByRole('region', { name: 'Before and after' }).getByRole('table');
  await compared
    .getByRole('row', { name: /Judged/ })
    .getByText('accepted')
    .waitFor();
  await holdsInEveryLook(tab, 'debugger-compared');
  await tab.getByRole('button', { name: 'Continue with the new token' }).click();
  await verdict(tab).getByText('It would be accepted').waitFor();

  expect(requests.filter((url) => !/^(?:data|blob):/.test(url))).toEqual([]);
  expect(await tab.getByTestId('sent').textContent()).toBe('No request');
  expect(await tab.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('eyJ');
  // A page whose code is not here yet: the network is named, and no error of the browser shown.
  await tab.getByRole('link', { name: 'Help', exact: true }).click();
  await tab.getByText('The server did not answer').waitFor();
  expect(await tab.locator('main').textContent()).not.toMatch(/preload|module/i);
  tab.faults.splice(0);
});

test('a header, a curl line and a whole request are read, and their faults marked where they are', {
  timeout: 240_000,
}, async () => {
  const application = await system().createApplication('Forms');
  const tab = await openDebugger();
  const token = tokenOf(application);
  await paste(tab, `Authorization: bearer${token}`);
  await tab.getByText('an Authorization header').waitFor();
  await tab.getByRole('article').getByText('bearer-scheme-malformed').first().waitFor();

  await paste(tab, `curl -X POST https://api.nexmo.com/v1/calls -H 'Authorization: Bearer ${token}' -d '{}'`);
  await tab.getByText('a curl command line').waitFor();
  await tab.getByText('POST /v1/calls').waitFor();

  const [header, payload, signature] = token.split('.');
  await paste(
    tab,
    `GET /v1/calls HTTP/1.1\r\nHost: api.nexmo.com\r\nAuthorization: Bearer ${header}.${payload}=.${signature}\r\n\r\n`,
  );
  await tab.getByText('a raw HTTP request').waitFor();
  await tab.locator('.token-text .marked').first().waitFor();
  await holdsInEveryLook(tab, 'debugger-faults');

  // What is not there has no place: nothing of the token is underlined for it.
  const { application_id: _, ...rest } = JSON.parse(Buffer.from(String(payload), 'base64url').toString());
  const without = Buffer.from(JSON.stringify(rest)).toString('base64url');
  await tab.getByLabel('Judged by the rules of').selectOption('vonage');
  await paste(tab, `${header}.${without}.${signature}`);
  await tab.getByRole('article').getByText('claim-missing').first().waitFor();
  expect(await tab.locator('.token-text .marked').count()).toBe(0);

  // A key alone is told what it is.
  await paste(tab, application.privateKey);
  await tab.getByText('A key, and nothing is wrong with it').waitFor();
  await tab.getByText('RSA, 2048 bits').waitFor();
  await holdsInEveryLook(tab, 'debugger-key');
  await tab.locator('.checks summary').click();
  await tab.getByText('needs a public key to verify with').first().waitFor();
});

test('the text is coloured in its box and its faults underlined there; the verdict stands above the fold', {
  timeout: 240_000,
}, async () => {
  const application = await system().createApplication('In place');
  const tab = await openDebugger();
  const now = Math.floor(Date.now() / 1000);
  const token = tokenOf(application, { iat: now - 7200, exp: now - 3600 });
  const curl = `curl https://api.nexmo.com/v1/calls \\\n  -H 'Authorization: Bearer ${token}'\n`;
  await paste(tab, curl);
  const mirror = tab.getByTestId('token');
  const underlined = mirror.locator('.marked');
  await underlined.waitFor();
  // Character for character: what is drawn is what is in the box, and the one is as tall as the other.
  expect(await mirror.textContent()).toBe(`${curl}\n`);
  expect(await mirror.locator('.part-header').textContent()).toBe(token.split('.')[0]);
  expect(await mirror.locator('.part-payload').allTextContents()).toHaveLength(3);
  const [payload = '', marked = ''] = [token.split('.')[1], (await underlined.textContent()) ?? ''];
  expect(payload.slice(0, payload.indexOf(marked) + marked.length).length).toBeGreaterThan(marked.length);
  const overflow = await tab.locator('#paste').evaluate((area) => area.scrollHeight - area.clientHeight);
  expect(overflow).toBe(0);

  // In words too, with a way to the place.
  const places = tab.locator('#paste-marks');
  expect(await tab.locator('#paste').getAttribute('aria-describedby')).toBe('paste-marks');
  await places.getByText('in payload /exp').waitFor();
  await places.getByRole('button', { name: /select it: characters \d+ to \d+/ }).click();
  const selected = await tab.evaluate(() => {
    const area = document.activeElement as HTMLTextAreaElement;
    return area.value.slice(area.selectionStart, area.selectionEnd);
  });
  expect(selected).toBe(marked);

  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const) {
    await tab.setViewportSize({ width, height });
    const rules = await tab.locator('.whose-rules').boundingBox();
    expect((rules?.y ?? Number.NaN) + (rules?.height ?? 0), `${width} px wide`).toBeLessThan(height);
    expect((await verdict(tab).boundingBox())?.y).toBeLessThan(rules?.y ?? 0);
  }
  await tab.getByText('because the request goes to api.nexmo.com').waitFor();
  await tab.getByLabel('Judged by the rules of').selectOption('jwt');
  await tab.getByText('because you chose the profile jwt').waitFor();

  // Edited where it is shown: the claim is mended in the box, and the underline follows at once.
  const mended = tokenOf(application, { iat: now, exp: now + 600 });
  await paste(tab, curl.replace(token, mended));
  await underlined.waitFor({ state: 'detached' });
  await holdsInEveryLook(tab, 'debugger-editor');
});

test('what was looked at in this tab is there to go back to, and nowhere else', { timeout: 240_000 }, async () => {
  const application = await system().createApplication('History');
  const tab = await openDebugger();
  const first = tokenOf(application);
  await paste(tab, first);
  const history = tab.locator('.history');
  await paste(tab, application.privateKey);
  await verdict(tab).getByText('A key').waitFor();
  await paste(tab, `Bearer ${first}`);
  await tab.getByText('the value of an Authorization header').waitFor();
  await expect.poll(() => history.count(), { timeout: 20_000 }).toBe(0);
  await tab.waitForTimeout(3000);
  await paste(tab, first);
  await history.getByText('Earlier in this tab').click();
  await history.getByText('cannot tell').waitFor();
  await history.getByText('the value of an Authorization header').waitFor();
  expect(await history.getByRole('button', { name: /^Open/ }).allTextContents()).toEqual([`Open …${first.slice(-6)}`]);
  await holdsInEveryLook(tab, 'debugger-history');
  await history.getByRole('button', { name: /^Open/ }).click();
  expect(await tab.locator('#paste').inputValue()).toBe(`Bearer ${first}`);
  expect(await tab.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('eyJ');
  await tab.waitForTimeout(3000);
  await history.getByRole('button', { name: 'Forget them' }).click();
  await history.waitFor({ state: 'detached' });
});

test('the keys of the application tell a pair that was not saved', { timeout: 240_000 }, async () => {
  const application = await system().createApplication('Keys of the account');
  const draft = await system().api('POST', `/v2/applications/${application.id}/keys`, { state: 'draft' });
  const { private_key: privateKey } = draft.body as { private_key: string };
  const tab = await openDebugger();
  await paste(tab, mint({ application_id: application.id }, privateKey));
  await tab.getByRole('link', { name: 'Sign in' }).first().click();
  await tab.getByLabel('E-mail').waitFor();
  await signIn(tab);
  await tab.getByRole('link', { name: 'Debugger' }).click();
  await tab.getByRole('button', { name: 'Use the keys of an application' }).click();
  await tab.getByRole('article').getByText('key-pair-not-saved').first().waitFor();
  await tab
    .getByText(/requests? made by this page|\d+ requests/)
    .first()
    .waitFor();
  await tab.getByRole('button', { name: 'Ask the server for the time' }).click();
  await tab.getByText("the same as this computer's").waitFor();
  await holdsInEveryLook(tab, 'debugger-registry');
});

test('markup in claims, headers and names is shown as text', async () => {
  const application = await system().createApplication(`App ${MARKUP}`);
  const tab = await openDebugger();
  const token = mint({ application_id: application.id, [MARKUP]: MARKUP, sub: MARKUP }, application.privateKey, {
    kid: MARKUP,
  });
  await paste(
    tab,
    `GET /${MARKUP.replaceAll(' ', '%20')} HTTP/1.1\nX-Note: ${MARKUP}\nAuthorization: Bearer ${token}\n\n`,
  );
  await tab.getByRole('cell', { name: MARKUP }).first().waitFor();
  await paste(tab, `Authorization: ${MARKUP}`);
  await verdict(tab).waitFor();
  expect(await tab.locator('main img, main script').count()).toBe(0);
  expect(await tab.title()).toBe('Debugger · Mintmark');
});
