import type { KeyFault } from '../../core/keys/reading.ts';
import type { KeyWeakness } from '../../core/keys/weaknesses.ts';

/** What an action gives: its value, or why it was refused. Refusals are values; a thrown error is a fault. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** Why not. `parameter` is the dotted path of a member of the request. */
export type Refusal =
  | PeopleRefusal
  /** There is none, or it is another account's: the two are not told apart. */
  | { readonly kind: 'not-found'; readonly id: string }
  | { readonly kind: 'private-key-posted'; readonly parameter: string }
  | { readonly kind: 'key-unreadable'; readonly parameter: string; readonly fault: KeyFault }
  | { readonly kind: 'key-too-weak'; readonly parameter: string; readonly weaknesses: readonly KeyWeakness[] }
  /** `applicationId` only where it is one of the same account. */
  | { readonly kind: 'key-registered-elsewhere'; readonly parameter: string }
  | { readonly kind: 'key-revoked'; readonly fingerprint: string }
  | { readonly kind: 'too-many-keys'; readonly limit: number }
  | { readonly kind: 'privacy-setting-unset'; readonly applicationId: string }
  /** Changed since the revision that the caller named, or changed again and again while this change was made. */
  | { readonly kind: 'revision-changed'; readonly revision: number }
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'too-many-shares'; readonly limit: number }
  | { readonly kind: 'account-unknown' }
  | { readonly kind: 'secret-too-simple' }
  | { readonly kind: 'too-many-secrets'; readonly limit: number }
  | { readonly kind: 'last-secret' };

/** Why an action about people was refused, beside the reasons that all actions have. */
type PeopleRefusal =
  | { readonly kind: 'invalid'; readonly parameters: readonly MemberFault[] }
  /** The address or the password is wrong: which of them is not told, nor by time. */
  | { readonly kind: 'sign-in-refused' }
  | { readonly kind: 'second-factor-required' }
  | { readonly kind: 'second-factor-refused' }
  /** The server has no secret to seal it with. */
  | { readonly kind: 'second-factor-unavailable' }
  /** It is on where another is to be set up; was not started where it is to be confirmed; is off where it is needed. */
  | { readonly kind: 'second-factor-state'; readonly state: 'on' | 'not-started' | 'off' }
  /** The password, or the code, that somebody who is signed in was asked for once more. */
  | { readonly kind: 'password-wrong'; readonly parameter: string }
  | { readonly kind: 'code-wrong'; readonly parameter: string }
  | { readonly kind: 'link-unknown' }
  | { readonly kind: 'link-used' }
  | { readonly kind: 'link-expired' }
  /** The invited person has signed in here before, and accepts as who they are. */
  | { readonly kind: 'sign-in-to-accept' }
  | { readonly kind: 'email-taken'; readonly parameter: string }
  | { readonly kind: 'already-member' }
  | { readonly kind: 'last-owner' };

/** A member of a request, by its dotted path, and what is wrong with it, as words after its name. */
export interface MemberFault {
  readonly name: string;
  readonly reason: string;
}

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}
