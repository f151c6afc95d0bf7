/** One pattern of `acl.paths`, compiled. */
export interface AclRule {
  readonly pattern: string;
  readonly segments: readonly string[];
  /** Absent: every method. */
  readonly methods?: readonly string[];
}

/** The `acl` claim, read. `malformed` names the JSON Pointer and what was expected there; such an acl allows nothing. */
export type AclReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'rules'; readonly rules: readonly AclRule[] }
  | { readonly kind: 'malformed'; readonly pointer: string; readonly expected: string; readonly received: string };
