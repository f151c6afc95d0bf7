import type { JsonObject } from '../encoding/json.ts';
import { algorithmByName, type JwsAlgorithm, takesKey } from './algorithms.ts';
import { readToken, signingInput } from './read-token.ts';
import type { TokenFault } from './reading.ts';
import type { VerificationKey } from './verification-keys.ts';

export type CompactVerdict =
  | { readonly ok: true; readonly header: JsonObject; readonly payload: Uint8Array; readonly key: VerificationKey }
  | { readonly ok: false; readonly reason: CompactRefusal };

/** The step that refused: the form, the JOSE Header, the choice of a key, the signature itself. */
export type CompactRefusal = 'malformed' | 'algorithm-not-allowed' | 'header-unsupported' | 'key-unfit' | 'signature';

export interface CompactOptions {
  /** Names of algorithms, as the caller allows them; the token's own header never widens the choice. */
  readonly algorithms: readonly string[];
  /** Bytes of the whole token; 8192 by default. */
  readonly limitBytes?: number;
}

/** Checks a signature by a technology: never throws, and says false to a key that the algorithm does not take. */
export type SignatureCheck = (
  alg: string,
  key: VerificationKey,
  signingInput: string,
  signature: Uint8Array,
) => boolean;

/**
 * Verifies a JWS Compact Serialization (RFC 7515 §5.2) of any payload, also an empty one. Strict: one spelling, no
 * duplicate Header Parameter, and none that changes how the rest is read (`crit`, `b64`, `zip`, `enc`). Keys in the
 * header are never looked at. Never throws.
 */
export function verifyCompact(
  token: string,
  keys: readonly VerificationKey[],
  options: CompactOptions,
  check: SignatureCheck,
): CompactVerdict {
  if (typeof token !== 'string') return refuse('malformed');
  const reading = readToken(token, options.limitBytes);
  const header = reading.header.members;
  const signature = reading.signature.bytes;
  // mutants: where one of them is missing a fault says so
  if (header === undefined || signature === undefined || !reading.faults.every(isAboutClaims))
    return refuse('malformed');
  const { alg, kid } = header;
  // mutants: what is no text is none of the names
  const algorithm = typeof alg === 'string' && options.algorithms.includes(alg) ? algorithmByName(alg) : undefined;
  if (algorithm === undefined) return refuse('algorithm-not-allowed');
  if (UNSUPPORTED.some((name) => name in header)) return refuse('header-unsupported');
  if (kid !== undefined && typeof kid !== 'string') return refuse('header-unsupported');
  const fit = keys.filter((key) => isFit(key, algorithm, kid));
  if (fit.length === 0) return refuse('key-unfit');
  const input = signingInput(reading);
  const key = fit.find((candidate) => check(algorithm.name, candidate, input, signature));
  if (key === undefined) return refuse('signature');
  return { ok: true, header, payload: reading.payload.bytes ?? new Uint8Array(0), key };
}

const UNSUPPORTED = ['crit', 'b64', 'zip', 'enc'];

/** A JWS may sign anything: what its payload is made of is for the layer of claims. */
function isAboutClaims(fault: TokenFault): boolean {
  // mutants: a fault of no part is none of the payload
  return fault.kind !== 'base64url' && 'part' in fault && fault.part === 'payload';
}

function isFit(key: VerificationKey, algorithm: JwsAlgorithm, kid: string | undefined): boolean {
  if (key.alg !== undefined && key.alg !== algorithm.name) return false;
  if (kid !== undefined && key.kid !== undefined && key.kid !== kid) return false;
  if (key.material instanceof Uint8Array) {
    return algorithm.kty === 'oct' && key.material.length * 8 >= Number(algorithm.hashBits);
  }
  return takesKey(algorithm, key.material);
}

function refuse(reason: CompactRefusal): CompactVerdict {
  return { ok: false, reason };
}
