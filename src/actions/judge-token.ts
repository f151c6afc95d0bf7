import { isProvenGood, judge } from '../core/diagnosis/judge.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import type { Stage } from '../core/evidence/cause.ts';
import type { Evidence } from '../core/evidence/evidence.ts';
import type { Finding } from '../core/evidence/report.ts';
import { areSimpleRules, isPlainToken } from '../core/observe/plain-token.ts';
import { claimedId } from '../core/observe/signers.ts';

export type Judgement =
  | { readonly ok: true; readonly claims: JsonObject; readonly evidence: Evidence }
  | { readonly ok: false; readonly finding: Finding; readonly stage: Stage; readonly evidence: Evidence };

/**
 * What has to be found out on the way: who signed, and what the registry knows, where there is one; then whether the
 * token was used before, which uses it up and so is asked for last, and only where the application asks for single use.
 */
export type Wanted = 'signature' | 'replay';

/** Gives the evidence back with what was found out. */
export type Gatherer<E extends Evidence | Promise<Evidence>> = (wanted: Wanted, evidence: Evidence) => E;

/** Judges a token with all that it takes at hand. */
export function judgeToken(evidence: Evidence, gather: Gatherer<Evidence>): Judgement {
  const stages = walk(evidence);
  let step = stages.next();
  while (!step.done) step = stages.next(gather(step.value.wanted, step.value.evidence));
  return step.value;
}

/**
 * The same, where finding out takes time.
 * @param isClear whether it is known that no stage before that of the keys has a fault to find
 */
export async function judgeTokenLater(
  evidence: Evidence,
  gather: Gatherer<Promise<Evidence>>,
  isClear = false,
): Promise<Judgement> {
  const stages = walk(evidence, isClear);
  let step = stages.next();
  while (!step.done) step = stages.next(await gather(step.value.wanted, step.value.evidence));
  return step.value;
}

/** Something in Mintmark itself is wrong: the request is refused with a 500 that says so, never let through. */
export class DefectError extends Error {
  override readonly name = 'DefectError';
  constructor(what: string) {
    super(`Mintmark has a defect: it met ${what}`);
  }
}

const BEFORE_KEYS: readonly Stage[] = ['transport', 'shape', 'header', 'claims'];
const OF_KEYS: readonly Stage[] = ['registry', 'signature'];
const OF_SIGNED: readonly Stage[] = ['time', 'permission'];
const WITH_HISTORY: readonly Stage[] = ['replay'];

/**
 * The one walk through the stages, the first fault wins. It stops where something has to be found out first, so that no
 * key is looked up for a malformed header. Fails closed: what no cause rejects passes only if it is proven good.
 */
function* walk(
  evidence: Evidence,
  isClear = false,
): Generator<{ wanted: Wanted; evidence: Evidence }, Judgement, Evidence> {
  // The causes of a plain token are not asked one by one: it is known that none applies.
  const isPlain = isPlainToken(evidence);
  // mutants: to ask them all the same takes longer, and finds nothing
  const before = isPlain || isClear ? undefined : firstFault(BEFORE_KEYS, evidence);
  if (before) return before;
  const claims = evidence.token?.payload.members;
  if (claims === undefined) throw new DefectError('a token without fault that cannot be read');

  const signed = yield { wanted: 'signature', evidence };
  const isSigned = (signed.signature?.verifiedBy ?? null) !== null;
  // mutants: to ask them all the same takes longer, and finds nothing
  if (!isPlain || !isSigned || signed.registry) {
    const unsigned = firstFault(stagesOfKeys(evidence), signed) ?? (isSigned ? undefined : signedByAnotherKey(signed));
    if (unsigned) return unsigned;
    const after = firstFault(OF_SIGNED, signed);
    if (after) return after;
  }
  if (!isProvenGood(signed)) throw new DefectError('a token that nothing rejects and nothing proves');
  // mutants: an application that is not there was refused before
  if (signed.registry?.application?.singleUse !== true) return { ok: true, claims, evidence: signed };

  const used = yield { wanted: 'replay', evidence: signed };
  const again = firstFault(WITH_HISTORY, used);
  if (again) return again;
  if (used.replay?.firstSeenAt !== null) throw new DefectError('a used token that nothing rejects');
  return { ok: true, claims, evidence: used };
}

/**
 * The last look at a plain token (`isPlainToken`), in which no other stage has a fault to find: what its keys and the
 * registry say, and that it is proven good.
 */
export function isPlainlyGood(signed: Evidence): boolean {
  return firstFault(OF_KEYS, signed) === undefined && isProvenGood(signed);
}

/** Who signed may tell that a claim is wrong: the issuer of Snowflake names its key. */
function stagesOfKeys({ profile }: Evidence): readonly Stage[] {
  // mutants: to ask of the claims again takes longer, and finds nothing
  return areSimpleRules(profile) ? OF_KEYS : ['claims', ...OF_KEYS];
}

/** No key at hand signed: whose the one is that did, nobody here can tell. */
function signedByAnotherKey(evidence: Evidence): Judgement {
  const facts = { applicationId: claimedId(evidence), verifierKey: null };
  const finding = { cause: 'signed-by-unknown-key', severity: 'fault', certainty: 'proved', facts, at: null } as const;
  return { ok: false, finding, stage: 'signature', evidence };
}

function firstFault(stages: readonly Stage[], evidence: Evidence): Judgement | undefined {
  for (const stage of stages) {
    const finding = judge(stage, evidence);
    if (finding) return { ok: false, finding, stage, evidence };
  }
  return undefined;
}
