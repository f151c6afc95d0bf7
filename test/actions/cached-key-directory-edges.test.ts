import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { cachedKeyDirectory } from '../../src/actions/parts/cached-key-directory.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { fingerprint, publicKeyOf } from '../../src/core/keys/fingerprint.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import type { StoredApplication, StoredKey } from '../../src/ports/applications.ts';
import { application, key, NOW } from '../support/records.ts';

const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();

function realKey(applicationId: string, change: Partial<StoredKey> = {}): StoredKey {
  const reading = parseKey(PEM);
  if (!reading.ok) throw new Error('the key does not parse');
  return key(applicationId, { publicKey: PEM, fingerprint: fingerprint(publicKeyOf(reading.key)), ...change });
}

describe('the edges of the directory', () => {
  const ID = randomUUID();
  let now: number;
  let found: StoredApplication | undefined;
  let keysAsked: number;
  let keys: StoredKey[];
  let delaySeconds: number;
  beforeEach(() => {
    now = NOW;
    found = undefined;
    keysAsked = 0;
    keys = [];
    delaySeconds = 0;
  });

  const directoryOf = (bounds = { limit: 100, maxAgeSeconds: 10 }, prepare = nodeSignatures().prepare) =>
    cachedKeyDirectory(
      {
        applications: {
          async get(id) {
            now += delaySeconds;
            return found && { ...found, id };
          },
          async keys() {
            keysAsked += 1;
            return keys;
          },
        },
        signatures: { prepare },
        clock: { now: () => now },
      },
      bounds,
    );

  test('all is forgotten at once: who is there, and who is not', async () => {
    const directory = directoryOf();
    const other = randomUUID();
    await directory.load(ID);
    found = application('acc6111f');
    await directory.load(other);
    expect([directory.peek(ID), directory.peek(other)?.applicationId]).toEqual([null, other]);
    directory.forgetAll();
    expect([directory.peek(ID), directory.peek(other)]).toEqual([undefined, undefined]);
  });

  test.each([
    [10, 1],
    [Number.POSITIVE_INFINITY, 1],
    [0.5, 0.5],
  ])('what does not exist is known for a second, or %s where that is less', async (maxAgeSeconds, known) => {
    const directory = directoryOf({ limit: 100, maxAgeSeconds });
    await directory.load(ID);
    now = NOW + known;
    expect(directory.peek(ID)).toBeNull();
    now = NOW + known + 0.001;
    expect(directory.peek(ID)).toBeUndefined();
    now = NOW - 0.001;
    expect(directory.peek(ID)).toBeUndefined();
  });

  test('a thousand ids that name nothing are remembered, the last ones', async () => {
    const directory = directoryOf();
    const ids = Array.from({ length: 1000 }, () => randomUUID());
    for (const id of ids) await directory.load(id);
    now += 0.5;
    await directory.load(ID);
    expect([directory.peek(ids[0] ?? ''), directory.peek(ids[1] ?? ''), directory.peek(ID)]).toEqual([
      undefined,
      null,
      null,
    ]);
  });

  test('what was missing and then there is not missing again when it makes room', async () => {
    const directory = directoryOf({ limit: 1, maxAgeSeconds: 10 });
    await directory.load(ID);
    found = application('account');
    await directory.load(ID);
    expect(directory.peek(ID)?.applicationId).toBe(ID);
    await directory.load(randomUUID());
    expect(directory.peek(ID)).toBeUndefined();
  });

  test('an answer is as old as the question', async () => {
    found = application('account');
    delaySeconds = 11;
    const directory = directoryOf();
    expect(await directory.load(ID)).not.toBeNull();
    expect(directory.peek(ID)).toBeUndefined();
  });

  test('an answer that was forgotten leaves the question after it alone', async () => {
    let asked = 0;
    const answers: (() => void)[] = [];
    const directory = cachedKeyDirectory(
      {
        applications: {
          get: () => {
            asked += 1;
            return new Promise((resolve) => answers.push(() => resolve(undefined)));
          },
          keys: async () => [],
        },
        signatures: nodeSignatures(),
        clock: { now: () => now },
      },
      { limit: 1, maxAgeSeconds: 10 },
    );
    const early = directory.load(ID);
    directory.forget(ID);
    const late = directory.load(ID);
    answers[0]?.();
    await early;
    expect(directory.load(ID)).toBe(late);
    answers[1]?.();
    await late;
    expect(asked).toBe(2);
  });

  test('keys are asked for again when the revision is another one, and only then', async () => {
    found = application('account', { revision: 7 });
    const directory = directoryOf();
    const first = await directory.load(ID);
    expect(await directory.load(ID)).toBe(first);
    expect(keysAsked).toBe(1);
    found = { ...found, revision: 8 };
    expect(await directory.load(ID)).not.toBe(first);
    expect(keysAsked).toBe(2);
  });

  test('of a key, what the gate needs', async () => {
    found = application('account', { suspended: true, singleUse: true });
    keys = [realKey(ID), realKey(ID, { state: 'retiring', expiresAt: NOW + 60 })];
    const entry = await directoryOf().load(ID);
    expect(entry).toMatchObject({ accountId: 'account', name: 'Application', suspended: true, singleUse: true });
    expect(entry?.keys.map((one) => [one.id, one.state, 'expiresAt' in one, one.expiresAt])).toEqual([
      [keys[0]?.id, 'active', false, undefined],
      [keys[1]?.id, 'retiring', true, NOW + 60],
    ]);
    expect(entry?.keys.every(({ prepared, fingerprint }) => prepared?.fingerprint === fingerprint)).toBe(true);
  });

  test('a key that cannot be prepared is there, and lets nobody in', async () => {
    found = application('account');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    keys = [
      realKey(ID, { publicKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }),
      realKey(ID, { fingerprint: 'another' }),
    ];
    expect((await directoryOf().load(ID))?.keys.map((one) => 'prepared' in one)).toEqual([false, false]);
    keys = [realKey(ID)];
    const refusing = directoryOf(undefined, () => {
      throw new TypeError('no such key');
    });
    expect((await refusing.load(ID))?.keys.map((one) => 'prepared' in one)).toEqual([false]);
  });
});
