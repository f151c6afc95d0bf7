import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { totp } from '../../src/actions/people/totp.ts';
import { decodeBase32 } from '../../src/core/encoding/base32.ts';
import { browser, firstOwner, PASSWORD, tokenOf } from './browser.ts';
import { serve } from './serving.ts';

/** What would let its reader in is neither in the log, nor in the database, nor in a metric. */
test('passwords, session tokens, codes and used links are written nowhere', async () => {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-secrets-'));
  const server = await serve({ data });
  const canaries = new Map([
    ['password', PASSWORD],
    ['link of the first start', tokenOf(server.signInLink)],
  ]);
  const ada = await firstOwner(server);
  canaries.set('session at the first start', ada.cookies.get('mintmark-session') ?? '');
  const { secret } = (await ada.post('/dashboard-api/me/second-factor', { password: PASSWORD })).json;
  canaries.set('secret of the app', secret);
  const code = totp(decodeBase32(secret), Math.floor(Date.now() / 30_000));
  const confirmed = await ada.post('/dashboard-api/me/second-factor/confirm', { code });
  const [backupCode = ''] = confirmed.json.backup_codes as string[];
  canaries.set('session after a second factor', ada.cookies.get('mintmark-session') ?? '');
  canaries.set('backup code', backupCode).set('backup code without hyphens', backupCode.replaceAll('-', ''));

  const wrong = 'a password that is wrong';
  canaries.set('wrong password', wrong);
  await browser(server).signIn('ada@example.com', wrong);
  await browser(server).signIn(wrong, wrong, wrong);
  const headers = { cookie: `mintmark-session=${wrong}`, 'x-mintmark-account-id': wrong };
  for (const { url, methods } of server.routes) {
    if (!url.startsWith('/dashboard-api/') || url.endsWith('/password-reset')) continue;
    const body = {
      email: wrong,
      password: wrong,
      current_password: wrong,
      new_password: wrong,
      code: wrong,
      link: wrong,
    };
    for (const method of methods) {
      if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) continue;
      await browser(server).send(method, url.replace(/:\w+/g, 'x'), body, headers);
      await browser(server).send(method, url.replace(/:\w+/g, 'x'), `{"password":"${wrong}" "`, headers);
    }
  }

  const written = new Map([
    ['log', server.log()],
    ['metrics', (await server.send('GET', '/metrics')).text],
  ]);
  const isLogged = [...written.values()].map((text) => text.length > 1000);
  await server.close();
  for (const name of readdirSync(data)) written.set(name, readFileSync(join(data, name), 'latin1'));
  rmSync(data, { recursive: true });
  expect(isLogged).toEqual([true, true]);
  expect(written.get('mintmark.db')).toContain('ada@example.com');
  const found = [...written].flatMap(([where, text]) =>
    [...canaries].flatMap(([what, canary]) => (canary === '' || text.includes(canary) ? [`${what} in ${where}`] : [])),
  );
  expect(found).toEqual([]);
});
