import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { holdsInEveryLook, openProfile, sharedBrowser, type Tab } from '../support/browser.ts';
import { sharedSystem } from '../support/system.ts';

const system = sharedSystem();
const browser = sharedBrowser();

async function openDebugger(): Promise<Tab> {
  const profile = await openProfile(browser(), system().url);
  const tab = await profile.openTab('/debugger');
  await tab.getByRole('heading', { name: 'Debugger', level: 1 }).waitFor();
  return tab;
}

const paste = (tab: Tab, text: string) =>
  tab.getByLabel('Token, Authorization header, curl line or request').fill(text);
const verdict = (tab: Tab) => tab.locator('#judged');

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
