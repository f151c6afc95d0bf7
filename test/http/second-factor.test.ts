import { afterAll, beforeAll, expect, test } from 'vitest';
import { totp } from '../../src/actions/people/totp.ts';
import { decodeBase32 } from '../../src/core/encoding/base32.ts';
import { type Browser, browser, firstOwner, PASSWORD } from './browser.ts';
import { type Served, serve } from './serving.ts';

const ADA = 'ada@example.com';
const PATH = '/dashboard-api/me/second-factor';

let server: Served;
let ada: Browser;
let secret: string;
let backupCodes: string[];
beforeAll(async () => {
  // So that no time step turns over between making a code and sending it.
  const untilTurn = 30_000 - (Date.now() % 30_000);
  if (untilTurn < 8000) await new Promise((resolve) => setTimeout(resolve, untilTurn));
  server = await serve();
  ada = await firstOwner(server, ADA);
});
afterAll(() => server.close());

/** The code of so many steps from now. */
const code = (steps = 0) => totp(decodeBase32(secret), Math.floor(Date.now() / 30_000) + steps);
const spaced = (text: string) => ` ${text.slice(0, 3)} ${text.slice(3)}`;

test('a secret changes nothing until a code has confirmed it', async () => {
  const wrong = await ada.post(PATH, { password: 'not my password' });
  expect([wrong.status, wrong.json.invalid_parameters[0].name]).toEqual([400, 'password']);
  expect((await ada.post(`${PATH}/confirm`, { code: '000000' })).json.type).toBe('/docs#problem-second-factor-state');
  const started = await ada.post(PATH, { password: PASSWORD });
  expect(started.status).toBe(201);
  expect(started.json.uri).toBe(
    `otpauth://totp/Mintmark:ada%40example.com?secret=${started.json.secret}&issuer=Mintmark`,
  );
  expect(started.json.secret).toMatch(/^[A-Z2-7]{32}$/);
  secret = (await ada.post(PATH, { password: PASSWORD })).json.secret;
  expect(secret).not.toBe(started.json.secret);
  expect((await browser(server).signIn(ADA)).status).toBe(200);
});

test('its confirmation gives backup codes, ends every other session and changes the cookie', async () => {
  const other = browser(server);
  await other.signIn(ADA);
  const before = ada.cookies.get('mintmark-session');
  const refused = await ada.post(`${PATH}/confirm`, { code: '12345' });
  expect([refused.status, refused.json.invalid_parameters[0].name]).toEqual([400, 'code']);
  const confirmed = await ada.post(`${PATH}/confirm`, { code: spaced(code(-1)) });
  expect([confirmed.status, confirmed.json.me.second_factor]).toEqual([200, { on: true, backup_codes_left: 10 }]);
  backupCodes = confirmed.json.backup_codes;
  expect(new Set(backupCodes).size).toBe(10);
  for (const one of backupCodes) expect(one).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
  expect((await other.get('/dashboard-api/me')).status).toBe(401);
  expect(ada.cookies.get('mintmark-session')).not.toBe(before);
  expect((await ada.post(PATH, { password: PASSWORD })).status).toBe(409);
});

test('a sign-in asks for a code after the right password, and not after a wrong one', async () => {
  const asked = await browser(server).signIn(ADA);
  expect([asked.status, asked.json.type, asked.headers.getSetCookie()]).toEqual([
    401,
    '/docs#problem-second-factor-required',
    [],
  ]);
  expect((await browser(server).signIn(ADA, 'wrong', code())).json.type).toBe('/docs#problem-sign-in-refused');
});

test('of twenty at once with the same code one is let in, and the code of its confirmation is spent', async () => {
  expect((await browser(server).signIn(ADA, PASSWORD, code(-1))).status).toBe(401);
  const now = code();
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, at) => browser(server).signIn(ADA, PASSWORD, at % 2 ? spaced(now) : now)),
  );
  const statuses = all.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10);
});

test('wrong codes are slowed down, and a right one does not come through meanwhile', async () => {
  const tries: number[] = [];
  for (let at = 0; at < 7; at++) tries.push((await browser(server).signIn(ADA, PASSWORD, '000000')).status);
  expect(tries.at(-1)).toBe(429);
  const right = await browser(server).signIn(ADA, PASSWORD, code(1));
  expect([right.status, Number(right.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
});

test('a backup code is good once, with or without its hyphens, and new ones replace all', async () => {
  const fresh = await serve();
  const owner = await firstOwner(fresh, ADA);
  const plain = (await owner.post(PATH, { password: PASSWORD })).json.secret;
  const at = (steps: number) => totp(decodeBase32(plain), Math.floor(Date.now() / 30_000) + steps);
  const { backup_codes } = (await owner.post(`${PATH}/confirm`, { code: at(-1) })).json;
  const [first, second] = backup_codes as [string, string];
  expect((await browser(fresh).signIn(ADA, PASSWORD, first.toLowerCase().replaceAll('-', ''))).status).toBe(200);
  expect((await browser(fresh).signIn(ADA, PASSWORD, first)).json.type).toBe('/docs#problem-second-factor-refused');
  expect((await owner.get('/dashboard-api/me')).json.second_factor.backup_codes_left).toBe(9);
  const renewed = await owner.post(`${PATH}/backup-codes`, { password: PASSWORD, code: at(0) });
  expect(renewed.json.backup_codes).toHaveLength(10);
  expect((await browser(fresh).signIn(ADA, PASSWORD, second)).status).toBe(401);
  const off = await owner.post(`${PATH}/turn-off`, { password: PASSWORD, code: renewed.json.backup_codes[0] });
  expect(off.status).toBe(204);
  expect((await browser(fresh).signIn(ADA)).status).toBe(200);
  await fresh.close();
});
