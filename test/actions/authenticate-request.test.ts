import { beforeEach, describe, expect, test } from 'vitest';
import { authenticateRequest, claimedIdentity, type GateParts } from '../../src/actions/authenticate-request.ts';
import { decoyKeys } from '../../src/actions/parts/decoy-keys.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { gateProfile } from '../../src/core/claims/gate-profile.ts';
import { profileById } from '../../src/core/claims/profiles/index.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { observe } from '../../src/core/observe/observe.ts';
import type { DirectoryEntry, DirectoryKey } from '../../src/ports/key-directory.ts';
import { inputFor } from '../core/claims/tokens.ts';
import { kit } from '../support/kit.ts';

const { now, applicationId } = kit;
const signatures = nodeSignatures();

function keyOf(name: 'active' | 'replaced', change: Partial<DirectoryKey> = {}): DirectoryKey {
  const { key } = parseKey(kit.publicKey(name));
  if (key?.type !== 'public') throw new Error('the key does not parse');
  const prepared = signatures.prepare(key);
  const { fingerprint } = prepared;
  return { id: `key-${name}`, fingerprint, publicKey: kit.publicKey(name), state: 'active', prepared, ...change };
}

let entry: DirectoryEntry | null;
let atHand: boolean;
let calls: unknown[][];
let firstSeenAt: number | null;

const parts: GateParts = {
  profile: vonage,
  skewSeconds: 30,
  clock: { now: () => now },
  signatures,
  decoys: decoyKeys(signatures),
  directory: {
    peek: (id) => {
      calls.push(['peek', id]);
      return atHand ? entry : undefined;
    },
    load: async (id) => {
      calls.push(['load', id]);
      return entry;
    },
    forget: () => {},
  },
  replay: {
    async use(...args) {
      calls.push(['use', ...args]);
      return firstSeenAt;
    },
  },
  onKeyUse: (...args) => calls.push(['onKeyUse', ...args]),
};
const request = (token: string) => ({
  fields: [['Authorization', `Bearer ${token}`] as const],
  method: 'GET',
  target: '/v1/calls',
});

beforeEach(() => {
  entry = {
    applicationId,
    accountId: 'acc6111f',
    name: 'Checkout',
    suspended: false,
    singleUse: false,
    keys: [keyOf('active')],
  };
  atHand = true;
  calls = [];
  firstSeenAt = null;
});

describe('an accepted request', () => {
  test('says who sent it, and tells which key was used', async () => {
    const decision = await authenticateRequest(parts, request(kit.mint({ claims: { sub: 'ada', jti: 'j-1' } })));
    expect(decision).toEqual({
      ok: true,
      identity: {
        applicationId,
        accountId: 'acc6111f',
        subject: 'ada',
        jti: 'j-1',
        keyFingerprint: kit.fingerprint('active'),
        expiresAt: kit.claims()['exp'],
      },
      claims: { ...kit.claims(), sub: 'ada', jti: 'j-1' },
    });
    expect(calls).toEqual([
      ['peek', applicationId],
      ['onKeyUse', 'key-active', now],
    ]);
  });

  test('is handed to whoever remembers, and nobody needs to', async () => {
    const remembered: unknown[] = [];
    const accepted = {
      find: () => undefined,
      remember: (...what: unknown[]) => remembered.push(what),
      allows: () => () => false,
      forget: () => {},
    };
    const { onKeyUse: _, ...silent } = parts;
    const token = kit.mint();
    const decision = await authenticateRequest({ ...silent, accepted }, request(token));
    const identity = decision.ok && decision.identity;
    expect(remembered).toMatchObject([[{ token: { text: token } }, { identity, entry, signer: { id: 'key-active' } }]]);
    expect((await authenticateRequest(silent, request(token))).ok).toBe(true);
    expect((await authenticateRequest({ ...silent, accepted }, request(`${token}x`))).ok).toBe(false);
    expect(remembered).toHaveLength(1);
  });

  test('has no subject where the token has none', async () => {
    const decision = await authenticateRequest(parts, request(kit.mint()));
    expect(decision).toMatchObject({ ok: true, identity: { subject: null } });
  });

  test('is one whose application is loaded where it is not at hand', async () => {
    atHand = false;
    expect((await authenticateRequest(parts, request(kit.mint()))).ok).toBe(true);
    expect(calls.slice(0, 2)).toEqual([
      ['peek', applicationId],
      ['load', applicationId],
    ]);
  });

  test('an application that is known to be nobody is not asked for again', async () => {
    entry = null;
    const decision = await authenticateRequest(parts, request(kit.mint()));
    expect(decision).toMatchObject({ ok: false, finding: { cause: 'application-unknown' }, at: now });
    expect(calls).toEqual([['peek', applicationId]]);
  });
});

describe('single use', () => {
  beforeEach(() => {
    entry = { ...(entry as DirectoryEntry), singleUse: true };
  });

  test('is remembered until the token ends, with the leeway', async () => {
    const exp = now + 100;
    await authenticateRequest(parts, request(kit.mint({ claims: { jti: 'j-1', exp } })));
    expect(calls).toContainEqual(['use', applicationId, 'j-1', now, exp + 30]);
  });

  test('refuses the second one, whose key was not used', async () => {
    firstSeenAt = now - 7;
    const decision = await authenticateRequest(parts, request(kit.mint()));
    expect(decision).toMatchObject({
      ok: false,
      stage: 'replay',
      finding: { cause: 'token-replayed', certainty: 'proved', facts: { firstSeenAt: now - 7 } },
    });
    expect(calls.map(([what]) => what)).toEqual(['peek', 'use']);
  });

  test('holds for ever where the token does not say when it ends', async () => {
    const profile = gateProfile(profileById('jwt') as GateParts['profile'], { missingExp: true });
    const token = inputFor('jwt', {}, { iss: applicationId, exp: undefined, jti: 'j-1' }).token as string;
    const decision = await authenticateRequest({ ...parts, profile }, request(token));
    expect(decision).toMatchObject({ ok: true, identity: { expiresAt: Number.POSITIVE_INFINITY } });
    expect(calls).toContainEqual(['use', applicationId, 'j-1', now, Number.POSITIVE_INFINITY]);
  });
});

describe('the keys that count', () => {
  const retiring = (expiresAt: number) => keyOf('replaced', { state: 'retiring', expiresAt });
  const rootOf = async (token: string, keys: readonly DirectoryKey[]) => {
    entry = { ...(entry as DirectoryEntry), keys };
    const decision = await authenticateRequest(parts, request(token));
    return decision.ok ? null : decision.finding.cause;
  };

  test('one that was replaced counts to the end of its overlap', async () => {
    const token = kit.mint({ key: 'replaced' });
    expect(await rootOf(token, [keyOf('active'), retiring(now)])).toBeNull();
    expect(await rootOf(token, [keyOf('active'), retiring(now - 1)])).toBe('signed-by-unknown-key');
    expect(await rootOf(token, [retiring(now - 1)])).toBe('no-active-key');
  });

  test('one that was replaced does not count where its overlap has no end', async () => {
    const endless = keyOf('replaced', { state: 'retiring' });
    expect(await rootOf(kit.mint({ key: 'replaced' }), [keyOf('active'), endless])).toBe('signed-by-unknown-key');
    expect(await rootOf(kit.mint({ key: 'replaced' }), [endless])).toBe('no-active-key');
  });

  test('one that cannot be used lets nobody in', async () => {
    const { prepared: _, ...damaged } = keyOf('active');
    expect(await rootOf(kit.mint(), [damaged])).toBe('signed-by-unknown-key');
    expect(await rootOf(kit.mint({ key: 'replaced' }), [damaged, retiring(now)])).toBeNull();
  });

  test('a kid that names one of them, by id or fingerprint, passes the others over', async () => {
    const keys = [keyOf('active'), retiring(now + 60)];
    for (const kid of ['key-replaced', kit.fingerprint('replaced')]) {
      expect(await rootOf(kit.mint({ header: { kid } }), keys)).toBe('signed-by-unknown-key');
      expect(await rootOf(kit.mint({ header: { kid }, key: 'replaced' }), keys)).toBeNull();
    }
    expect(await rootOf(kit.mint({ header: { kid: 'another' } }), keys)).toBeNull();
    // Nobody's key is passed over for one that has ended.
    expect(
      await rootOf(kit.mint({ header: { kid: 'key-replaced' } }), [keyOf('active'), retiring(now - 1)]),
    ).toBeNull();
  });
});

test('a number names who sent it by its digits, where the profile takes one', async () => {
  const profile = gateProfile(profileById('github') as GateParts['profile']);
  const token = inputFor('github', {}, { iss: 4711 }).token as string;
  expect((await authenticateRequest({ ...parts, profile }, request(token))).ok).toBe(true);
  expect(calls[0]).toEqual(['peek', '4711']);
});

test('a signature of a length that no key gives is refused, whoever is named', async () => {
  const [header, payload] = kit.mint().split('.');
  const token = `${header}.${payload}.${Buffer.alloc(600, 7).toString('base64url')}`;
  for (const known of [entry, null]) {
    entry = known;
    expect(await authenticateRequest(parts, request(token))).toMatchObject({ ok: false });
  }
});

test('what nobody said about a request is not made up', async () => {
  const fields = [['Authorization', 'Bearer hello']] as const;
  for (const told of [{}, { method: 'GET' }, { target: '/v1/calls' }]) {
    const decision = await authenticateRequest(parts, { fields, ...told });
    const seen = decision.ok ? {} : decision.evidence.request;
    expect(Object.keys(seen ?? {}).sort()).toEqual(['fields', ...Object.keys(told)].sort());
  }
});

test('a token of another issuer, or for another audience, is refused where the profile expects some', async () => {
  const token = inputFor('jwt', {}, { iss: applicationId, aud: 'lamp' }).token as string;
  const general = gateProfile(profileById('jwt') as GateParts['profile']);
  const rootOf = async (expected: NonNullable<GateParts['profile']['expected']>) => {
    const decision = await authenticateRequest({ ...parts, profile: { ...general, expected } }, request(token));
    return decision.ok ? null : decision.finding.cause;
  };
  expect(await rootOf({ issuers: [applicationId], audiences: ['lamp'] })).toBeNull();
  expect(await rootOf({ issuers: ['https://id.lamp.example'] })).toBe('issuer-not-expected');
  expect(await rootOf({ audiences: ['door'] })).toBe('audience-not-expected');
});

test('a token that no key at hand signed was signed by nobody', async () => {
  const decision = await authenticateRequest(parts, request(kit.mint({ key: 'stranger' })));
  expect(decision).toMatchObject({ ok: false, stage: 'signature', evidence: { signature: { verifiedBy: null } } });
});

test('a request without credentials is refused before anybody is asked', async () => {
  expect(await authenticateRequest(parts, { fields: [] })).toMatchObject({ ok: false, stage: 'transport' });
  expect(calls).toEqual([]);
});

test('a token without a jti has none', async () => {
  const token = kit.mint({ payloadText: JSON.stringify({ iss: applicationId, sub: 'ada' }) });
  const fields = [['Authorization', `Bearer ${token}`]] as const;
  const decision = await authenticateRequest(
    { ...parts, profile: gateProfile(profileById('jwt') ?? vonage, { missingExp: true }) },
    { fields },
  );
  expect(decision).toMatchObject({ ok: true, identity: { jti: '' } });
});

test.each([
  ['ada', 'ada'],
  [42, '42'],
  [null, undefined],
  [['ada'], undefined],
  [undefined, undefined],
])('of a token that names %j, the identity is %j', (id, named) => {
  const token = kit.mint({ claims: { application_id: id } });
  expect(claimedIdentity(observe(kit.input({ token })))).toBe(named);
});

test('what is no token names nobody', () => {
  const { token: _token, ...tokenless } = observe(kit.input());
  expect(claimedIdentity(tokenless)).toBeUndefined();
  expect(claimedIdentity(observe(kit.input({ token: 'hello' })))).toBeUndefined();
});
