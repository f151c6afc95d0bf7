/** A JSON value as the strict parser gives it: objects have no prototype, so no member name is special. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [name: string]: JsonValue };

/** What a strict reader holds against a JSON text (RFC 8259), and where: `byte` counts UTF-8 bytes from the start. */
export interface JsonFault {
  readonly reason: 'not-utf8' | 'syntax' | 'too-deep' | 'duplicate-member' | 'number-out-of-range' | 'not-an-object';
  /** What should have stood there, in a person's words: `a comma or a closing brace`. */
  readonly expected: string;
  readonly byte: number;
  /** JSON Pointer (RFC 6901) of the innermost value that was being read; of the second member where two share a name. */
  readonly pointer: string;
}
