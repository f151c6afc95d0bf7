import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authenticateRequest, type Decision, type GateParts } from '../../src/actions/authenticate-request.ts';
import { acceptedTokens } from '../../src/actions/parts/accepted-tokens.ts';
import { cachedKeyDirectory } from '../../src/actions/parts/cached-key-directory.ts';
import { decoyKeys } from '../../src/actions/parts/decoy-keys.ts';
import type { Identity } from '../../src/actions/parts/identity.ts';
import { recallToken } from '../../src/actions/recall-token.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import { fingerprint, publicKeyOf } from '../../src/core/keys/fingerprint.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { readPlainRequest } from '../../src/core/request/plain-request.ts';
import { memoryReplay } from '../../src/library/memory-replay.ts';
import type { StoredApplication, StoredKey } from '../../src/ports/applications.ts';
import { kit } from '../support/kit.ts';
import { application, key } from '../support/records.ts';

type Decided = { readonly ok: true; readonly identity: Identity } | Extract<Decision, { ok: false }>;

const START = kit.now;
const sha256 = (text: string) => hash('sha256', text, 'base64url');
const signatures = nodeSignatures();
const KEYS = ['active', 'replaced', 'stranger'] as const;

/** Tokens of every kind that a verdict may turn on: times, acl, kid, who signed, and whom they name. */
const TOKENS = [
  {},
  { claims: { exp: START + 60 } },
  { claims: { iat: START - 200, exp: START + 400, nbf: START + 20 } },
  { claims: { iat: START - 100, exp: undefined } },
  { claims: { exp: START + 200_000 } },
  { claims: { acl: { paths: { '/*/users/**': {}, '/v1/calls': { methods: ['GET'] } } } } },
  { claims: { acl: { paths: { '/**': {} } }, sub: 'ada' } },
  { claims: { acl: { paths: {} } } },
  { header: { kid: 'key-active' } },
  { header: { kid: 'key-replaced' }, key: 'replaced' as const },
  { key: 'replaced' as const },
  { key: 'stranger' as const },
  { claims: { application_id: kit.otherApplicationId } },
  { claims: { application_id: kit.otherApplicationId }, key: 'replaced' as const },
  { claims: { jti: undefined } },
  { claims: { iat: START * 1000, exp: START * 1000 + 900_000 } },
].map((options) => kit.mint(options));

const REQUESTS = [
  ['GET', '/v1/calls'],
  ['POST', '/v1/calls'],
  ['GET', '/v1/users/7'],
  ['GET', '/v1/admin/users/7'],
  ['GET', '/v1//calls'],
  ['GET', '/v1/calls?access_token=1'],
  ['GET', '/v1/caf%C3%A9?a=1'],
  ['GET', undefined],
  [undefined, '/v1/calls'],
] as const;
const HEADERS: readonly (readonly string[])[] = [
  [],
  ['Cookie', 'a=b'],
  ['authorization', 'Bearer x'],
  ['X-Api-Key', 'abc'],
];

interface World {
  now: number;
  readonly applications: Map<string, StoredApplication>;
  readonly keys: Map<string, StoredKey[]>;
}

function newWorld(): World {
  const own = (id: string) => application('acc6111f', { id, revision: 1 });
  const ids = [kit.applicationId, kit.otherApplicationId];
  return {
    now: START,
    applications: new Map(ids.map((id) => [id, own(id)])),
    keys: new Map(ids.map((id) => [id, KEYS.slice(0, 2).map((name) => storedKey(id, name))])),
  };
}

function storedKey(applicationId: string, name: (typeof KEYS)[number]): StoredKey {
  const reading = parseKey(kit.publicKey(name));
  if (!reading.ok) throw new Error('the key does not parse');
  const base = {
    id: `key-${name}`,
    publicKey: kit.publicKey(name),
    fingerprint: fingerprint(publicKeyOf(reading.key)),
  };
  return key(applicationId, {
    ...base,
    state: name === 'active' ? 'active' : 'retiring',
    expiresAt: null,
    endedAt: null,
  });
}

/** A gate over the world, with what was accepted remembered or not. */
function gateOf(world: World, limitBytes?: number) {
  const clock = { now: () => world.now };
  const applications = {
    get: async (id: string) => world.applications.get(id),
    keys: async (id: string) => world.keys.get(id) ?? [],
  };
  const directory = cachedKeyDirectory(
    { applications, signatures, clock },
    { limit: 100, maxAgeSeconds: Number.POSITIVE_INFINITY },
  );
  const parts: GateParts = {
    profile: vonage,
    skewSeconds: 30,
    clock,
    directory,
    signatures,
    decoys: decoyKeys(signatures),
    replay: memoryReplay(),
    ...(limitBytes !== undefined && { accepted: acceptedTokens(limitBytes, sha256) }),
  };
  let recalled = 0;
  return {
    directory,
    recalled: () => recalled,
    async decide(raw: readonly string[], method?: string, target?: string): Promise<Decided> {
      const plain = readPlainRequest(raw, method, target);
      const known = plain && recallToken(parts, plain);
      if (known) {
        recalled++;
        return { ok: true, identity: known };
      }
      const fields = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
      const decision = await authenticateRequest(parts, {
        fields,
        ...(method !== undefined && { method }),
        ...(target !== undefined && { target }),
      });
      // What is remembered has no claims: two roads are compared by who sent it.
      return decision.ok ? { ok: true, identity: decision.identity } : decision;
    },
  };
}

const ids = fc.constantFrom(kit.applicationId, kit.otherApplicationId);
const step = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      token: fc.oneof(fc.constantFrom(0, 0, 5, 6, 8, 9, 10), fc.nat(TOKENS.length - 1)),
      request: fc.oneof(fc.constantFrom(0, 0, 2, 6), fc.nat(REQUESTS.length - 1)),
      header: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      by: fc.constantFrom(1, 10, 29, 31, 31, 31, 61, 400, 901, -5, -60, -400, -900),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('suspend' as const), id: ids, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('single-use' as const), id: ids, on: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('key' as const),
      id: ids,
      at: fc.nat(1),
      state: fc.constantFrom('active' as const, 'retiring' as const, 'retiring' as const, 'revoked' as const),
      after: fc.constantFrom(0, 30, 30, 600),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), id: ids }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const), id: ids }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A change, as an action makes it: a new revision, and every directory told. @returns the application that changed */
function change(world: World, one: Exclude<Step, { kind: 'ask' }>): string | undefined {
  if (one.kind === 'clock') {
    world.now += one.by;
    return undefined;
  }
  if (one.kind === 'delete') world.applications.delete(one.id);
  if (one.kind === 'restore') {
    const fresh = newWorld();
    world.applications.set(one.id, { ...(fresh.applications.get(one.id) as StoredApplication), revision: world.now });
    world.keys.set(one.id, fresh.keys.get(one.id) ?? []);
  }
  const held = world.applications.get(one.id);
  if (held) {
    const revision = held.revision + 1;
    const flags =
      one.kind === 'suspend' ? { suspended: one.on } : one.kind === 'single-use' ? { singleUse: one.on } : {};
    world.applications.set(one.id, { ...held, ...flags, revision });
  }
  if (one.kind === 'key') {
    const keys = [...(world.keys.get(one.id) ?? [])];
    const expiresAt = one.state === 'retiring' ? world.now + one.after : null;
    keys[one.at] = { ...(keys[one.at] as StoredKey), state: one.state, expiresAt };
    world.keys.set(one.id, keys);
  }
  return one.id;
}

const verdictOf = (decision: Decided) => (decision.ok ? decision.identity : decision.finding.cause);

describe('a token that was accepted before', () => {
  test.each([
    ['all of them remembered', 1_000_000],
    ['few of them at a time', 3000],
  ])('has the verdict that it would have without a memory, over any history: %s', async (_, limit) => {
    let recalled = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 150 }), async (history) => {
        const world = newWorld();
        const [remembering, forgetful] = [gateOf(world, limit), gateOf(world)];
        for (const one of history) {
          if (one.kind !== 'ask') {
            const id = change(world, one);
            if (id !== undefined) for (const gate of [remembering, forgetful]) gate.directory.forget(id);
            continue;
          }
          const [method, target] = REQUESTS[one.request] as (typeof REQUESTS)[number];
          const raw = ['Authorization', `Bearer ${TOKENS[one.token]}`, ...(HEADERS[one.header] ?? [])];
          const [with_, without] = [
            await remembering.decide(raw, method, target),
            await forgetful.decide(raw, method, target),
          ];
          expect(verdictOf(with_)).toEqual(verdictOf(without));
        }
        recalled += remembering.recalled();
      }),
      { numRuns: 60 },
    );
    expect(recalled).toBeGreaterThan(60);
  });

  test('is rejected once the overlap of its key has passed, though nothing was changed', async () => {
    const world = newWorld();
    change(world, { kind: 'key', id: kit.applicationId, at: 0, state: 'retiring', after: 30 });
    const gate = gateOf(world, 1_000_000);
    const ask = () => gate.decide(['Authorization', `Bearer ${TOKENS[0]}`], 'GET', '/v1/calls');
    for (const recalled of [0, 1, 2]) {
      expect((await ask()).ok).toBe(true);
      expect(gate.recalled()).toBe(recalled);
    }
    world.now += 31;
    expect(verdictOf(await ask())).toBe('signed-by-unknown-key');
  });

  test('is never answered from memory where it may be used once only', async () => {
    const world = newWorld();
    world.applications.set(kit.applicationId, {
      ...(world.applications.get(kit.applicationId) as StoredApplication),
      singleUse: true,
    });
    const gate = gateOf(world, 1_000_000);
    const raw = ['Authorization', `Bearer ${TOKENS[0]}`];
    expect((await gate.decide(raw, 'GET', '/v1/calls')).ok).toBe(true);
    expect(verdictOf(await gate.decide(raw, 'GET', '/v1/calls'))).toBe('token-replayed');
    expect(gate.recalled()).toBe(0);
  });

  test('is forgotten where its bytes do not fit', async () => {
    const gate = gateOf(newWorld(), 0);
    const raw = ['Authorization', `Bearer ${TOKENS[0]}`];
    for (let i = 0; i < 3; i++) expect((await gate.decide(raw, 'GET', '/v1/calls')).ok).toBe(true);
    expect(gate.recalled()).toBe(0);
  });
});
