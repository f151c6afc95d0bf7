/** A UUID as text (RFC 9562 §4), in letters of either case. */
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids are matched exactly, in lower case; one in any other form is nobody's and is not looked up. */
export function isUuid(text: string): boolean {
  return UUID.test(text) && text === text.toLowerCase();
}
