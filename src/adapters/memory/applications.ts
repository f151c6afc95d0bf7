import type { Accounts } from '../../ports/accounts.ts';
import type { Applications, StoredApplication, StoredKey } from '../../ports/applications.ts';
import { ConflictError } from '../../ports/errors.ts';

const newestFirst = (a: StoredKey, b: StoredKey) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1);

/** Applications and their keys in memory: gone with the process. */
export function memoryApplications(accounts: Pick<Accounts, 'get'>): Applications {
  const applications = new Map<string, StoredApplication>();
  const keys = new Map<string, StoredKey>();
  const keysOf = (applicationId: string) =>
    [...keys.values()].filter((key) => key.applicationId === applicationId).sort(newestFirst);

  return {
    async add(application, added) {
      if ((await accounts.get(application.accountId)) === undefined) {
        throw new ConflictError('account', `There is no account ${application.accountId}.`);
      }
      if (applications.has(application.id)) {
        throw new ConflictError('application', `The application ${application.id} exists already.`);
      }
      const taken = added.find((key) => keys.has(key.id));
      if (taken) throw new ConflictError('key', `The key ${taken.id} exists already.`);
      applications.set(application.id, application);
      for (const key of added) keys.set(key.id, key);
    },
    async get(id) {
      return applications.get(id);
    },
    async keys(applicationId) {
      return keysOf(applicationId);
    },
    async page(accountId, page, pageSize) {
      const all = [...applications.values()]
        .filter((application) => application.accountId === accountId)
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
      const items = all.slice((page - 1) * pageSize, page * pageSize).map((application) => ({
        ...application,
        currentKey: keysOf(application.id).find((key) => key.state === 'active') ?? null,
      }));
      return { items, total: all.length };
    },
    async save({ application, keys: changed, fromRevision }) {
      const { id } = application;
      if (application.revision !== fromRevision + 1) throw new TypeError('revision must be fromRevision + 1');
      if (applications.get(id)?.revision !== fromRevision) {
        throw new ConflictError('revision', `The application ${id} is no longer at revision ${fromRevision}.`);
      }
      const taken = changed.find((key) => (keys.get(key.id)?.applicationId ?? id) !== id);
      if (taken) throw new ConflictError('key', `The key ${taken.id} belongs to another application.`);
      applications.set(id, application);
      for (const key of changed) {
        const before = keys.get(key.id);
        keys.set(key.id, before ? { ...key, lastUsedAt: before.lastUsedAt } : key);
      }
    },
    async remove(id) {
      for (const key of keysOf(id)) keys.delete(key.id);
      return applications.delete(id);
    },
    async findByFingerprint(fingerprint) {
      return [...keys.values()].filter((key) => key.fingerprint === fingerprint).sort(newestFirst);
    },
    async candidateKeys(accountId, exceptApplicationId, limit) {
      return [...keys.values()]
        .filter((key) => key.applicationId !== exceptApplicationId)
        .flatMap((key) => {
          const application = applications.get(key.applicationId);
          return application ? [{ ...key, applicationName: application.name, accountId: application.accountId }] : [];
        })
        .sort((a, b) => Number(b.accountId === accountId) - Number(a.accountId === accountId) || newestFirst(a, b))
        .slice(0, limit);
    },
    async touchKeys(uses) {
      for (const [id, at] of uses) {
        const key = keys.get(id);
        if (key && at > (key.lastUsedAt ?? -1)) keys.set(id, { ...key, lastUsedAt: at });
      }
    },
  };
}
