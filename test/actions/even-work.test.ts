import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { authenticateRequest, type Decision, type GateParts } from '../../src/actions/authenticate-request.ts';
import { explainCase, registeredCase } from '../../src/actions/explain-rejection.ts';
import { cachedKeyDirectory } from '../../src/actions/parts/cached-key-directory.ts';
import { decoyKeys } from '../../src/actions/parts/decoy-keys.ts';
import { nodeSignatures, signJws } from '../../src/adapters/node-crypto/index.ts';
import { gateProfile } from '../../src/core/claims/gate-profile.ts';
import { jwt } from '../../src/core/claims/profiles/jwt.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import { algorithmByName, hasLength, takesKey } from '../../src/core/jws/algorithms.ts';
import { fingerprint, publicKeyOf } from '../../src/core/keys/fingerprint.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import type { Account } from '../../src/ports/accounts.ts';
import type { Applications, StoredKey } from '../../src/ports/applications.ts';
import type { Database } from '../../src/ports/database.ts';
import { temporaryDatabases } from '../support/databases.ts';
import { account, application, key, NOW, secret } from '../support/records.ts';

/** What the registry knows of a refused token shows in no count of the work that is done for the answer, nor before the next. */

interface Pair {
  readonly publicKey: string;
  readonly privateKey: string;
}
const pems = ({ publicKey, privateKey }: KeyPairKeyObjectResult): Pair => ({
  publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
});
const KINDS = {
  'RSA of 2048 bits': () => pems(generateKeyPairSync('rsa', { modulusLength: 2048 })),
  'RSA of 4096 bits': () => pems(generateKeyPairSync('rsa', { modulusLength: 4096 })),
  'P-256': () => pems(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
  Ed25519: () => pems(generateKeyPairSync('ed25519')),
} as const;
type Kind = keyof typeof KINDS;

const made = new Map<Kind, Pair[]>();
/** Pairs of a kind, each made once: no two applications have the same one. */
function pairOf(kind: Kind, index: number): Pair {
  const pairs = made.get(kind) ?? [];
  made.set(kind, pairs);
  while (pairs.length <= index) pairs.push(KINDS[kind]());
  return pairs[index] as Pair;
}

/** Each algorithm that a gate takes with each kind of key that it takes. */
const SCHEMES: readonly (readonly [alg: string, kind: Kind])[] = [
  ['RS256', 'RSA of 2048 bits'],
  ['RS256', 'RSA of 4096 bits'],
  ['PS256', 'RSA of 2048 bits'],
  ['PS256', 'RSA of 4096 bits'],
  ['ES256', 'P-256'],
  ['EdDSA', 'Ed25519'],
];

const opened = vi.hoisted(() => vi.fn());
vi.mock('../../src/core/jws/open-signature.ts', async (original) => {
  const real = await original<typeof import('../../src/core/jws/open-signature.ts')>();
  return { ...real, openSignature: opened.mockImplementation(real.openSignature) };
});

const clock = { now: () => NOW };
const databases = temporaryDatabases();
const signatures = nodeSignatures();
/** Fingerprints of the keys that cost work, in their order. */
let work: string[] = [];
const counted = {
  ...signatures,
  verify(...[alg, prepared, signingInput, signature]: Parameters<typeof signatures.verify>) {
    const algorithm = algorithmByName(alg);
    const { publicKey } = prepared;
    if (algorithm && takesKey(algorithm, publicKey) && hasLength(algorithm, publicKey, signature)) {
      work.push(prepared.fingerprint);
    }
    return signatures.verify(alg, prepared, signingInput, signature);
  },
};
const gate = ({ applications, replay }: Database, profile: GateParts['profile']): GateParts => ({
  profile,
  skewSeconds: 30,
  clock,
  directory: cachedKeyDirectory({ applications, signatures, clock }, { limit: 100, maxAgeSeconds: 1000 }),
  signatures: counted,
  replay,
  decoys: decoyKeys(signatures),
});

type KeyOf = Partial<StoredKey> & { readonly pair: Pair };
async function applicationWith(applications: Applications, owner: Account, keys: readonly KeyOf[]): Promise<string> {
  const made = application(owner.id);
  const rows = keys.map(({ pair, ...change }) => {
    const reading = parseKey(pair.publicKey);
    if (!reading.ok) throw new Error('the key does not parse');
    return key(made.id, { publicKey: pair.publicKey, fingerprint: fingerprint(publicKeyOf(reading.key)), ...change });
  });
  await applications.add(made, rows);
  return made.id;
}

function requestOf(
  id: string,
  { privateKey }: Pair,
  header: { readonly alg: string; readonly kid?: string },
  { identityClaim } = jwt,
) {
  const claims = { [identityClaim]: id, iat: NOW, exp: NOW + 900, jti: '1' };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signer = parseKey(privateKey);
  if (!signer.ok || signer.key.type !== 'private') throw new Error('the key does not parse');
  const signingInput = `${part({ typ: 'JWT', ...header })}.${part(claims)}`;
  const signature = Buffer.from(signJws(header.alg, signer.key, signingInput)).toString('base64url');
  const fields = [['Authorization', `Bearer ${signingInput}.${signature}`] as const];
  return { fields, method: 'GET', target: '/v1/calls' };
}

const UNKNOWN = '9d3f0c51-7d0c-4c1e-8a55-2f6f3f1e7b10';

/** Applications that know ever so much of a signer, by what they know. */
async function applicationsFor({ accounts, applications }: Database, kind: Kind, stranger: Pair) {
  const owner = account();
  await accounts.add(owner, secret(owner.id));
  let index = 0;
  const known = pairOf(kind, ++index);
  const retiring = { state: 'retiring', endedAt: NOW - 10, expiresAt: NOW + 1000 } as const;
  const add = (...keys: (Partial<StoredKey> & { readonly pair?: Pair })[]) =>
    applicationWith(
      applications,
      owner,
      keys.map((one) => ({ pair: pairOf(kind, ++index), ...one })),
    );
  const ids: { readonly [name: string]: string } = {
    'unknown application': UNKNOWN,
    'one key': await add({ pair: known }),
    'two keys': await add({}, retiring),
    'a key past its overlap': await add({ ...retiring, expiresAt: NOW - 1 }),
    'a draft': await add({}, { pair: stranger, state: 'draft' }),
    'a revoked key': await add({ state: 'revoked', endedAt: NOW - 10 }),
    'no key': await add(),
  };
  return { ids, known, owner };
}

describe.each(SCHEMES)('%s with a key of %s', (alg, kind) => {
  const stranger = pairOf(kind, 0);
  let applications: Applications;
  let parts: GateParts;
  let ids: { readonly [name: string]: string };
  let known: Pair;
  beforeAll(async () => {
    const database = await databases(clock);
    applications = database.applications;
    parts = gate(database, gateProfile(jwt));
    const made = await applicationsFor(database, kind, stranger);
    const others = (Object.keys(KINDS) as Kind[]).filter((other) => other !== kind);
    const ofOtherKinds = others.map((other) => ({ pair: pairOf(other, 0) }));
    known = made.known;
    ids = { ...made.ids, 'keys of other kinds': await applicationWith(applications, made.owner, ofOtherKinds) };
  });

  test('a wrong signature is verified twice, whatever the registry knows', async () => {
    const counts: { [name: string]: number } = {};
    for (const [name, id] of Object.entries(ids)) {
      work = [];
      const decision = await authenticateRequest(parts, requestOf(id, stranger, { alg }));
      expect(!decision.ok && decision.evidence.signature).toEqual({ verifiedBy: null });
      counts[name] = work.length;
    }
    expect(counts).toEqual(Object.fromEntries(Object.keys(ids).map((name) => [name, 2])));
  });

  test('a kid that names one of two keys is as much work as one that names none', async () => {
    const id = ids['two keys'] as string;
    const [first, second] = await applications.keys(id);
    const fingerprints = [first?.fingerprint, second?.fingerprint];
    work = [];
    await authenticateRequest(parts, requestOf(id, stranger, { alg, kid: 'none' }));
    expect([...work].sort()).toEqual([...fingerprints].sort());
    for (const kid of [second?.id, second?.fingerprint] as string[]) {
      work = [];
      await authenticateRequest(parts, requestOf(id, stranger, { alg, kid }));
      expect(work).toHaveLength(2);
      expect(work.filter((one) => fingerprints.includes(one))).toEqual([second?.fingerprint]);
    }
  });

  test('a good token is verified once', async () => {
    work = [];
    const decision = await authenticateRequest(parts, requestOf(ids['one key'] as string, known, { alg }));
    expect(decision.ok).toBe(true);
    expect(work).toHaveLength(1);
  });
});

test('the report that is made after the answer opens the signature as often, whoever has the keys', async () => {
  const kind = 'RSA of 2048 bits';
  const database = await databases(clock);
  const { accounts, applications } = database;
  const { ids } = await applicationsFor(database, kind, pairOf(kind, 0));
  const foreign = account();
  await accounts.add(foreign, secret(foreign.id));
  for (let n = 0; n < 3; n++) await applicationWith(applications, foreign, [{ pair: pairOf(kind, 20 + n) }]);
  const counts: { [name: string]: number } = {};
  for (const [name, id] of Object.entries(ids)) {
    const request = requestOf(id, pairOf(kind, 30), { alg: 'RS256' }, vonage);
    const decision = (await authenticateRequest(gate(database, vonage), request)) as Extract<Decision, { ok: false }>;
    opened.mockClear();
    explainCase(
      { profile: gateProfile(vonage), signatures },
      await registeredCase(applications, decision, request, '/causes/'),
    );
    counts[name] = opened.mock.calls.length;
  }
  const [first] = Object.values(counts);
  expect(first).toBeGreaterThan(8);
  expect(counts).toEqual(Object.fromEntries(Object.keys(counts).map((name) => [name, first])));
});
