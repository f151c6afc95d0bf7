/** A request target, read for the acl: one path that every hop agrees on, or the reason why there is none. */
export interface TargetReading {
  readonly text: string;
  /** The decoded path, only where it is unambiguous. */
  readonly path?: string;
  /** Offset of the ambiguity in `text`, and its kind. */
  readonly ambiguity?: {
    readonly at: number;
    readonly kind:
      | 'dot-segment'
      | 'encoded-slash'
      | 'encoded-dot'
      | 'double-encoding'
      | 'empty-segment'
      | 'backslash'
      | 'parameter'
      | 'fragment'
      | 'control'
      | 'bad-escape'
      | 'not-utf8'
      | 'not-a-path';
    readonly text: string;
  };
}
