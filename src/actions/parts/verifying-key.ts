import type { Evidence } from '../../core/evidence/evidence.ts';
import { algorithmByName, hasLength, takesKey } from '../../core/jws/algorithms.ts';
import { signingInput } from '../../core/jws/read-token.ts';
import { CANDIDATE_LIMIT, isAccepted } from '../../core/observe/candidate-keys.ts';
import type { DirectoryEntry, DirectoryKey } from '../../ports/key-directory.ts';
import type { PreparedKey, Signatures } from '../../ports/signatures.ts';
import type { DecoyKeys } from './decoy-keys.ts';

export interface VerifyingParts {
  readonly signatures: Signatures;
  /** Verified under where keys are missing, so that an unknown application costs what a wrong key costs. */
  readonly decoys: DecoyKeys;
}

/** Verifications that a refusal costs at least: the current key, and one that it replaced. */
const EVEN_TRIES = 2;

/**
 * The accepted key that the signature verifies under, by the `alg` of the header, which the profile has accepted. Where
 * there is none, the work is that of two keys of this algorithm and of the length of the signature, whether the
 * application is there or not, and whether or not it changes its keys just now.
 * @param at NumericDate seconds
 */
export function verifyingKey(
  { signatures, decoys }: VerifyingParts,
  entry: DirectoryEntry | null,
  { token }: Evidence,
  at: number,
): DirectoryKey | undefined {
  // mutants: asked of a token alone that was read, and whose algorithm the profile accepts
  const { alg, kid } = token?.header.members ?? {};
  // mutants: the same
  const algorithm = typeof alg === 'string' ? algorithmByName(alg) : undefined;
  const signature = token?.signature.bytes; // mutants: the same
  // mutants: the same
  if (!token || !signature || !algorithm) return undefined;
  const input = signingInput(token);
  const isVerifiedBy = (key: PreparedKey) => signatures.verify(algorithm.name, key, input, signature);
  let tries = 0;
  for (const key of candidates(entry, kid, at)) {
    if (key.prepared === undefined || (key.alg ?? algorithm.name) !== algorithm.name) continue;
    if (isVerifiedBy(key.prepared)) return key;
    const { publicKey } = key.prepared;
    // A key of another kind or length is no work.
    if (takesKey(algorithm, publicKey) && hasLength(algorithm, publicKey, signature)) tries++;
  }
  const decoy = decoys(algorithm.name, signature.length);
  for (; decoy && tries < EVEN_TRIES; tries++) isVerifiedBy(decoy);
  return undefined;
}

/** `kid` selects among the accepted keys where it names one of them, and is ignored otherwise. */
function candidates(entry: DirectoryEntry | null, kid: unknown, at: number): readonly DirectoryKey[] {
  const accepted = (entry?.keys ?? []).filter((key) => isAccepted(key, at));
  const named = accepted.filter((key) => key.id === kid || key.fingerprint === kid);
  return named.length > 0 ? named : accepted.slice(0, CANDIDATE_LIMIT);
}
