/** Controls, bidirectional overrides, invisible formats, line separators and lone surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text from outside, made safe to show: whatever a terminal or a browser would obey instead of show is written as an
 * escape (`\u001b`), so that it can neither move the cursor nor reverse the reading order.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
  });
}
