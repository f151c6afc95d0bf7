import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { addKey } from '../../src/actions/add-key.ts';
import { createApplication } from '../../src/actions/create-application.ts';
import type { Parts } from '../../src/actions/parts/parts.ts';
import { updateApplication } from '../../src/actions/update-application.ts';
import { systemEntropy } from '../../src/adapters/system/index.ts';
import { ConflictError, UnavailableError } from '../../src/ports/index.ts';
import { temporaryDatabases } from '../support/databases.ts';
import { account, secret } from '../support/records.ts';

const emptyDatabase = temporaryDatabases();

let parts: Parts;
let forgotten: string[];
const owner = account();

beforeEach(async () => {
  const clock = { now: () => 1000 };
  const database = await emptyDatabase(clock);
  await database.accounts.add(owner, secret(owner.id));
  forgotten = [];
  parts = {
    ...database,
    clock,
    entropy: systemEntropy(),
    directory: { forget: (id) => forgotten.push(id) },
    keyPairs: {
      generate: async () =>
        generateKeyPairSync('rsa', {
          modulusLength: 2048,
          publicKeyEncoding: { type: 'spki', format: 'pem' },
          privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        }),
    },
    secretHashes: { hash: async () => '', verify: async () => true, match: async () => 0 },
  };
});

async function created() {
  const outcome = await createApplication(parts, owner.id, { name: 'x', capabilities: {} });
  if (!outcome.ok) throw new Error(outcome.refusal.kind);
  return { accountId: owner.id, applicationId: outcome.value.application.id };
}

/** Storage with one method replaced for as many calls as `times`. */
function failing(error: Error, times = Number.POSITIVE_INFINITY): Parts {
  let left = times;
  const { add, save } = parts.applications;
  const fail =
    <A extends unknown[]>(work: (...args: A) => Promise<void>) =>
    async (...args: A) => {
      if (left-- > 0) throw error;
      return work(...args);
    };
  return { ...parts, applications: { ...parts.applications, add: fail(add), save: fail(save) } };
}

describe('storage that fails after the pair was made', () => {
  const away = new UnavailableError('away', 'gone');

  test('no private key is shown, and there is no half application', async () => {
    await expect(createApplication(failing(away), owner.id, { name: 'x', capabilities: {} })).rejects.toBe(away);
    expect((await parts.applications.page(owner.id, 1, 10)).total).toBe(0);
  });

  test('no private key is shown, and the keys are what they were', async () => {
    const target = await created();
    const adding = addKey(failing(away), target, { state: 'active', overlapSeconds: 0 });
    await expect(adding).rejects.toBe(away);
    expect((await parts.applications.keys(target.applicationId)).map(({ state }) => state)).toEqual(['active']);
  });
});

describe('changes that meet', () => {
  const changed = new ConflictError('revision', 'changed');

  test('a change that was overtaken is made again from what is there now', async () => {
    const target = await created();
    const outcome = await updateApplication(failing(changed, 3), target, { name: 'y', capabilities: {} });
    expect(outcome).toMatchObject({ ok: true, value: { application: { name: 'y', revision: 2 } } });
  });

  test('one that is overtaken again and again is given up, and says so', async () => {
    const target = await created();
    const outcome = await updateApplication(failing(changed), target, { name: 'y', capabilities: {} });
    expect(outcome).toEqual({ ok: false, refusal: { kind: 'changed-meanwhile' } });
    expect((await parts.applications.get(target.applicationId))?.name).toBe('x');
  });
});

test('the directory is told of every change', async () => {
  const target = await created();
  await updateApplication(parts, target, { name: 'y', capabilities: {} });
  await addKey(parts, target, { state: 'draft', overlapSeconds: 0 });
  expect(forgotten).toEqual(Array(3).fill(target.applicationId));
});

test('a pair that is made for an application in bulk is never one that another has', async () => {
  const pair = await parts.keyPairs.generate();
  const same: Parts = { ...parts, keyPairs: { generate: async () => pair } };
  expect(await createApplication(same, owner.id, { name: 'x', capabilities: {} })).toMatchObject({ ok: true });
  expect(await createApplication(same, owner.id, { name: 'x', capabilities: {} })).toMatchObject({
    ok: false,
    refusal: { kind: 'key-registered-elsewhere' },
  });
});
