import { readAcl } from '../core/claims/acl.ts';
import type { Profile } from '../core/claims/profile.ts';
import { isProvenGood, judge } from '../core/diagnosis/judge.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import type { Stage } from '../core/evidence/cause.ts';
import type { Evidence, RequestEvidence } from '../core/evidence/evidence.ts';
import type { Finding } from '../core/evidence/report.ts';
import { readToken } from '../core/jws/read-token.ts';
import { isPlainToken } from '../core/observe/plain-token.ts';
import { DefectError } from './authenticate-request.ts';

export interface TokenRules {
  readonly profile: Profile;
  readonly skewSeconds: number;
  /** NumericDate seconds. */
  readonly now: number;
  /** What the token is used for, where its acl is to be read. */
  readonly request?: RequestEvidence;
}

export type TokenVerdict =
  | { readonly ok: true; readonly claims: JsonObject }
  | { readonly ok: false; readonly finding: Finding };

/** Verifies by `alg` over the signing input. @returns the name of the key that verified, or `null`. */
export type Verifier = (alg: string, signingInput: string, signature: Uint8Array) => string | null;

const BEFORE_SIGNATURE: readonly Stage[] = ['shape', 'header', 'claims'];
const AFTER_SIGNATURE: readonly Stage[] = ['signature', 'time', 'permission'];

/**
 * Verifies one token under a key at hand: the stages of the gate that need no registry, first fault wins. The causes of
 * a plain token are not asked one by one: it is known that none applies.
 */
export function verifyToken(text: string, rules: TokenRules, verifier: Verifier): TokenVerdict {
  const token = readToken(text);
  const claims = token.payload.members;
  const acl = rules.profile.acl && claims ? readAcl(claims['acl']) : undefined;
  const unsigned: Evidence = { ...rules, token, ...(acl && { acl }) };
  const isPlain = isPlainToken(unsigned);
  const before = isPlain ? undefined : firstFault(BEFORE_SIGNATURE, unsigned);
  if (before) return { ok: false, finding: before };
  const alg = token.header.members?.['alg'];
  const signature = token.signature.bytes;
  if (!claims || typeof alg !== 'string' || !signature)
    throw new DefectError('a token without fault that cannot be read');
  const verifiedBy = verifier(alg, text.slice(0, token.payload.end), signature);
  const evidence: Evidence = { ...unsigned, signature: { verifiedBy } };
  const after = isPlain && verifiedBy !== null ? undefined : firstFault(AFTER_SIGNATURE, evidence);
  if (after) return { ok: false, finding: after };
  if (verifiedBy === null) return { ok: false, finding: signedByAnotherKey(rules.profile, claims) };
  if (!isProvenGood(evidence)) throw new DefectError('a token that nothing rejects and nothing proves');
  return { ok: true, claims };
}

/** Only the key at hand was tried: whose the other one is, nobody here can tell. */
function signedByAnotherKey(profile: Profile, claims: JsonObject): Finding {
  const claimed = claims[profile.identityClaim];
  const facts = { applicationId: typeof claimed === 'string' ? claimed.slice(0, 80) : null, verifierKey: null };
  return { cause: 'signed-by-unknown-key', severity: 'fault', certainty: 'proved', facts, at: null };
}

function firstFault(stages: readonly Stage[], evidence: Evidence): Finding | undefined {
  for (const stage of stages) {
    const finding = judge(stage, evidence);
    if (finding) return finding;
  }
  return undefined;
}
