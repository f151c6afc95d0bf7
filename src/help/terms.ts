/** Words that stand in every question and tell none from another. */
const UNTELLING = new Set(
  '401 a all an and are as at be but by can do does doing else error everything for from get getting go goes got has have how i if in is it its me my now of on or problem so some something that the their them then there this to unauthorised unauthorized was we went what when where which while who why will with you your'.split(
    ' ',
  ),
);

/** Endings, longest first: `expired`, `expires`, `expiry` and `expiration` are one word to whoever searches. */
const ENDING = /(?:ations?|ings?|ies|ied|edly|ed|es|s|ly|e|y|ion|ions)$/;
/** A stem that is shorter tells nothing. */
const STEM_LENGTH = 4;

/** A word of a text, and where it is. */
export interface Word {
  readonly text: string;
  readonly start: number;
}

/** Most words have nothing within them. */
const PLAIN = /^(?:[A-Z]?[a-z0-9]+|[A-Z]+)$/;

/** The words of a text, with those that stand within a name: `JWTIssuedAt` has `JWTIssuedAt`, `JWT`, `Issued` and `At`. */
export function wordsOf(text: string): readonly Word[] {
  const found: Word[] = [];
  for (const { 0: name, index } of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
    if (PLAIN.test(name)) {
      found.push({ text: name, start: index });
      continue;
    }
    const parts = [...name.matchAll(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+|[\p{L}\p{N}]+/gu)];
    if (parts.length !== 1) found.push({ text: name, start: index });
    for (const part of parts) found.push({ text: part[0], start: index + part.index });
  }
  return found;
}

/** The form in which words are compared; `null` for one that tells nothing. */
export function termOf(word: string): string | null {
  const plain = word.toLowerCase();
  if (plain.length < 2 || UNTELLING.has(plain)) return null;
  const stem = plain.replace(ENDING, '');
  return stem.length >= STEM_LENGTH ? stem : plain.replace(/(?<=\w{2})s$/, '');
}
