/** Where a text that was pasted leads. */
export type Destination =
  | { readonly kind: 'report'; readonly id: string }
  /** An id alone: of a report, an application, or a token (jti). */
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'fingerprint'; readonly fingerprint: string }
  /** What the debugger reads; `what` in a person's words. */
  | { readonly kind: 'evidence'; readonly what: string };

/** Whether a text looks pasted, and not typed: to be told before the reader of such texts is loaded. */
export function looksPasted(text: string): boolean {
  return /[0-9a-f]{16}|[0-9a-f]{8}-[0-9a-f]{4}-|eyJ|-----BEGIN|^\s*[{[]|HTTP\/\d|^\s*curl |SHA256:|[\w+/]{43}=|\n/i.test(
    text,
  );
}
