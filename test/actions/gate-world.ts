import { hash } from 'node:crypto';
import fc from 'fast-check';
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
import { readBearerRequest, readPlainRequest } from '../../src/core/request/plain-request.ts';
import { memoryReplay } from '../../src/library/memory-replay.ts';
import type { StoredApplication, StoredKey } from '../../src/ports/applications.ts';
import type { Replay } from '../../src/ports/replay.ts';
import { kit } from '../support/kit.ts';
import { application, key } from '../support/records.ts';

export type Decided = { readonly ok: true; readonly identity: Identity } | Extract<Decision, { ok: false }>;

export const START = kit.now;
const sha256 = (text: string) => hash('sha256', text, 'base64url');
const signatures = nodeSignatures();
const KEYS = ['active', 'replaced', 'stranger'] as const;

/** Tokens of every kind that a verdict may turn on: times, acl, kid, who signed, and whom they name. */
export const TOKENS = [
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

export const REQUESTS = [
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
export const HEADERS: readonly (readonly string[])[] = [
  [],
  ['Cookie', 'a=b'],
  ['authorization', 'Bearer x'],
  ['X-Api-Key', 'abc'],
];

export interface World {
  now: number;
  readonly applications: Map<string, StoredApplication>;
  readonly keys: Map<string, StoredKey[]>;
}

export function newWorld(): World {
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
    ...(name === 'active' ? { state: 'active', expiresAt: null } : { state: 'retiring', expiresAt: START + 200_000 }),
    endedAt: null,
  });
}

export interface GateSurroundings {
  /** Between the gate and its storage. */
  readonly answers?: <T>(value: T) => Promise<T>;
  readonly mayUse?: () => boolean;
  /** What has the used tokens; by default a memory of the gate's own. */
  readonly replay?: Replay;
}

/** A gate over the world, with what was accepted remembered or not. */
export function gateOf(world: World, limitBytes?: number, more: GateSurroundings = {}) {
  const { answers = async (value) => value, mayUse, replay } = more;
  const clock = { now: () => world.now };
  const applications = {
    get: (id: string) => answers(world.applications.get(id)),
    keys: (id: string) => answers(world.keys.get(id) ?? []),
  };
  const directory = cachedKeyDirectory(
    { applications, signatures, clock, ...(mayUse && { mayUse }) },
    { limit: 100, maxAgeSeconds: Number.POSITIVE_INFINITY },
  );
  const uses = memoryReplay();
  const parts: GateParts = {
    profile: vonage,
    skewSeconds: 30,
    clock,
    directory,
    signatures,
    decoys: decoyKeys(signatures),
    replay: replay ?? { use: async (...use) => answers(await uses.use(...use)) },
    ...(limitBytes !== undefined && { accepted: acceptedTokens(limitBytes, sha256) }),
  };
  let recalled = 0;
  return {
    directory,
    recalled: () => recalled,
    async decide(raw: readonly string[], method?: string, target?: string): Promise<Decided> {
      const plain = readPlainRequest(raw, method, target);
      // As the gate asks: whatever the characters of the token are.
      const bearer = readBearerRequest(raw, method, target);
      const known = bearer && recallToken(parts, bearer);
      if (known) {
        recalled++;
        return { ok: true, identity: known };
      }
      const fields = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
      const request = {
        fields,
        ...(method !== undefined && { method }),
        ...(target !== undefined && { target }),
      };
      // The one that remembers looks for plain requests too; the other asks every cause.
      const decision = await authenticateRequest(parts, request, limitBytes === undefined ? undefined : plain);
      // What is remembered has no claims: two roads are compared by who sent it.
      return decision.ok ? { ok: true, identity: decision.identity } : decision;
    },
  };
}

const ids = fc.constantFrom(kit.applicationId, kit.otherApplicationId);
export const step = fc.oneof(
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
      // `null`: an overlap without an end, which no action writes.
      after: fc.constantFrom(0, 30, 30, 600, null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), id: ids }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const), id: ids }) },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A change, as an action makes it: a new revision, and every directory told. @returns the application that changed */
export function change(world: World, one: Exclude<Step, { kind: 'ask' }>): string | undefined {
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
    const expiresAt = one.state === 'retiring' && one.after !== null ? world.now + one.after : null;
    keys[one.at] = { ...(keys[one.at] as StoredKey), state: one.state, expiresAt };
    world.keys.set(one.id, keys);
  }
  return one.id;
}

export const verdictOf = (decision: Decided) => (decision.ok ? decision.identity : decision.finding.cause);
