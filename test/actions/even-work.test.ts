import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import { authenticateRequest, type Decision, type GateParts } from '../../src/actions/authenticate-request.ts';
import { ownerReport } from '../../src/actions/explain-rejection.ts';
import { cachedKeyDirectory } from '../../src/actions/parts/cached-key-directory.ts';
import { decoyPublicKeys } from '../../src/actions/parts/decoy-key.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import { algorithmByName, hasLength } from '../../src/core/jws/algorithms.ts';
import { fingerprint, publicKeyOf } from '../../src/core/keys/fingerprint.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import type { Account } from '../../src/ports/accounts.ts';
import type { StoredKey } from '../../src/ports/applications.ts';
import { sign } from '../attacks/canaries.ts';
import { temporaryDatabases } from '../support/databases.ts';
import { account, application, key, NOW, secret } from '../support/records.ts';

/** What the registry knows of a refused token shows in no count of the work that is done for the answer, nor before the next. */

const pairOf = (modulusLength: number) =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
type Pair = ReturnType<typeof pairOf>;
const [known, second, stranger] = [pairOf(2048), pairOf(2048), pairOf(2048)];
const [large, largeStranger] = [pairOf(4096), pairOf(4096)];

const opened = vi.hoisted(() => vi.fn());
vi.mock('../../src/core/jws/open-signature.ts', async (original) => {
  const real = await original<typeof import('../../src/core/jws/open-signature.ts')>();
  return { ...real, openSignature: opened.mockImplementation(real.openSignature) };
});

const clock = { now: () => NOW };
const database = await temporaryDatabases()(clock);
const { applications } = database;
const signatures = nodeSignatures();
let verifications = 0;
const counted = {
  ...signatures,
  verify(...[alg, prepared, signingInput, signature]: Parameters<typeof signatures.verify>) {
    const algorithm = algorithmByName(alg);
    if (algorithm && hasLength(algorithm, prepared.publicKey, signature)) verifications++;
    return signatures.verify(alg, prepared, signingInput, signature);
  },
};
const parts: GateParts = {
  profile: vonage,
  skewSeconds: 30,
  clock,
  directory: cachedKeyDirectory({ applications, signatures, clock }, { limit: 100, maxAgeSeconds: 1000 }),
  signatures: counted,
  replay: database.replay,
  decoyKeys: decoyPublicKeys().map(signatures.prepare),
};

const owner = account();
type KeyOf = Partial<StoredKey> & { readonly pair: Pair; readonly owner?: Account };
async function applicationWith(...keys: readonly KeyOf[]): Promise<string> {
  const made = application((keys[0]?.owner ?? owner).id);
  const rows = keys.map(({ pair, owner: _, ...change }) => {
    const reading = parseKey(pair.publicKey);
    if (!reading.ok) throw new Error('the key does not parse');
    return key(made.id, { publicKey: pair.publicKey, fingerprint: fingerprint(publicKeyOf(reading.key)), ...change });
  });
  await applications.add(made, rows);
  return made.id;
}

const requestOf = (id: string, { privateKey }: Pair, header = {}) => ({
  fields: [
    [
      'Authorization',
      `Bearer ${sign({ application_id: id, iat: NOW, jti: '1' }, privateKey, { alg: 'RS256', ...header })}`,
    ] as const,
  ],
  method: 'GET',
  target: '/v1/calls',
});
const ids: Record<string, string> = { 'unknown application': '9d3f0c51-7d0c-4c1e-8a55-2f6f3f1e7b10' };

beforeAll(async () => {
  await database.accounts.add(owner, secret(owner.id));
  const retiring = { pair: second, state: 'retiring' as const, endedAt: NOW - 10, expiresAt: NOW + 1000 };
  ids['one key'] = await applicationWith({ pair: known });
  ids['two keys'] = await applicationWith({ pair: known }, retiring);
  ids['a draft'] = await applicationWith({ pair: known }, { pair: stranger, state: 'draft' });
  ids['a revoked key'] = await applicationWith({ pair: stranger, state: 'revoked', endedAt: NOW - 10 });
  ids['a large key'] = await applicationWith({ pair: large });
  ids['no key'] = await applicationWith();
});

test.each([
  ['of 2048 bits', stranger],
  ['of 4096 bits', largeStranger],
])('a signature %s is verified as often, whatever the registry knows', async (_, signer) => {
  const counts: Record<string, number> = {};
  for (const [name, id] of Object.entries(ids)) {
    verifications = 0;
    expect((await authenticateRequest(parts, requestOf(id, signer))).ok).toBe(false);
    counts[name] = verifications;
  }
  expect(counts).toEqual(Object.fromEntries(Object.keys(ids).map((name) => [name, 2])));
});

test('a kid that names one of two keys is as much work as one that names none', async () => {
  const [{ id: kid } = { id: '' }] = await applications.keys(ids['two keys'] as string);
  for (const header of [{ kid }, { kid: 'none' }]) {
    verifications = 0;
    await authenticateRequest(parts, requestOf(ids['two keys'] as string, stranger, header));
    expect(verifications).toBe(2);
  }
});

test('a good token is verified once', async () => {
  verifications = 0;
  expect((await authenticateRequest(parts, requestOf(ids['one key'] as string, known))).ok).toBe(true);
  expect(verifications).toBe(1);
});

test('the report that is made after the answer opens the signature as often, whoever has the keys', async () => {
  const foreign = account();
  await database.accounts.add(foreign, secret(foreign.id));
  for (let n = 0; n < 3; n++) await applicationWith({ pair: large, owner: foreign });
  const counts: Record<string, number> = {};
  for (const [name, id] of Object.entries(ids)) {
    const request = requestOf(id, largeStranger);
    const decision = (await authenticateRequest(parts, request)) as Extract<Decision, { ok: false }>;
    opened.mockClear();
    await ownerReport(applications, decision, request, '/causes/');
    counts[name] = opened.mock.calls.length;
  }
  const [first] = Object.values(counts);
  expect(first).toBeGreaterThan(8);
  expect(counts).toEqual(Object.fromEntries(Object.keys(counts).map((name) => [name, first])));
});
