import { expect, test } from 'vitest';
import { directoryEvidence, registeredKey, registryEvidence } from '../../src/actions/parts/registered-keys.ts';
import type { DirectoryEntry } from '../../src/ports/key-directory.ts';
import type { PreparedKey } from '../../src/ports/signatures.ts';
import { application, key, NOW } from '../support/records.ts';

const ID = '78d335fa-323d-0114-9c3d-d6f0d48968cf';
const other = registeredKey(key('another'), 'Another');

test('rows of the registry are told as they are: times that are not there are left out', () => {
  const stored = application('acc6111f', {
    id: ID,
    name: 'Checkout',
    capabilities: { messages: {} },
    singleUse: true,
    improveAi: null,
  });
  const active = key(ID, { endedAt: null, expiresAt: null });
  const replaced = key(ID, { state: 'retiring', endedAt: NOW, expiresAt: NOW + 60 });
  const told = ({ id, fingerprint, publicKey, state, createdAt }: typeof active) => ({
    id,
    applicationId: ID,
    applicationName: 'Checkout',
    fingerprint,
    publicKey,
    state,
    createdAt,
  });
  expect(registryEvidence(stored, [active, replaced], [other])).toStrictEqual({
    application: {
      id: ID,
      name: 'Checkout',
      accountId: 'acc6111f',
      suspended: false,
      capabilities: ['messages'],
      singleUse: true,
      improveAiUnset: true,
    },
    keys: [told(active), { ...told(replaced), endedAt: NOW, expiresAt: NOW + 60 }],
    otherKeys: [other],
  });
  expect(registryEvidence({ ...stored, improveAi: false }, []).application?.improveAiUnset).toBe(false);
});

test('without an application there are the keys alone, and their application has no name', () => {
  const row = key(ID);
  expect(registryEvidence(null, [row])).toStrictEqual({
    application: null,
    keys: [registeredKey(row, '')],
    otherKeys: [],
  });
});

test('an entry of the key directory is told without the keys as they were prepared', () => {
  const { publicKey, fingerprint } = other;
  const row = { id: 'key-1', fingerprint, publicKey, state: 'active' as const };
  const entry: DirectoryEntry = {
    applicationId: ID,
    accountId: 'acc6111f',
    name: 'Checkout',
    suspended: true,
    singleUse: false,
    keys: [{ ...row, prepared: {} as PreparedKey }],
  };
  expect(directoryEvidence(entry)).toStrictEqual({
    application: { id: ID, name: 'Checkout', accountId: 'acc6111f', suspended: true, singleUse: false },
    keys: [{ ...row, applicationId: ID, applicationName: 'Checkout' }],
    otherKeys: [],
  });
  expect(directoryEvidence(null)).toStrictEqual({ application: null, keys: [], otherKeys: [] });
});
