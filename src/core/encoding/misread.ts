/** One place of a text where a person or a reader of images took a character for another. */
export interface Misreading {
  /** Offset in the text. */
  readonly at: number;
  /** What stands there: one character, two that are the same, or none. */
  readonly found: string;
  /** What was meant: one character. */
  readonly meant: string;
}

/** Characters of base64 that look alike in one font or another. */
const ALIKE = [
  'l1Ii',
  'O0oQD',
  '5Ss',
  '2Zz',
  '8B',
  '6bG',
  '9gq',
  'uv',
  'vV',
  'wW',
  'xX',
  'cC',
  'kK',
  'pP',
  '-_',
  '+t',
  '/7',
];
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Every way in which one character of a part of a text may have been misread, the likely ones first: characters that
 * look alike, letters in the other case, a character written twice. Linear in the length of the part.
 */
export function* misreadings(text: string, start: number, end: number): Generator<Misreading> {
  for (let at = start; at < end; at++) {
    const found = text.charAt(at);
    for (const group of ALIKE) {
      if (!group.includes(found)) continue;
      for (const meant of group) if (meant !== found) yield { at, found, meant };
    }
  }
  for (let at = start; at < end; at++) {
    const found = text.charAt(at);
    const meant = found === found.toLowerCase() ? found.toUpperCase() : found.toLowerCase();
    if (meant !== found && !ALIKE.some((group) => group.includes(found) && group.includes(meant)))
      yield { at, found, meant };
  }
  for (let at = start; at + 1 < end; at++) {
    const meant = text.charAt(at);
    const isFirst = at === start || text[at - 1] !== meant;
    if (text[at + 1] === meant && isFirst) yield { at, found: meant + meant, meant };
  }
}

/** A character that was lost at one place: at an end of a text, where there are but 64. */
export function* lostAt(at: number): Generator<Misreading> {
  for (const meant of ALPHABET) yield { at, found: '', meant };
}

/** The text as it was meant. */
export function corrected(text: string, { at, found, meant }: Misreading): string {
  return `${text.slice(0, at)}${meant}${text.slice(at + found.length)}`;
}
