import type { PublicKey } from './key.ts';

/** Kinds of key pairs that applications may have: for RS256, ES256, ES384 and EdDSA. */
export type KeyKind = 'RSA' | 'P-256' | 'P-384' | 'Ed25519';

const KINDS: ReadonlyMap<string, KeyKind> = new Map([
  ['RS256', 'RSA'],
  ['ES256', 'P-256'],
  ['ES384', 'P-384'],
  ['EdDSA', 'Ed25519'],
]);

/** What a server takes where nobody asked for more: keys of Vonage applications. */
export const RSA_ALONE: readonly KeyKind[] = ['RSA'];

/** The kinds of key pairs that sign by one of these algorithms, in their order. */
export function keyKindsFor(algorithms: readonly string[]): readonly KeyKind[] {
  return [...new Set(algorithms.flatMap((alg) => KINDS.get(alg) ?? []))];
}

/** The kind of a key; another text for one that no application has. */
export function kindOfKey({ kty, crv }: Pick<PublicKey, 'kty' | 'crv'>): string {
  return kty === 'RSA' ? kty : (crv ?? kty);
}

/** Names for the kinds as options and arguments have them. */
export type KeyType = 'rsa' | 'ec-p256' | 'ec-p384' | 'ed25519';

/** RSA first: the usual one. */
export const KEY_TYPES: { readonly [type in KeyType]: KeyKind } = {
  rsa: 'RSA',
  'ec-p256': 'P-256',
  'ec-p384': 'P-384',
  ed25519: 'Ed25519',
};

export function isKeyType(name: string): name is KeyType {
  return Object.hasOwn(KEY_TYPES, name);
}
