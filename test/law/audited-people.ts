import { expect, vi } from 'vitest';
import type { AuditLine } from '../../src/core/audit/entry.ts';
import { type Browser, browser, PASSWORD, tokenOf } from '../http/browser.ts';
import { KEY, type Served } from '../http/serving.ts';
import { auditRows } from '../support/audit-rows.ts';
import { codeOf } from '../support/second-factor.ts';

type Told = readonly [kind: string, by: AuditLine['by']['kind']];
export interface Step {
  readonly route: string;
  readonly does: () => Promise<{ readonly status: number; readonly json: unknown }>;
  readonly told: readonly Told[];
}

export interface Scene {
  readonly server: Served;
  readonly ada: Browser;
  readonly kim: Browser;
  readonly kimId: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the JSON that it expects.
  step(one: Step): Promise<any>;
  readonly secrets: string[];
  readonly file: string;
}

/** What somebody changes of themselves: profile, address, password, sessions, second factor. */
export async function peopleSteps({ server, ada, kim, kimId, step, secrets, file }: Scene): Promise<void> {
  const page =
    (method: string, path: string, body?: unknown, one = ada) =>
    () =>
      one.send(method, path, body, { 'x-mintmark-account-id': KEY });
  // Somebody and what is theirs.
  await step({
    route: 'PATCH /dashboard-api/me',
    does: page('PATCH', '/dashboard-api/me', { name: 'Kim B', phone: '+44 1' }, kim),
    told: [['person.updated', 'person']],
  });
  const change = await step({
    route: 'POST /dashboard-api/me/email',
    does: page('POST', '/dashboard-api/me/email', { email: 'kim@b.test', password: PASSWORD }, kim),
    told: [['email.change-requested', 'person']],
  });
  secrets.push(tokenOf(change.link));
  await step({
    route: 'POST /dashboard-api/email-change',
    does: () => browser(server).post('/dashboard-api/email-change', { link: tokenOf(change.link) }),
    told: [['email.changed', 'link']],
  });
  const next = 'battery staple horse';
  secrets.push(next);
  await step({
    route: 'POST /dashboard-api/me/password',
    does: page('POST', '/dashboard-api/me/password', { current_password: PASSWORD, new_password: next }, kim),
    told: [['password.changed', 'person']],
  });
  const other = browser(server);
  await step({
    route: 'POST /dashboard-api/sign-in',
    does: () => other.signIn('kim@b.test', next),
    told: [['session.started', 'person']],
  });
  const sessions = (await kim.get('/dashboard-api/sessions')).json.sessions;
  const theirs = sessions.find((one: { current: boolean }) => !one.current);
  await step({
    route: 'DELETE /dashboard-api/sessions/:session_id',
    does: page('DELETE', `/dashboard-api/sessions/${theirs.id}`, undefined, kim),
    told: [['session.ended', 'person']],
  });
  await other.signIn('kim@b.test', next);
  await step({
    route: 'DELETE /dashboard-api/sessions',
    does: page('DELETE', '/dashboard-api/sessions', undefined, kim),
    told: [['session.others-ended', 'person']],
  });
  const factor = '/dashboard-api/me/second-factor';
  const started = await step({
    route: `POST ${factor}`,
    does: page('POST', factor, { password: next }, kim),
    told: [['second-factor.started', 'person']],
  });
  secrets.push(started.secret);
  const on = await step({
    route: `POST ${factor}/confirm`,
    does: () => kim.post(`${factor}/confirm`, { code: codeOf(started.secret) }),
    told: [['second-factor.turned-on', 'person']],
  });
  const codes = await step({
    route: `POST ${factor}/backup-codes`,
    does: () => kim.post(`${factor}/backup-codes`, { password: next, code: on.backup_codes[0] }),
    told: [
      ['backup-codes.used', 'person'],
      ['backup-codes.renewed', 'person'],
    ],
  });
  secrets.push(...on.backup_codes, ...codes.backup_codes);
  await step({
    route: `POST ${factor}/turn-off`,
    does: () => kim.post(`${factor}/turn-off`, { password: next, code: codes.backup_codes[0] }),
    told: [
      ['backup-codes.used', 'person'],
      ['second-factor.turned-off', 'person'],
    ],
  });
  await step({
    route: 'POST /dashboard-api/password-reset',
    does: () => browser(server).post('/dashboard-api/password-reset', { email: 'kim@b.test' }),
    told: [['password.reset-requested', 'anonymous']],
  });
  const link = await vi.waitFor(() => {
    const found = /password-reset#([\w-]+)/.exec(server.log())?.[1];
    if (found === undefined) throw new Error('no link in the log yet');
    return found;
  });
  secrets.push(link);
  await step({
    route: 'POST /dashboard-api/password-reset/confirm',
    does: () => browser(server).post('/dashboard-api/password-reset/confirm', { link, password: PASSWORD }),
    told: [['password.reset', 'link']],
  });
  await step({
    route: 'DELETE /dashboard-api/members/:person_id',
    does: page('DELETE', `/dashboard-api/members/${kimId}`),
    told: [['member.removed', 'person']],
  });
  // Who is a member of nothing is told of in the log of the server.
  const again = (await page('POST', '/dashboard-api/invitations', { email: 'kim@b.test', role: 'viewer' })()).json;
  await kim.signIn('kim@b.test');
  expect(auditRows(file).at(-1)).toMatchObject({ account: null, kind: 'session.started', by: { id: kimId } });
  await step({
    route: 'POST /dashboard-api/me/join',
    does: () => kim.post('/dashboard-api/me/join', { link: tokenOf(again.link) }),
    told: [['member.joined', 'person']],
  });
  await step({
    route: 'POST /dashboard-api/sign-out',
    does: () => kim.post('/dashboard-api/sign-out'),
    told: [['session.ended', 'person']],
  });
}
