import { describe, expect, test } from 'vitest';
import type { GateParts } from '../../src/actions/authenticate-request.ts';
import type { AcceptedToken } from '../../src/actions/parts/accepted-tokens.ts';
import { decoyKeys } from '../../src/actions/parts/decoy-keys.ts';
import { recallToken, recallTokenLater } from '../../src/actions/recall-token.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import type { PlainRequest } from '../../src/core/request/plain-request.ts';
import { memoryReplay } from '../../src/library/memory-replay.ts';
import type { DirectoryEntry, DirectoryKey } from '../../src/ports/key-directory.ts';
import { NOW } from '../support/records.ts';

const signer: DirectoryKey = { id: 'key-1', fingerprint: 'f', publicKey: '', state: 'active' };
const ENTRY: DirectoryEntry = {
  applicationId: 'app',
  accountId: 'acc6111f',
  name: 'Checkout',
  suspended: false,
  singleUse: false,
  keys: [signer],
};
const KNOWN: AcceptedToken = {
  identity: {
    applicationId: 'app',
    accountId: 'acc6111f',
    subject: null,
    jti: 'j-1',
    keyFingerprint: 'f',
    expiresAt: NOW + 60,
  },
  from: NOW,
  until: NOW + 60,
  entry: ENTRY,
  signer,
  allows: (method, path) => method === 'GET' && path === '/calls',
};
const REQUEST: PlainRequest = { token: 'a.b.c', method: 'GET', path: '/calls' };
const signatures = nodeSignatures();

interface World {
  readonly now?: number;
  readonly known?: Partial<AcceptedToken>;
  /** What the directory has at hand, and what it finds when it is asked. */
  readonly atHand?: DirectoryEntry | null | undefined;
  readonly found?: DirectoryEntry | null;
}

/** Recalls the token both ways, and says what else was done. */
async function recall(request: Partial<PlainRequest>, world: World = {}) {
  const calls: unknown[][] = [];
  const known = { ...KNOWN, ...world.known };
  const parts: GateParts = {
    profile: vonage,
    skewSeconds: 30,
    clock: { now: () => world.now ?? NOW },
    signatures,
    decoys: decoyKeys(signatures),
    replay: memoryReplay(),
    directory: {
      peek: () => ('atHand' in world ? world.atHand : ENTRY),
      load: async (id) => {
        calls.push(['load', id]);
        return world.found ?? null;
      },
      forget: () => {},
    },
    onKeyUse: (...args) => calls.push(['onKeyUse', ...args]),
    accepted: {
      find: (token) => (token === REQUEST.token ? known : undefined),
      remember: () => {},
      allows: () => () => false,
      forget: (token) => calls.push(['forget', token]),
    },
  };
  const asked = { ...REQUEST, ...request };
  const now = recallToken(parts, asked);
  const didNow = calls.splice(0);
  return { now, didNow, later: await recallTokenLater(parts, asked), didLater: calls, parts };
}

const ANSWERED = [['onKeyUse', 'key-1', NOW]];

test('a token that was accepted is again, and its key was used', async () => {
  expect(await recall({})).toMatchObject({
    now: KNOWN.identity,
    didNow: ANSWERED,
    later: KNOWN.identity,
    didLater: ANSWERED,
  });
});

test('another token, and a gate that remembers none, are left to the causes', async () => {
  const { now, later, didNow, didLater, parts } = await recall({ token: 'x.y.z' });
  expect([now, later, didNow, didLater]).toEqual([undefined, undefined, [], []]);
  const { accepted: _, onKeyUse: _use, ...forgetful } = parts;
  expect(recallToken(forgetful, REQUEST)).toBeUndefined();
  expect(await recallTokenLater(forgetful, REQUEST)).toBeUndefined();
});

test('nobody needs to be told of the use', async () => {
  const { onKeyUse: _, ...parts } = (await recall({})).parts;
  expect(recallToken(parts, REQUEST)).toBe(KNOWN.identity);
});

describe('the acl', () => {
  test.each<[what: string, request: PlainRequest]>([
    ['another path', { ...REQUEST, path: '/users' }],
    ['another method', { ...REQUEST, method: 'POST' }],
    ['no method', { token: 'a.b.c', path: '/calls' }],
  ])('%s is left to the causes, and the token stays remembered', async (_, { method, ...request }) => {
    const { parts } = await recall({});
    const asked = method === undefined ? request : { ...request, method };
    expect(recallToken(parts, asked)).toBeUndefined();
    expect(await recallTokenLater(parts, asked)).toBeUndefined();
  });

  test('a rule for every method holds where none is told; without a path there is nothing to hold it to', async () => {
    const { parts } = await recall({}, { known: { allows: (_, path) => path === '/calls' } });
    expect(recallToken(parts, { token: 'a.b.c', path: '/calls' })).toBe(KNOWN.identity);
    expect(recallToken(parts, { token: 'a.b.c' })).toBe(KNOWN.identity);
  });
});

test.each([
  [NOW - 0.001, false],
  [NOW, true],
  [NOW + 59.999, true],
  [NOW + 60, false],
  [Number.NaN, false],
])('at %d it is in its time: %s', async (now, isIn) => {
  const { now: identity, later, didNow } = await recall({}, { now });
  expect([identity, later]).toEqual(isIn ? [KNOWN.identity, KNOWN.identity] : [undefined, undefined]);
  // Another leeway may let it in; that is for the causes.
  expect(didNow).toEqual(isIn ? [['onKeyUse', 'key-1', now]] : []);
});

test.each<[what: string, world: World]>([
  ['the application has changed', { atHand: { ...ENTRY } }],
  ['the application is gone', { atHand: null }],
  ['the overlap of its key has passed', { known: { signer: { ...signer, state: 'retiring', expiresAt: NOW - 1 } } }],
])('it is forgotten where %s', async (_, world) => {
  const forgotten = [['forget', 'a.b.c']];
  const { now, didNow, later, didLater } = await recall({}, world);
  expect([now, didNow, later, didLater]).toEqual([undefined, forgotten, undefined, forgotten]);
});

describe('where the application is not at hand', () => {
  test('it is asked for, if there is time for that', async () => {
    expect(await recall({}, { atHand: undefined, found: ENTRY })).toMatchObject({
      now: undefined,
      didNow: [],
      later: KNOWN.identity,
      didLater: [['load', 'app'], ...ANSWERED],
    });
  });

  test('and may have gone meanwhile', async () => {
    const { later, didLater } = await recall({}, { atHand: undefined, found: null });
    expect([later, didLater]).toEqual([
      undefined,
      [
        ['load', 'app'],
        ['forget', 'a.b.c'],
      ],
    ]);
  });
});
