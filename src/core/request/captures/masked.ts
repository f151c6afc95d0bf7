/** What tools put in the place of a credential when they print a request: `[REDACTED]`, `***`, `<hidden>`. */
const MASK =
  /^(?:[A-Za-z]+\s+)?(?:[[<(]?(?:secure|redacted|filtered|masked|hidden|sanitized|removed|omitted|secret)[\])>]?|\*{3,}|x{6,}|•{3,}|…|\.{3})$/i;

/** Whether the value of an Authorization header was blotted out by whatever printed it: nothing is known of it then. */
export function isMasked(value: string): boolean {
  return value.length <= 60 && MASK.test(value.trim());
}
