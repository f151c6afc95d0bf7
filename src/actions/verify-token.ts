import type { Profile } from '../core/claims/profile.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import type { Evidence, RequestEvidence, SignatureEvidence } from '../core/evidence/evidence.ts';
import type { Finding } from '../core/evidence/report.ts';
import { signingInput } from '../core/jws/read-token.ts';
import type { KeyReading } from '../core/keys/reading.ts';
import { tokenEvidence } from '../core/observe/observe.ts';
import { judgeToken } from './judge-token.ts';

export interface TokenRules {
  readonly profile: Profile;
  readonly skewSeconds: number;
  /** NumericDate seconds. */
  readonly now: number;
  /** What the token is used for, where its path is to be judged. */
  readonly request?: RequestEvidence;
  /** The key at hand, or the name of the secret: what a wrong signature was tried with. */
  readonly verifierKey?: KeyReading;
  readonly secrets?: readonly string[];
}

export type TokenVerdict =
  | { readonly ok: true; readonly claims: JsonObject }
  | { readonly ok: false; readonly finding: Finding; readonly evidence: Evidence };

/** Verifies by `alg` over the signing input. @returns the name of the key that verified, or `null`. */
export type Verifier = (alg: string, signingInput: string, signature: Uint8Array) => string | null;

/** Verifies one token under a key at hand: the walk of the gate without its registry. */
export function verifyToken(text: string, rules: TokenRules, verifier: Verifier): TokenVerdict {
  const { expected } = rules.profile;
  const given = { ...rules, ...(expected && { expected }), ...tokenEvidence(text, rules.profile) };
  return judgeToken(given, (_, evidence) => {
    const signature = verifiedSignature(evidence, verifier);
    return signature === undefined ? evidence : { ...evidence, signature };
  });
}

/** Who signed; `undefined` where the token has no signature by an algorithm of the profile. */
export function verifiedSignature({ token, profile }: Evidence, verifier: Verifier): SignatureEvidence | undefined {
  const alg = token?.header.members?.['alg'];
  const signature = token?.signature.bytes;
  if (!token || !signature || typeof alg !== 'string' || !profile.algorithms.includes(alg)) return undefined;
  return { verifiedBy: verifier(alg, signingInput(token), signature) };
}
