import { HELP_BASE, diagnose as judge } from '../core/diagnosis/diagnose.ts';
import type { Input } from '../core/evidence/input.ts';
import { spkiPem } from '../core/keys/key-text.ts';
import { serverDateOf } from '../core/observe/observe.ts';
import type { Report } from './finding.ts';
import type { KeyInput } from './key-input.ts';
import { type ProfileInput, profileFrom } from './profile-input.ts';
import { readPublicKey } from './read-key.ts';

/** What is known of a failure: every member may be absent. */
export interface DiagnosisInput extends Omit<Input, 'publicKey' | 'profile'> {
  /** Whose rules judge: the id of a built-in profile, or one of your own, as its file has it. Without it the evidence tells. */
  readonly profile?: ProfileInput;
  /** The public key that the verifier holds. A text is judged itself; any other form has to be a key. */
  readonly publicKey?: KeyInput;
}

/**
 * The doctor: judges everything that is handed over, and hides nothing behind the first fault. The verifier's clock is
 * `now`; else the time of the answer, `serverDate` or its Date header; else this system's, as for `verify`, by which a
 * finding about times is likely and not proved.
 * @throws TypeError for an unknown profile, and for a `publicKey` that is no text and no key
 * @example
 * ```ts
 * import { diagnose } from '@mintmark/jwt';
 *
 * const { verdict, findings } = diagnose({ token: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln', key: process.env.PRIVATE_KEY ?? '' });
 * for (const { title, fix } of findings) console.log(verdict, title, fix.steps[0]);
 * ```
 */
export function diagnose(evidence: DiagnosisInput, helpBase: string = HELP_BASE): Report {
  const { publicKey, profile, ...rest } = evidence;
  const input: Input = {
    ...rest,
    ...(profile !== undefined && { profile: profileFrom(profile) }),
    ...clockOf(rest),
    ...(publicKey !== undefined && { publicKey: textOf(publicKey) }),
  };
  // Each cause gives the facts of its own: the compiler holds src/core/causes/facts.ts to the causes.
  return judge(input, helpBase) as Report;
}

/** This system's clock proves less than the verifier's. */
function clockOf(evidence: Pick<Input, 'now' | 'serverDate' | 'response'>): Pick<Input, 'now' | 'isOwnClock'> {
  const now = evidence.now ?? serverDateOf(evidence);
  return now === undefined ? { now: Date.now() / 1000, isOwnClock: true } : { now };
}

function textOf(publicKey: KeyInput): string {
  return typeof publicKey === 'string' ? publicKey : spkiPem(readPublicKey(publicKey, 'publicKey'));
}
