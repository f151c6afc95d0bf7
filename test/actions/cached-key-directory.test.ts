import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { cachedKeyDirectory } from '../../src/actions/parts/cached-key-directory.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { fingerprint, publicKeyOf } from '../../src/core/keys/fingerprint.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import type { Applications, StoredKey } from '../../src/ports/applications.ts';
import type { Database } from '../../src/ports/database.ts';
import { UnavailableError } from '../../src/ports/errors.ts';
import { temporaryDatabases } from '../support/databases.ts';
import { account, application, key, NOW, secret } from '../support/records.ts';

const [PEM, OTHER_PEM] = [0, 1].map(() =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
) as [string, string];

function realKey(applicationId: string, change: Partial<StoredKey> = {}): StoredKey {
  const reading = parseKey(PEM);
  if (!reading.ok) throw new Error('the key does not parse');
  return key(applicationId, { publicKey: PEM, fingerprint: fingerprint(publicKeyOf(reading.key)), ...change });
}

const emptyDatabase = temporaryDatabases();

describe('cachedKeyDirectory', () => {
  let now: number;
  let database: Database;
  let owner: string;
  let asked: string[];
  /** Holds answers back until it resolves. */
  let gate: Promise<void>;
  let failure: Error | undefined;

  const clock = { now: () => now };
  const signatures = nodeSignatures();
  const directoryOf = (bounds = { limit: 100, maxAgeSeconds: 1 }) => {
    const applications: Pick<Applications, 'get' | 'keys'> = {
      async get(id) {
        asked.push(id);
        const held = gate;
        if (failure) throw failure;
        const found = await database.applications.get(id);
        await held;
        return found;
      },
      keys: (id) => database.applications.keys(id),
    };
    return cachedKeyDirectory({ applications, signatures, clock }, bounds);
  };

  beforeEach(async () => {
    now = NOW;
    asked = [];
    gate = Promise.resolve();
    failure = undefined;
    database = await emptyDatabase(clock);
    const added = account();
    owner = added.id;
    await database.accounts.add(added, secret(owner));
  });

  async function stored(...changes: Partial<StoredKey>[]): Promise<{ id: string; keys: StoredKey[] }> {
    const added = application(owner);
    const keys = changes.map((change) => realKey(added.id, change));
    await database.applications.add(added, keys);
    return { id: added.id, keys };
  }

  test('an entry is at hand after it was loaded, with the keys that may authenticate', async () => {
    const { id, keys } = await stored(
      { state: 'active' },
      { state: 'retiring', endedAt: NOW, expiresAt: NOW + 60 },
      { state: 'draft' },
      { state: 'revoked' },
    );
    const directory = directoryOf();
    expect(directory.peek(id)).toBeUndefined();
    const entry = await directory.load(id);
    expect(directory.peek(id)).toBe(entry);
    const fingerprint = keys[0]?.fingerprint;
    const prepared = expect.objectContaining({ fingerprint });
    const active = { id: keys[0]?.id, fingerprint, publicKey: PEM, state: 'active', prepared };
    const retiring = { ...active, id: keys[1]?.id, state: 'retiring', expiresAt: NOW + 60 };
    expect(entry).toEqual({
      applicationId: id,
      accountId: owner,
      name: 'Application',
      suspended: false,
      singleUse: false,
      keys: expect.arrayContaining([active, retiring]),
    });
    expect(entry?.keys).toHaveLength(2);
  });

  test('a key that is not what was stored lets nobody in, and spoils nothing', async () => {
    const { id, keys } = await stored(
      {},
      { publicKey: OTHER_PEM },
      { publicKey: 'garbage' },
      { publicKey: PEM.replace('A', 'B') },
    );
    const entry = await directoryOf().load(id);
    expect(entry?.keys).toHaveLength(4);
    expect(entry?.keys.filter(({ prepared }) => prepared).map((key) => key.id)).toEqual([keys[0]?.id]);
  });

  test('what does not exist is null, for a second, and ids of another form are not asked for', async () => {
    const directory = directoryOf({ limit: 100, maxAgeSeconds: Number.POSITIVE_INFINITY });
    const id = randomUUID();
    expect(await directory.load(id)).toBeNull();
    expect(directory.peek(id)).toBeNull();
    now += 1.5;
    expect(directory.peek(id)).toBeUndefined();
    for (const odd of ['', '\0', id.toUpperCase(), `${id} `, 'x'.repeat(100_000)]) {
      expect(await directory.load(odd)).toBeNull();
    }
    expect(asked).toEqual([id]);
  });

  test('what does not exist is kept no longer than what does', async () => {
    const directory = directoryOf({ limit: 100, maxAgeSeconds: 0.25 });
    const id = randomUUID();
    await directory.load(id);
    now += 0.25;
    expect(directory.peek(id)).toBeNull();
    now += 0.25;
    expect(directory.peek(id)).toBeUndefined();
  });

  test('ids that name nobody displace no application, and are few', async () => {
    const { id } = await stored({});
    const directory = directoryOf({ limit: 1, maxAgeSeconds: 10 });
    const entry = await directory.load(id);
    const [first, ...others] = Array.from({ length: 1001 }, () => randomUUID());
    for (const one of [first, ...others]) await directory.load(one as string);
    expect(directory.peek(id)).toBe(entry);
    expect(directory.peek(first as string)).toBeUndefined();
    expect(others.filter((one) => directory.peek(one) === null)).toHaveLength(1000);
  });

  test('what is added and what is removed takes the place of what was known', async () => {
    const made = application(owner);
    const directory = directoryOf({ limit: 100, maxAgeSeconds: 10 });
    expect(await directory.load(made.id)).toBeNull();
    await database.applications.add(made, [realKey(made.id)]);
    const entry = await directory.load(made.id);
    expect(directory.peek(made.id)).toBe(entry);
    expect(entry?.keys).toHaveLength(1);
    await database.applications.remove(made.id);
    expect(await directory.load(made.id)).toBeNull();
    expect(directory.peek(made.id)).toBeNull();
  });

  test('an application that was nobody once, and had to make room, is asked for again', async () => {
    const made = application(owner);
    const directory = directoryOf({ limit: 1, maxAgeSeconds: 10 });
    await directory.load(made.id);
    await database.applications.add(made, [realKey(made.id)]);
    await directory.load(made.id);
    await directory.load((await stored({})).id);
    expect(directory.peek(made.id)).toBeUndefined();
  });

  test('an answer from before the change leaves the question after it to whoever waits for that', async () => {
    const { id } = await stored({});
    const directory = directoryOf();
    const open: (() => void)[] = [];
    const held = () => new Promise<void>((resolve) => open.push(resolve));
    gate = held();
    const early = directory.load(id);
    directory.forget(id);
    gate = held();
    const late = directory.load(id);
    open[0]?.();
    await early;
    expect(directory.load(id)).toBe(late);
    open[1]?.();
    await late;
    expect(asked).toEqual([id, id]);
  });

  test('many that wait for one application ask once', async () => {
    const { id } = await stored({});
    const directory = directoryOf();
    const entries = await Promise.all(Array.from({ length: 20 }, () => directory.load(id)));
    expect(new Set(entries).size).toBe(1);
    expect(asked).toEqual([id]);
  });

  test('an entry ages, also when the clock is set back, and is kept while its revision is the same', async () => {
    const { id } = await stored({});
    const directory = directoryOf();
    const entry = await directory.load(id);
    now += 1;
    expect(directory.peek(id)).toBe(entry);
    now += 0.25;
    expect(directory.peek(id)).toBeUndefined();
    expect(await directory.load(id)).toBe(entry);
    expect(directory.peek(id)).toBe(entry);
    now -= 7200;
    expect(directory.peek(id)).toBeUndefined();
  });

  test('a change made elsewhere is seen when the entry has aged', async () => {
    const { id, keys } = await stored({});
    const directory = directoryOf();
    const before = await database.applications.get(id);
    if (!before || !keys[0]) throw new Error('nothing stored');
    expect((await directory.load(id))?.keys).toHaveLength(1);
    const revoked = { ...keys[0], state: 'revoked' as const };
    const changed = { ...before, revision: 2 };
    await database.applications.save({ application: changed, keys: [revoked], fromRevision: 1 });
    now += 2;
    expect((await directory.load(id))?.keys).toEqual([]);
    await database.applications.remove(id);
    now += 2;
    expect(await directory.load(id)).toBeNull();
    expect(directory.peek(id)).toBeNull();
  });

  test('what is forgotten is asked for again, what exists and what does not', async () => {
    const { id } = await stored({});
    const absent = randomUUID();
    const directory = directoryOf();
    for (const one of [id, absent]) {
      await directory.load(one);
      directory.forget(one);
      expect(directory.peek(one)).toBeUndefined();
    }
  });

  test('an answer from before the change is not kept', async () => {
    const { id } = await stored({});
    const directory = directoryOf({ limit: 100, maxAgeSeconds: Number.POSITIVE_INFINITY });
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const early = directory.load(id);
    await database.applications.remove(id);
    directory.forget(id);
    const late = directory.load(id);
    open();
    expect((await early)?.applicationId).toBe(id);
    expect(await late).toBeNull();
    expect(directory.peek(id)).toBeNull();
  });

  test('where storage cannot answer, neither can the directory, until it can', async () => {
    const { id } = await stored({});
    const directory = directoryOf();
    failure = new UnavailableError('away', 'gone');
    await expect(directory.load(id)).rejects.toBe(failure);
    expect(directory.peek(id)).toBeUndefined();
    failure = undefined;
    expect((await directory.load(id))?.applicationId).toBe(id);
  });

  test('no more entries are at hand than the limit: the one used longest ago goes', async () => {
    const ids = [(await stored({})).id, (await stored({})).id, (await stored({})).id] as const;
    const directory = directoryOf({ limit: 2, maxAgeSeconds: 10 });
    await directory.load(ids[0]);
    await directory.load(ids[1]);
    directory.peek(ids[0]);
    await directory.load(ids[2]);
    expect(ids.map((id) => directory.peek(id) !== undefined)).toEqual([true, false, true]);
  });
});
