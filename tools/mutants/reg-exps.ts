/** A part of a regular expression that a change leaves alone: an escape or a class. */
const WHOLE = /\\(?:[xu][\da-f{}]+|.)|\[(?:\\.|[^\]\\])*\]/giy;

/** A regular expression with one anchor, one repetition or one flag changed, each as source text. */
export function changedRegExps(text: string): readonly string[] {
  const end = text.lastIndexOf('/');
  const flags = text.slice(end + 1);
  const changed: string[] = [];
  const put = (start: number, length: number, replacement: string) =>
    changed.push(text.slice(0, start) + replacement + text.slice(start + length));
  for (let at = 1; at < end; at++) {
    WHOLE.lastIndex = at;
    const whole = WHOLE.exec(text);
    if (whole) {
      at = WHOLE.lastIndex - 1;
      continue;
    }
    const char = text[at];
    if (char === '^' || char === '$') put(at, 1, '(?:)');
    if (char === '+') put(at, 1, '*');
    if (char === '*') put(at, 1, '+');
    if (char === '?' && /[^(*+?}]/.test(text[at - 1] ?? '(')) put(at, 1, '');
  }
  if (flags.includes('i')) changed.push(text.slice(0, end + 1) + flags.replace('i', ''));
  return changed;
}
