const LOWER = 'abcdefghijkmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';
/** Nothing that is taken for something else when it is read out. */
const ALPHABET = LOWER + UPPER + DIGITS;
/** The longest that the Account API takes. */
const LENGTH = 25;

/** An API secret: 25 characters at random, 146 bits, with a lower-case letter, an upper-case letter and a digit. */
export function newSecret(): string {
  for (;;) {
    const secret = Array.from({ length: LENGTH }, () => ALPHABET[randomBelow(ALPHABET.length)]).join('');
    if (/[a-z]/.test(secret) && /[A-Z]/.test(secret) && /[0-9]/.test(secret)) return secret;
  }
}

/** Without the leaning of a remainder: values beyond the last whole multiple are drawn again. */
function randomBelow(limit: number): number {
  const bytes = new Uint8Array(1);
  const end = 256 - (256 % limit);
  for (;;) {
    const [value = 255] = crypto.getRandomValues(bytes);
    if (value < end) return value % limit;
  }
}
