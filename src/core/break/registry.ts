import type { RegisteredKey } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import type { Kit } from '../evidence/kit.ts';
import { type Variants, withApplication, withRegistry } from './variants-of.ts';

const DAY = 86_400;

/** Faults that the registry tells: of the application and of its keys. */
export const REGISTRY: Variants = {
  'application-unknown': (kit) => [
    unknown(
      kit,
      kit.applicationId.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    ),
    // Of another account: the registry was asked for this one alone.
    unknown(kit, '5d1f0c6e-2b7a-4f3c-8e9d-7a6b5c4d3e2f', { siblingIds: [] }),
    unknown(kit, '11111111-1111-4111-8111-111111111111', { otherKeys: [], siblingIds: [] }),
    unknown(kit, kit.applicationId.replace(/^(.{8})-(.{4})/, '$1-$2'.replace('$2', '0000'))),
  ],
  'application-suspended': (kit) => [
    withApplication(kit.input({ token: kit.mint({ key: 'other' }) }), { suspended: true }),
    withApplication(kit.input({ token: kit.mint({ claims: { exp: kit.now - 3000, iat: kit.now - 3900 } }) }), {
      suspended: true,
    }),
    withApplication(kit.input({ response: { status: 401, body: '{"title":"application-suspended"}' } }), {
      suspended: true,
    }),
  ],
  'privacy-setting-unset': (kit) => [
    withApplication(withRegistry(kit.input({ token: kit.mint({ key: 'draft' }) }), { keys: keysIn(kit, 'draft') }), {
      improveAiUnset: true,
    }),
    withApplication(noToken(kit, 'draft'), { improveAiUnset: true }),
    // Found before the new pair is used: a risk.
    withApplication(kit.input(), { improveAiUnset: true }),
  ],
  'key-pair-not-saved': (kit) => [
    noToken(kit, 'draft'),
    noToken(kit, 'stranger'),
    withRegistry(kit.input({ token: kit.mint({ key: 'draft' }) }), { keys: keysIn(kit, 'draft') }),
    kit.input({ token: kit.mint({ key: 'stranger' }), key: kit.privateKey('stranger') }),
  ],
  'signed-by-replaced-key': (kit) => [
    kit.input({ token: kit.mint({ key: 'revoked' }) }),
    noToken(kit, 'replaced'),
    noToken(kit, 'revoked'),
  ],
  'no-active-key': (kit) => [
    withRegistry(kit.input(), { keys: [] }),
    withRegistry(kit.input({ token: kit.mint({ key: 'stranger' }) }), { keys: keysIn(kit, 'revoked', 'replaced') }),
    withRegistry(kit.input(), {
      keys: keysIn(kit, 'active').map((key) => ({ ...key, state: 'revoked', endedAt: kit.now - 60 })),
    }),
  ],
  'application-of-other-account': (kit) => [
    // The key of the application itself, in the hands of an account that does not own it.
    withRegistry(kit.input(), { accountId: 'acc99f04' }),
    withRegistry({ ...noToken(kit, 'other') }, { otherKeys: othersOf(kit, 'acc99f04') }),
    withRegistry(kit.input({ token: kit.mint({ key: 'large' }) }), {
      otherKeys: [registered(kit, 'large', { accountId: 'acc99f04' })],
    }),
  ],
  'signed-by-other-application': (kit) => [
    withRegistry(kit.input({ token: kit.mint({ key: 'large' }) }), {
      otherKeys: [registered(kit, 'other'), registered(kit, 'large', { state: 'active' })],
    }),
    noToken(kit, 'other'),
    // A key of another application that is out of use there as well.
    withRegistry(kit.input({ token: kit.mint({ key: 'large' }) }), {
      otherKeys: [registered(kit, 'other'), registered(kit, 'large', { state: 'revoked', endedAt: kit.now - DAY })],
    }),
    // The same key pair saved in two other applications.
    withRegistry(kit.input({ token: kit.mint({ key: 'other' }) }), {
      otherKeys: [
        registered(kit, 'other'),
        registered(kit, 'other', { applicationId: '5d1f0c6e-2b7a-4f3c-8e9d-7a6b5c4d3e2f', applicationName: 'Staging' }),
      ],
    }),
  ],
};

function unknown(
  kit: Kit,
  id: string,
  change: { otherKeys?: readonly RegisteredKey[]; siblingIds?: readonly string[] } = {},
): Input {
  const input = kit.input({ token: kit.mint({ claims: { application_id: id } }) });
  const otherKeys = [...(input.registry?.keys ?? []), ...(input.registry?.otherKeys ?? [])];
  return withRegistry(input, { application: null, keys: [], otherKeys, siblingIds: [kit.applicationId], ...change });
}

/** A private key at hand and the registry, before any token is minted. */
function noToken(kit: Kit, name: 'draft' | 'stranger' | 'replaced' | 'revoked' | 'other'): Input {
  const { registry, profile = 'vonage' } = kit.input();
  return { profile, now: kit.now, key: kit.privateKey(name), ...(registry && { registry }) };
}

function keysIn(kit: Kit, ...names: readonly string[]): readonly RegisteredKey[] {
  return kit.input().registry?.keys.filter(({ id }) => names.includes(id.replace('key-', ''))) ?? [];
}

function othersOf(kit: Kit, accountId: string): readonly RegisteredKey[] {
  return kit.input().registry?.otherKeys.map((key) => ({ ...key, accountId })) ?? [];
}

function registered(kit: Kit, name: 'other' | 'large', change: Partial<RegisteredKey> = {}): RegisteredKey {
  return {
    id: `key-${name}`,
    applicationId: kit.otherApplicationId,
    applicationName: 'Support desk',
    fingerprint: kit.fingerprint(name),
    state: 'active',
    publicKey: kit.publicKey(name),
    createdAt: kit.now - 90 * DAY,
    ...change,
  };
}
