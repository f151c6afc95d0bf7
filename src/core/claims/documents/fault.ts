/** One thing that is wrong with a document of a profile. */
export interface ProfileFault {
  /** JSON Pointer (RFC 6901) of the member; empty for the document itself. */
  readonly pointer: string;
  /** After "expected": `a whole number`. */
  readonly expected: string;
  readonly received: string;
  readonly fix: string;
}
