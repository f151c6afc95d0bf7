import type { PublicKey } from '../keys/key.ts';

/** A JWS algorithm (RFC 7518 §3.1, RFC 8037 §3.1) and the key that it takes. */
export interface JwsAlgorithm {
  readonly name: string;
  readonly kty: 'RSA' | 'EC' | 'OKP' | 'oct';
  readonly crv?: string;
  /** Bits of the SHA-2 hash; absent for EdDSA, which has its own. */
  readonly hashBits?: 256 | 384 | 512;
  /** RSASSA-PSS, not RSASSA-PKCS1-v1_5. */
  readonly pss?: true;
  /** Length in bytes of a signature; absent for RSA, where it is that of the modulus. */
  readonly signatureBytes?: number;
}

const RSA = { kty: 'RSA' } as const;
const ALGORITHMS: ReadonlyMap<string, JwsAlgorithm> = new Map(
  [
    { name: 'RS256', ...RSA, hashBits: 256 as const },
    { name: 'RS384', ...RSA, hashBits: 384 as const },
    { name: 'RS512', ...RSA, hashBits: 512 as const },
    { name: 'PS256', ...RSA, hashBits: 256 as const, pss: true as const },
    { name: 'PS384', ...RSA, hashBits: 384 as const, pss: true as const },
    { name: 'PS512', ...RSA, hashBits: 512 as const, pss: true as const },
    { name: 'ES256', kty: 'EC' as const, crv: 'P-256', hashBits: 256 as const, signatureBytes: 64 },
    { name: 'ES384', kty: 'EC' as const, crv: 'P-384', hashBits: 384 as const, signatureBytes: 96 },
    { name: 'ES512', kty: 'EC' as const, crv: 'P-521', hashBits: 512 as const, signatureBytes: 132 },
    { name: 'EdDSA', kty: 'OKP' as const, crv: 'Ed25519', signatureBytes: 64 },
    { name: 'HS256', kty: 'oct' as const, hashBits: 256 as const, signatureBytes: 32 },
    { name: 'HS384', kty: 'oct' as const, hashBits: 384 as const, signatureBytes: 48 },
    { name: 'HS512', kty: 'oct' as const, hashBits: 512 as const, signatureBytes: 64 },
  ].map((algorithm) => [algorithm.name, algorithm]),
);

/** The algorithm of exactly this name: case counts, and `none` is none. */
export function algorithmByName(name: string): JwsAlgorithm | undefined {
  return ALGORITHMS.get(name);
}

/** Whether an algorithm may be used with a key at all: its type, its curve, and 2048 bits for RSA (RFC 7518 §3.3). */
export function takesKey(algorithm: JwsAlgorithm, key: PublicKey): boolean {
  if (algorithm.kty !== key.kty) return false;
  if (algorithm.kty !== 'RSA') return algorithm.crv === key.crv;
  return key.rsa !== undefined && key.rsa.bits >= 2048 && key.rsa.e > 1n;
}

/** What a shared secret can verify. */
export const ALGORITHMS_OF_SECRETS: readonly string[] = ['HS256', 'HS384', 'HS512'];

/** A list of names as people type it, commas or spaces between them: `RS256,ES256`; or the first name that is none. */
export function readAlgorithmNames(list: string): { readonly names: readonly string[]; readonly unknown?: string } {
  const names = list.split(/[\s,]+/).filter((name) => name !== '');
  const unknown = names.find((name) => !ALGORITHMS.has(name));
  return { names, ...(unknown !== undefined && { unknown: unknown.slice(0, 40) }) };
}

/** The first of these algorithms, by name, that may be used with a key; of all of them by default. */
export function algorithmFor(key: PublicKey, names: Iterable<string> = ALGORITHMS.keys()): string | undefined {
  for (const name of names) {
    const algorithm = ALGORITHMS.get(name);
    if (algorithm !== undefined && takesKey(algorithm, key)) return name;
  }
  return undefined;
}

/** Whether a signature has the one length that this algorithm gives with this key. */
export function hasLength(algorithm: JwsAlgorithm, key: PublicKey, signature: Uint8Array): boolean {
  return signature.length === (algorithm.signatureBytes ?? Math.ceil((key.rsa?.bits ?? 0) / 8));
}
