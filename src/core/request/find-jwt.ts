import { isBlank } from '../encoding/blank.ts';

/**
 * The longest stretch of a text that has the form of a JWT: three runs of base64 characters or more with dots between
 * them, from `eyJ` on where that occurs. A token that blanks or line ends break up is put together again.
 * For a diagnosis; linear in the text.
 */
export function findJwt(text: string): string | undefined {
  const whole = WHOLE.exec(text)?.[0];
  if (whole !== undefined) return whole;
  let best: string | undefined;
  for (const stretch of text.split(/[^\w.+/=\s\u00a0\u00ad\u200b-\u200f\u2060-\u2064\ufeff-]+/)) {
    for (const candidate of candidatesIn(stretch)) {
      if (best === undefined || candidate.length > best.length) best = candidate;
    }
  }
  return best;
}

/**
 * A JWS that ends where one of its kind does (HMAC, ECDSA and RSA, by the characters of their signatures), followed by
 * something else than base64: what stands behind it is text, and no rest of it.
 */
const WHOLE =
  /(?<![\w.+/=-])eyJ[\w-]+\.eyJ[\w-]+\.(?:[\w-]{43}|[\w-]{64}|[\w-]{86}|[\w-]{128}|[\w-]{342}|[\w-]{512}|[\w-]{683})(?![\w.+/=-])(?!\s+[\w-]{20})/;

/** Offset behind the first token that ends as one of its kind does; `undefined` where there is none. */
export function endOfWholeJwt(text: string): number | undefined {
  const found = WHOLE.exec(text);
  return found === null ? undefined : found.index + found[0].length;
}

function candidatesIn(stretch: string): string[] {
  const words = wordsOf(stretch);
  const first = words.findIndex((word) => word.includes('eyJ'));
  const joined = first === -1 ? '' : words.slice(first).join('');
  // Two tokens after each other have more than two dots between them.
  const whole = joined.split('.').length === 3 ? [joined] : words;
  return whole.map(fromHeader).filter((word) => /^[^.]+\.[^.]+\./.test(word));
}

/** Drops what is glued to the front of a token: `{"` in base64url is `eyJ`. */
function fromHeader(word: string): string {
  return word.slice(Math.max(word.indexOf('eyJ'), 0));
}

function wordsOf(stretch: string): string[] {
  const words: string[] = [];
  let start = 0;
  for (let at = 0; at <= stretch.length; at++) {
    if (at < stretch.length && !isBlank(stretch.charCodeAt(at))) continue;
    if (at > start) words.push(stretch.slice(start, at));
    start = at + 1;
  }
  return words;
}
