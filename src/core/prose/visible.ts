/** Controls, bidirectional overrides, invisible formats, line separators and lone surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Text from outside, made safe to show: whatever a terminal or a browser would obey instead of show is written as an
 * escape (`\u001b`), so that it can neither move the cursor nor reverse the reading order.
 */
export function visible(text: string): string {
  // Nearly all text is such, and is soon known to be.
  if (PLAIN.test(text)) return text;
  return text.replace(UNSEEN, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
  });
}

/** What JSON lets stand as it is, and a terminal obeys or hides. */
const UNSEEN_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The same value as JSON, in which each such character is an escape (`\u202e`): it is safe to show, and reads back alike. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNSEEN_IN_JSON, (character) =>
    character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
