import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { lineText } from '../../src/core/audit/hash.ts';
import { chainCheck } from '../../src/core/audit/verify.ts';
import { type Browser, browser, firstOwner, member, PASSWORD, tokenOf } from '../http/browser.ts';
import { KEY, SECRET, type Served, serve } from '../http/serving.ts';
import { auditRows, auditTable } from '../support/audit-rows.ts';
import { peopleSteps, type Step } from './audited-people.ts';

/** Every route that changes something leaves its line in the audit log, with who did it; none of them has a secret. */

const data = mkdtempSync(join(tmpdir(), 'mintmark-audited-'));
const file = join(data, 'mintmark.db');
const HERE = { 'x-mintmark-account-id': KEY };
const AGENT = { 'user-agent': 'audited/1' };
/** What no line may hold: everything that was handed out or sent and opens something. */
const secrets: string[] = [SECRET, PASSWORD];

let server: Served;
let ada: Browser;
beforeAll(async () => {
  server = await serve({ data });
  secrets.push(tokenOf(server.signInLink));
});
afterAll(() => server.close());

/** Routes that change nothing that is kept, and why. */
const NOTHING_TO_TELL: readonly (readonly [RegExp, string])[] = [
  [/^\/gate(\/|$)/, 'judges a request: that is in the request log'],
  [
    /^\/(v[\d.]+)\/(calls|messages|users|conversations|verify)|^\/session\/create$/,
    'the sandbox sends nothing, and keeps nothing of an account',
  ],
  [/^\/dashboard-api\/link$/, 'says what a link is for, and does not use it'],
];

const seen = new Set<string>();
async function step({ route, does, told }: Step) {
  const before = own().length;
  const answer = await does();
  expect(answer.status, `${route}: ${JSON.stringify(answer.json)}`).toBeLessThan(300);
  // What is told of a guess comes behind the answer.
  await vi.waitFor(() =>
    expect(
      own()
        .slice(before)
        .map(({ kind, by }) => [kind, by.kind]),
    ).toEqual(told),
  );
  for (const line of own().slice(before)) expect(line.from.address).toBe('127.0.0.1');
  seen.add(route);
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the JSON that it expects.
  return answer.json as any;
}
/** A token of this application that nobody signed. */
const unsigned = (id: string) => {
  const now = Math.floor(Date.now() / 1000);
  const parts = [
    { alg: 'RS256', typ: 'JWT' },
    { application_id: id, iat: now, jti: 'one' },
  ];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.AAAA`;
};
const own = () => auditRows(file).filter(({ account }) => account === KEY);

test('each leaves a line, and says who and from where', { timeout: 60_000 }, async () => {
  const api = (method: string, path: string, body?: unknown) => () => server.send(method, path, body, AGENT);
  const page = (method: string, path: string, body?: unknown, one?: Browser) => () =>
    (one ?? ada).send(method, path, body, HERE);
  const newKey = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' } as const,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' } as const,
    });

  // People: the first one, and another.
  await step({
    route: 'POST /dashboard-api/first-start',
    does: async () => {
      ada = await firstOwner(server);
      return ada.get('/dashboard-api/me');
    },
    told: [
      ['member.joined', 'person'],
      ['session.started', 'person'],
    ],
  });
  const invited = await step({
    route: 'POST /dashboard-api/invitations',
    does: page('POST', '/dashboard-api/invitations', { email: 'kim@a.test', role: 'viewer' }),
    told: [['invitation.created', 'person']],
  });
  secrets.push(tokenOf(invited.link));
  const kim = browser(server);
  await step({
    route: 'POST /dashboard-api/join',
    does: () => kim.post('/dashboard-api/join', { link: tokenOf(invited.link), name: 'Kim', password: PASSWORD }),
    told: [
      ['member.joined', 'person'],
      ['session.started', 'person'],
    ],
  });
  const withdrawn = (await page('POST', '/dashboard-api/invitations', { email: 'no@a.test', role: 'viewer' })()).json;
  await step({
    route: 'DELETE /dashboard-api/invitations/:invitation_id',
    does: page('DELETE', `/dashboard-api/invitations/${withdrawn.id}`),
    told: [['invitation.withdrawn', 'person']],
  });
  const kimId = (await kim.get('/dashboard-api/me')).json.person.id;
  await step({
    route: 'PATCH /dashboard-api/members/:person_id',
    does: page('PATCH', `/dashboard-api/members/${kimId}`, { role: 'developer' }),
    told: [['member.role-changed', 'person']],
  });

  // Applications and keys.
  const made = await step({
    route: 'POST /v2/applications',
    does: api('POST', '/v2/applications', { name: 'Orders' }),
    told: [['application.created', 'api-key']],
  });
  secrets.push(...made.keys.private_key.split('\n').slice(1, -2));
  const application = `/v2/applications/${made.id}`;
  const webhooks = {
    answer_url: { address: 'https://u:CANARYPASS@example.com/?token=CANARYTOKEN', http_method: 'GET' },
  };
  await step({
    route: 'PUT /v2/applications/:id',
    does: page('PUT', application, {
      name: 'Orders 2',
      privacy: { improve_ai: false },
      capabilities: { voice: { webhooks }, other: { api_secret: 'CANARYSECRET' } },
    }),
    told: [['application.updated', 'person']],
  });
  secrets.push('CANARYPASS', 'CANARYTOKEN', 'CANARYSECRET');
  const draft = await step({
    route: 'POST /v2/applications/:id/keys',
    does: page('POST', `${application}/keys`, { public_key: newKey().publicKey, state: 'draft' }),
    told: [['key.added', 'person']],
  });
  await step({
    route: 'POST /v2/applications/:id/keys/:key_id/activate',
    does: api('POST', `${application}/keys/${draft.id}/activate`, { overlap_seconds: 60 }),
    told: [['key.saved', 'api-key']],
  });
  await step({
    route: 'PATCH /v2/applications/:id/keys/:key_id',
    does: page('PATCH', `${application}/keys/${draft.id}`, { note: 'the billing batch', environment: 'staging' }),
    told: [['key.updated', 'person']],
  });
  await step({
    route: 'DELETE /v2/applications/:id/keys/:key_id',
    does: page('DELETE', `${application}/keys/${draft.id}`),
    told: [['key.revoked', 'person']],
  });
  // A report, shared by a link and taken back.
  const refused = await server.send(
    'POST',
    '/v1/messages',
    '{}',
    { authorization: `Bearer ${unsigned(made.id)}` },
    null,
  );
  const report = refused.json.instance.split('/').at(-1);
  await vi.waitFor(
    async () => expect((await server.send('GET', `/reports/${report}`)).json.voice).toBe('owner'),
    20_000,
  );
  const shared = await step({
    route: 'POST /reports/:id/shares',
    does: page('POST', `/reports/${report}/shares`, { days: 1 }),
    told: [['report.shared', 'person']],
  });
  secrets.push(shared.link.split('/').at(-1));
  await step({
    route: 'DELETE /shares/:id',
    does: api('DELETE', `/shares/${shared.id}`),
    told: [['report.taken-back', 'api-key']],
  });
  await step({
    route: 'DELETE /v2/applications/:id',
    does: page('DELETE', application),
    told: [['application.deleted', 'person']],
  });

  // Accounts and secrets.
  await step({ route: 'POST /accounts', does: api('POST', '/accounts', { name: 'Other' }), told: [] });
  expect(auditRows(file).at(-1)).toMatchObject({ kind: 'account.created', by: { kind: 'api-key', id: KEY } });
  const sub = await step({
    route: 'POST /accounts/:api_key/subaccounts',
    does: api('POST', `/accounts/${KEY}/subaccounts`, { name: 'Sub' }),
    told: [['account.created', 'api-key']],
  });
  secrets.push(sub.secret);
  await step({
    route: 'PATCH /accounts/:api_key/subaccounts/:subaccount_key',
    does: page('PATCH', `/accounts/${KEY}/subaccounts/${sub.api_key}`, { suspended: true }),
    told: [['account.updated', 'person']],
  });
  const secret = await step({
    route: 'POST /accounts/:api_key/secrets',
    does: page('POST', `/accounts/${KEY}/secrets`, { secret: 'Another1Secret', password: PASSWORD }),
    told: [['secret.added', 'person']],
  });
  secrets.push('Another1Secret');
  await step({
    route: 'DELETE /accounts/:api_key/secrets/:secret_id',
    does: api('DELETE', `/accounts/${KEY}/secrets/${secret.id}`),
    told: [['secret.revoked', 'api-key']],
  });
  await step({
    route: 'PUT /dashboard-api/company',
    does: page('PUT', '/dashboard-api/company', { name: 'Acme', account_name: 'Renamed' }),
    told: [['company.updated', 'person']],
  });

  await peopleSteps({ server, ada, kim, kimId, step, secrets, file });
});

test('no route that changes something is left out', () => {
  const changing = server.routes.flatMap(({ url, methods }) =>
    [...methods].filter((method) => /^(POST|PUT|PATCH|DELETE)$/.test(method)).map((method) => `${method} ${url}`),
  );
  const isExempt = (route: string) => NOTHING_TO_TELL.some(([url]) => url.test(route.replace(/^\S+ /, '')));
  expect(changing.length).toBeGreaterThan(30);
  expect(changing.filter((route) => !isExempt(route) && !seen.has(route))).toEqual([]);
  for (const [url] of NOTHING_TO_TELL)
    expect(changing.some((route) => url.test(route.replace(/^\S+ /, '')))).toBe(true);
});

test('a wrong password and a wrong code of somebody known are told, of nobody known nothing', async () => {
  const count = own().length;
  const one = browser(server);
  await one.signIn('ada@example.com', 'a wrong password');
  await one.signIn('nobody@a.test', 'a wrong password');
  await vi.waitFor(() => expect(own()).toHaveLength(count + 1));
  expect(own().at(-1)).toMatchObject({ kind: 'session.refused', by: { kind: 'anonymous' }, subject: { name: 'Ada' } });
  await member(server, ada, 'last@a.test', 'viewer');
  expect(
    own()
      .slice(count + 1)
      .map(({ kind }) => kind),
  ).toEqual(['invitation.created', 'member.joined', 'session.started']);
});

test('nothing secret is in any of it', () => {
  expect(secrets.length).toBeGreaterThan(25);
  const table = auditTable(file);
  const lines = auditRows(file);
  expect(lines.length).toBeGreaterThan(45);
  expect(secrets.filter((secret) => secret === '' || table.includes(secret))).toEqual([]);
  expect(table).not.toMatch(/PRIVATE KEY|scrypt|\$N\$/);
});

test('the chain of each account is whole', () => {
  const check = chainCheck();
  for (const line of auditRows(file)) check.take(lineText(line));
  expect(check.end().length).toBeGreaterThan(2);
  expect(check.faults).toEqual([]);
});
