import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { totp } from '../../src/actions/people/totp.ts';
import { recoverPerson } from '../../src/compose/recover.ts';
import { decodeBase32 } from '../../src/core/encoding/base32.ts';
import { DEFAULT_SETTINGS } from '../../src/options/options.ts';
import { browser, firstOwner, PASSWORD, tokenOf } from '../http/browser.ts';
import { serve } from '../http/serving.ts';
import { auditRows } from '../support/audit-rows.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'mintmark-recover-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const recover = (email: string) => recoverPerson({ ...DEFAULT_SETTINGS, data }, email);

test('who has lost password and second factor signs in again by the link of the operator', async () => {
  const before = await serve({ data });
  const ada = await firstOwner(before, 'ada@example.com');
  const { secret } = (await ada.post('/dashboard-api/me/second-factor', { password: PASSWORD })).json;
  const code = totp(decodeBase32(secret), Math.floor(Date.now() / 30_000));
  expect((await ada.post('/dashboard-api/me/second-factor/confirm', { code })).status).toBe(200);
  await expect(recover('ada@example.com')).rejects.toMatchObject({ name: 'DataDirectoryInUseError' });
  await before.close();

  expect(await recover('nobody@example.com')).toBeUndefined();
  const found = await recover(' ADA@example.com');
  expect(found).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4401\/password-reset#[\w-]{43}$/),
    hadSecondFactor: true,
  });
  const told = auditRows(join(data, 'mintmark.db')).filter(({ by }) => by.kind === 'operator');
  expect(told.map(({ kind, by }) => [kind, by.name])).toEqual([
    ['second-factor.turned-off', userInfo().username],
    ['password.reset-requested', userInfo().username],
  ]);
  const after = await serve({ data });
  const request = { link: tokenOf(found?.url), password: 'another good password' };
  expect((await browser(after).post('/dashboard-api/password-reset/confirm', request)).status).toBe(204);
  expect((await browser(after).signIn('ada@example.com', 'another good password')).status).toBe(200);
  await after.close();
});

test('where there is no database none is made', async () => {
  await expect(recover('ada@example.com')).rejects.toMatchObject({
    name: 'NoDatabaseError',
    message: `There is no database in ${data}. Give the data directory of the server: --data.`,
  });
  expect(readdirSync(data)).toEqual([]);
});
