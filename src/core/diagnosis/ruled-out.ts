import type { Cause } from '../evidence/cause.ts';
import type { CauseId } from '../evidence/cause-id.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Check } from '../evidence/report.ts';
import { isMac } from '../observe/weigh-signature.ts';
import { BAD_SIGNATURE } from '../said/products/usual-means.ts';

/** Causes that only an answer shows: that they were not found says nothing. */
const UNSEEN_STAGES: readonly Cause['stage'][] = ['environment', 'replay'];

/** An id that looks like one may still be another one's, as long as nobody told which ones there are. */
const BY_FORM: readonly CauseId[] = ['kid-unknown', 'identity-claim-mistaken', 'subject-invalid'];

/**
 * How much of a cause the evidence leaves: 0 where its check was made and is clear. A clock that nobody gave rules
 * nothing out, nor do the general rules of JWT rule out what a provider asks for.
 */
export function shareLeft(cause: Cause, evidence: Evidence, checks: readonly Check[]): number {
  if (cause.id === 'secret-form-mismatch') return shareOfSecret(evidence, checks);
  const isVerified = typeof evidence.signature?.verifiedBy === 'string';
  if (isVerified && cause.id in BAD_SIGNATURE) return 0;
  // What a secret verifies has no public key.
  if (isVerified && cause.id === 'verifier-holds-wrong-key' && isMac(evidence.token?.header.members?.['alg'])) return 0;
  const check = checks.find((one) => one.cause === cause.id);
  const isTimed = evidence.token !== undefined && evidence.now !== undefined && evidence.isOwnClock !== true;
  if (isTimed && cause.stage === 'time' && check?.result !== 'found') return 0;
  if (check?.result !== 'clear' || UNSEEN_STAGES.includes(cause.stage)) return 1;
  if (evidence.isOwnClock === true && cause.needs.includes('now')) return 0.3;
  if (cause.needs.length === 0) return 0.5;
  if (BY_FORM.includes(cause.id) && evidence.registry === undefined && evidence.keySet === undefined) return 0.5;
  const isGeneral = evidence.chosenBy === 'default' && ['header', 'claims'].includes(cause.stage);
  return isGeneral ? 0.3 : 0;
}

/** That the secret fits here says nothing of what the verifier makes of it; a token of a key pair has none. */
function shareOfSecret({ token }: Evidence, checks: readonly Check[]): number {
  const members = token?.header.members;
  if (members !== undefined && !isMac(members['alg'])) return 0;
  return checks.find((one) => one.cause === 'secret-form-mismatch')?.result === 'clear' ? 0 : 1;
}
