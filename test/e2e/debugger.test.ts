import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
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

test('a key set is pasted: its keys verify, a rotation is told, a discovery document is a link', {
  timeout: 240_000,
}, async () => {
  const old = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const fresh = generateKeyPairSync('ed25519');
  const setOf = (key: KeyObject, kid: string) =>
    JSON.stringify({ keys: [{ ...key.export({ format: 'jwk' }), kid, use: 'sig' }] });
  const claims = { iss: 'https://id.example/', sub: 'ada' };
  const tab = await openDebugger();
  await paste(tab, mint(claims, fresh.privateKey, { alg: 'EdDSA', kid: 'new' }));
  await verdict(tab).waitFor();
  await tab.getByText('What the API expects', { exact: true }).click();
  const newest = tab.getByLabel('Key set (JWKS)', { exact: true });
  await newest.fill('{"issuer": "https://id.example/", "jwks_uri": "https://id.example/jwks.json"}');
  const link = tab.getByRole('link', { name: 'https://id.example/jwks.json' });
  expect(await link.getAttribute('href')).toBe('https://id.example/jwks.json');
  await holdsInEveryLook(tab, 'debugger-discovery');
  await newest.fill(setOf(fresh.publicKey, 'new'));
  await tab.getByText('1 key is read.').waitFor();
  await verdict(tab).getByText('It would be accepted').waitFor();

  await paste(tab, mint(claims, old.privateKey, { alg: 'ES256', kid: 'old' }));
  await verdict(tab).getByText('It would be rejected').waitFor();
  await tab.getByRole('button', { name: 'Add an older key set' }).click();
  await tab.getByLabel('Older key set (JWKS)').fill(setOf(old.publicKey, 'old'));
  await tab.getByRole('article').getByText('key-not-in-set').first().waitFor();
  await tab.getByText(/older/i).first().waitFor();
  await tab.getByLabel('Accepted algorithms (alg)').fill('EdDSA, ES265');
  await tab.getByText('There is no algorithm ES265.').waitFor();
  await holdsInEveryLook(tab, 'debugger-key-sets');
});

/** An issuer that publishes its keys; `isOpen`: for pages of other origins too (CORS). */
async function issuer(jwk: object, isOpen: boolean) {
  const asked: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]> }[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    const own = `http://${request.headers.host}`;
    const body = request.url === '/jwks.json' ? { keys: [jwk] } : { issuer: `${own}/`, jwks_uri: `${own}/jwks.json` };
    response.writeHead(200, {
      'content-type': 'application/json',
      ...(isOpen && { 'access-control-allow-origin': '*' }),
    });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test('an issuer is asked for its keys on a click, and told nothing; the page itself reaches no other origin', {
  timeout: 240_000,
}, async () => {
  const pair = generateKeyPairSync('ed25519');
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' };
  const open = await issuer(jwk, true);
  const tab = await openDebugger();
  const token = mint({ iss: `${open.url}/`, sub: 'ada' }, pair.privateKey, { alg: 'EdDSA', kid: 'one' });
  await paste(tab, token);
  await verdict(tab).getByText('some checks could not run').waitFor();
  await tab.getByText('What the API expects', { exact: true }).click();
  const address = tab.getByLabel('Or the address of the keys');
  expect(await address.inputValue()).toBe(`${open.url}/.well-known/openid-configuration`);
  expect(open.asked).toEqual([]);
  await tab.getByRole('button', { name: 'Ask for its keys' }).click();
  await verdict(tab).getByText('It would be accepted').waitFor();
  await tab.getByText(`Asked: ${open.url}/.well-known/openid-configuration, then ${open.url}/jwks.json`).waitFor();
  expect(await tab.getByLabel('Expected issuer (iss)').inputValue()).toBe(`${open.url}/`);
  expect(await tab.getByTestId('sent').textContent()).toBe('2 requests');
  expect(open.asked.map(({ path }) => path)).toEqual(['/.well-known/openid-configuration', '/jwks.json']);
  for (const { headers } of open.asked) {
    expect([headers['origin'], headers.cookie, headers['referer'], headers.authorization]).toEqual([
      'null',
      undefined,
      undefined,
      undefined,
    ]);
    expect(JSON.stringify(headers)).not.toContain('eyJ');
  }
  await holdsInEveryLook(tab, 'debugger-address');

  // One that no other page may read is told, with a way on.
  const closed = await issuer(jwk, false);
  await address.fill(closed.url);
  await tab.getByRole('button', { name: 'Ask for its keys' }).click();
  await tab.getByText('it lets no other page read it (CORS)').waitFor();
  // Without the frame nothing leaves.
  const isRefused = await tab.evaluate(
    (url) =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    open.url,
  );
  expect(isRefused).toBe(true);
  expect(open.asked).toHaveLength(2);
  const faults = tab.faults.splice(0);
  const toIssuers = [open.url, closed.url].map((url) => `request to ${url}`);
  for (const fault of faults) {
    const isExpected =
      toIssuers.some((start) => fault.startsWith(start)) || /^console: .*(CORS|Content Security|net::ERR)/s.test(fault);
    expect(isExpected, fault).toBe(true);
  }
});
