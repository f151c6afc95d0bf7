import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lineText } from '../../src/core/audit/hash.ts';
import { chainCheck } from '../../src/core/audit/verify.ts';
import type { AuditFilter, Database, Origin } from '../../src/ports/index.ts';
import { account, application, key, NOW, person, secret, session } from '../support/records.ts';
import { join, newAccount } from './people.ts';

const ADA: Origin = {
  by: { kind: 'person', id: 'ada-id', name: 'Ada', secret_id: null },
  address: '192.0.2.7',
  userAgent: 'Browser/1',
};

/** What every adapter of the audit log does, and what each change of the registry leaves in it. */
export function auditLogContract(open: () => Promise<Database>): void {
  describe('audit log', () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());

    const linesOf = (accountId: string | null, filter: Partial<AuditFilter> = {}) =>
      database.auditLog.oldest({ accountId, ...filter }, 1000, 0);
    const kindsOf = async (accountId: string) => (await linesOf(accountId)).map(({ kind }) => kind);
    async function checked(accountId: string | null) {
      const check = chainCheck();
      for (const line of await linesOf(accountId)) check.take(lineText(line));
      const [chain] = check.end();
      return { faults: check.faults, chain };
    }

    test('a change is told with who, from where, and what was there before and after', async () => {
      const { id: accountId } = await newAccount(database);
      const { applications } = database.by(ADA);
      const one = application(accountId, { capabilities: { voice: { region: 'eu-west' } } });
      const own = key(one.id);
      await applications.add(one, [own]);
      const renamed = { ...one, name: 'Orders', capabilities: {}, revision: 2 };
      await applications.save({ application: renamed, keys: [], fromRevision: 1 });
      const next = key(one.id, { state: 'draft', activatedAt: null });
      await applications.save({ application: { ...renamed, revision: 3 }, keys: [next], fromRevision: 2 });
      const saved = [
        { ...own, state: 'retiring', expiresAt: NOW + 60 } as const,
        { ...next, state: 'active' } as const,
      ];
      await applications.save({ application: { ...renamed, revision: 4 }, keys: saved, fromRevision: 3 });
      await applications.save({
        application: { ...renamed, revision: 5 },
        keys: [{ ...own, state: 'revoked', expiresAt: null }],
        fromRevision: 4,
      });
      expect(await applications.remove(one.id)).toBe(true);
      expect(await applications.remove(one.id)).toBe(false);
      const [created, ...lines] = await linesOf(accountId);
      expect(created).toMatchObject({ kind: 'account.created', position: 1, by: { kind: 'server' } });
      for (const line of lines) {
        expect(line).toMatchObject({
          account: accountId,
          by: ADA.by,
          from: { address: '192.0.2.7', user_agent: 'Browser/1' },
          subject: { kind: 'application', id: one.id },
        });
      }
      const path = `keys.SHA256:${own.fingerprint}`;
      const newPath = `keys.SHA256:${next.fingerprint}`;
      expect(lines.map(({ kind, changes }) => [kind, changes])).toEqual([
        ['application.created', expect.arrayContaining([{ member: `${path}.state`, before: null, after: 'active' }])],
        [
          'application.updated',
          [
            { member: 'name', before: 'Application', after: 'Orders' },
            { member: 'capabilities.voice.region', before: 'eu-west', after: null },
            { member: 'capabilities', before: null, after: {} },
          ],
        ],
        [
          'key.added',
          [
            { member: `${newPath}.id`, before: null, after: next.id },
            { member: `${newPath}.state`, before: null, after: 'draft' },
          ],
        ],
        [
          'key.saved',
          [
            { member: `${path}.state`, before: 'active', after: 'retiring' },
            { member: `${path}.expires_at`, before: null, after: new Date((NOW + 60) * 1000).toISOString() },
            { member: `${newPath}.state`, before: 'draft', after: 'active' },
          ],
        ],
        [
          'key.revoked',
          [
            { member: `${path}.state`, before: 'retiring', after: 'revoked' },
            { member: `${path}.expires_at`, before: new Date((NOW + 60) * 1000).toISOString(), after: null },
          ],
        ],
        ['application.deleted', expect.arrayContaining([{ member: 'name', before: 'Orders', after: null }])],
      ]);
      expect(await checked(accountId)).toMatchObject({ faults: [], chain: { lines: 7, last: 7 } });
    });

    test('what fails leaves no line, and the next one has the next position', async () => {
      const { id: accountId } = await newAccount(database);
      const one = application(accountId);
      await database.applications.add(one, []);
      const stale = database.applications.save({
        application: { ...one, revision: 9 },
        keys: [],
        fromRevision: 8,
      });
      await expect(stale).rejects.toMatchObject({ what: 'revision' });
      await expect(database.applications.add(one, [])).rejects.toMatchObject({ what: 'application' });
      await database.accounts.update({ id: accountId, name: 'Renamed', suspended: true });
      expect(await kindsOf(accountId)).toEqual(['account.created', 'application.created', 'account.updated']);
      expect((await checked(accountId)).faults).toEqual([]);
    });

    test('of many changes at once each has a line, and the chain does not fork', async () => {
      const { id: accountId } = await newAccount(database);
      const many = Array.from({ length: 12 }, () => application(accountId));
      await Promise.all(many.map((one) => database.by(ADA).applications.add(one, [key(one.id)])));
      expect(await checked(accountId)).toMatchObject({ faults: [], chain: { lines: 13, first: 1, last: 13 } });
      const subjects = (await linesOf(accountId)).slice(1).map(({ subject }) => subject.id);
      expect(new Set(subjects)).toEqual(new Set(many.map(({ id }) => id)));
    });

    test('a subaccount is told of in its log and in that of its account; its secrets in its own', async () => {
      const primary = await newAccount(database);
      const sub = account({ parentId: primary.id });
      await database.accounts.add(sub, secret(sub.id));
      const second = secret(sub.id);
      expect(await database.accounts.addSecret(second, 2)).toBe(true);
      expect(await database.accounts.addSecret(secret(sub.id), 2)).toBe(false);
      expect(await database.accounts.removeSecret(sub.id, second.id)).toBe('removed');
      expect(await kindsOf(primary.id)).toEqual(['account.created', 'account.created']);
      expect(await kindsOf(sub.id)).toEqual(['account.created', 'secret.added', 'secret.revoked']);
      const all = JSON.stringify(await linesOf(sub.id));
      expect(all).toContain(second.id);
      expect(all).not.toContain('scrypt');
    });

    test('what somebody does to themselves is told in the log of each of their accounts, or of the server', async () => {
      const [one, other] = [await newAccount(database), await newAccount(database)];
      const ada = person({ name: 'Ada' });
      await join(database, one.id, ada, 'owner');
      await join(database, other.id, ada.id);
      const own = session(ada.id);
      expect(await database.sessions.begin(own, ada.passwordHash)).toBe(true);
      expect(await database.sessions.begin(session(ada.id), 'another')).toBe(false);
      for (const { id } of [one, other]) {
        const [line] = await linesOf(id, { kinds: ['session.started'] });
        expect(line).toMatchObject({ by: { kind: 'person', id: ada.id, name: 'Ada' }, subject: { id: ada.id } });
      }
      expect(await database.people.removeMember(other.id, ada.id)).toBe('removed');
      expect(await database.people.removeMember(one.id, ada.id)).toBe('last-owner');
      expect(await database.sessions.end(ada.id, own.id)).toBe(true);
      expect(await kindsOf(one.id)).toEqual([
        'account.created',
        'invitation.created',
        'member.joined',
        'session.started',
        'session.ended',
      ]);
      expect((await kindsOf(other.id)).slice(-2)).toEqual(['session.started', 'member.removed']);
    });

    test('other sessions that were ended are told with their number, and nothing where there were none', async () => {
      const { id: accountId } = await newAccount(database);
      const ada = person();
      await join(database, accountId, ada, 'owner');
      const [own, ...others] = Array.from({ length: 3 }, () => session(ada.id));
      for (const one of [own, ...others]) if (one) await database.sessions.begin(one, ada.passwordHash);
      const told = () => linesOf(accountId, { kinds: ['session.others-ended'] });
      for (const ended of [2, 0]) {
        expect(await database.sessions.endOthers(ada.id, own?.id ?? '')).toBe(ended);
        expect(await told()).toMatchObject([
          { subject: { id: ada.id }, changes: [{ member: 'sessions', before: 2, after: 0 }] },
        ]);
      }
      // One is told of too.
      await database.sessions.begin(session(ada.id), ada.passwordHash);
      await database.sessions.endOthers(ada.id, own?.id ?? '');
      expect(await told()).toHaveLength(2);
    });

    test('it is read newest first and oldest first, a page at a time, by filters that know no upper and lower case', async () => {
      const { id: accountId } = await newAccount(database);
      for (const name of ['ÄRGER 100%', 'Second', 'Third_x']) {
        await database.by(ADA).applications.add(application(accountId, { name }), []);
      }
      const names = async (filter: Partial<AuditFilter>) =>
        (await linesOf(accountId, filter)).map((l) => l.subject.name);
      expect(await names({ subject: 'ärger 1' })).toEqual(['ÄRGER 100%']);
      expect(await names({ subject: '%' })).toEqual(['ÄRGER 100%']);
      expect(await names({ subject: '_x' })).toEqual(['Third_x']);
      expect(await names({ by: 'ADA', kinds: ['application.created'] })).toHaveLength(3);
      expect(await names({ by: 'nobody' })).toEqual([]);
      expect(await names({ kinds: [] })).toEqual([]);
      expect(await names({ address: '192.0.2.7', since: NOW, until: NOW + 1 })).toHaveLength(3);
      expect(await names({ until: NOW })).toEqual([]);
      const newest = await database.auditLog.newest({ accountId }, 2);
      expect(newest.map(({ position }) => position)).toEqual([4, 3]);
      const older = await database.auditLog.newest({ accountId }, 2, 3);
      expect(older.map(({ position }) => position)).toEqual([2, 1]);
      const heads = await database.auditLog.heads();
      expect(heads.find((head) => head.accountId === accountId)).toEqual({
        accountId,
        position: 4,
        hash: newest[0]?.hash,
      });
    });

    test('old lines go with a line that says which, and the rest is whole; the last line always stays', async () => {
      const { id: accountId } = await newAccount(database);
      await database.applications.add(application(accountId), []);
      expect(await database.auditLog.prune(ADA, NOW)).toBe(0);
      expect(await database.auditLog.prune(ADA, NOW + 1)).toBeGreaterThan(0);
      const lines = await linesOf(accountId);
      expect(lines.map(({ kind, position }) => [position, kind])).toEqual([
        [2, 'application.created'],
        [3, 'audit-log.pruned'],
      ]);
      expect(lines[1]?.changes[0]).toEqual({ member: 'last_removed.position', before: 1, after: null });
      expect((await checked(accountId)).faults).toEqual([]);
    });
  });
}
