/** A member of a request, by its dotted path, and what is wrong with it, as words after its name. */
export interface MemberFault {
  readonly name: string;
  readonly reason: string;
}

/** Why an action about people was refused, beside the reasons that all actions have. */
export type PeopleRefusal =
  | { readonly kind: 'invalid'; readonly parameters: readonly MemberFault[] }
  /** The address or the password is wrong: which of them is not told, nor by time. */
  | { readonly kind: 'sign-in-refused' }
  | { readonly kind: 'second-factor-required' }
  | { readonly kind: 'second-factor-refused' }
  /** The server has no secret to seal it with. */
  | { readonly kind: 'second-factor-unavailable' }
  | { readonly kind: 'second-factor-already-on' }
  | { readonly kind: 'second-factor-not-started' }
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
