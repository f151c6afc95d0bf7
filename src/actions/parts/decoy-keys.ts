import { algorithmByName, type JwsAlgorithm } from '../../core/jws/algorithms.ts';
import { CURVES, type CurveName, readPoint } from '../../core/keys/curve.ts';
import { isEd25519Public } from '../../core/keys/ed25519.ts';
import type { PublicKey } from '../../core/keys/key.ts';
import { ecPublicKey, ed25519PublicKey, rsaPublicKey } from '../../core/keys/make-key.ts';
import type { PreparedKey, Signatures } from '../../ports/signatures.ts';

/**
 * A key for an algorithm and a signature of this many bytes, whose private half nobody has. Verifying under it costs
 * what verifying under a real key costs, so that an unknown application cannot be told by its timing. `undefined` where
 * no accepted key gives a signature of this length.
 */
export type DecoyKeys = (alg: string, signatureBytes: number) => PreparedKey | undefined;

/** Of RSA keys, in bytes: 2048 bits (RFC 7518 §3.3), and 4096, the most that a profile takes. */
const MODULUS = { minimum: 256, maximum: 512 };

/** Each key is made when it is first asked for. */
export function decoyKeys({ prepare }: Pick<Signatures, 'prepare'>): DecoyKeys {
  const prepared = new Map<string, PreparedKey>();
  return (alg, signatureBytes) => {
    const algorithm = algorithmByName(alg);
    if (algorithm === undefined || !hasKeyFor(algorithm, signatureBytes)) return undefined;
    const name = `${algorithm.kty} ${signatureBytes}`;
    const key = prepared.get(name) ?? prepare(decoyFor(algorithm, signatureBytes));
    prepared.set(name, key);
    return key;
  };
}

function hasKeyFor({ kty, signatureBytes }: JwsAlgorithm, length: number): boolean {
  if (kty === 'RSA') return length >= MODULUS.minimum && length <= MODULUS.maximum;
  return kty !== 'oct' && length === signatureBytes;
}

function decoyFor({ kty, crv }: JwsAlgorithm, length: number): PublicKey {
  // A modulus of ones alone: nobody knows its factors, and none of the length takes longer.
  if (kty === 'RSA') return rsaPublicKey(2n ** BigInt(8 * length) - 1n, 65537n);
  return kty === 'EC' ? ecPublicKey(crv as CurveName, plainPoint(crv as CurveName)) : ed25519PublicKey(plainEncoding());
}

/** The point of the least x from 1 on, on the even side: nobody chose its logarithm. */
function plainPoint(crv: CurveName) {
  const curve = CURVES[crv];
  const compressed = new Uint8Array(1 + curve.size);
  compressed[0] = 2;
  // mutants: no curve here has a point at x = 1
  for (let x = 1; ; x++) {
    compressed[curve.size] = x;
    const point = readPoint(curve, compressed);
    if (point) return point;
  }
}

/** The same by y, from 2 on: 0 and 1 are points of a small order. */
function plainEncoding(): Uint8Array {
  const encoding = new Uint8Array(32);
  // mutants: 2 is the y of no point
  for (let y = 2; ; y++) {
    encoding[0] = y;
    if (isEd25519Public(encoding)) return encoding;
  }
}
