/** A scheme, or what is written in its place: letters, a colon, blanks. Basic has no token behind it. */
const PREFIX = /^(?![Bb][Aa][Ss][Ii][Cc])[A-Za-z]{0,16}?:?? {0,4}?(?=eyJ)/;
const LONGEST = 21;

/** What stands before a token in an Authorization value; `undefined` where it is nothing usual. */
export function prefixOf(authorization: string): string | undefined {
  return PREFIX.exec(authorization)?.[0];
}

/** Where that ends, by bytes: where no token begins behind it, the end is of no use. */
export function endOfPrefix(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < start + LONGEST && !(bytes[at] === E && bytes[at + 1] === Y && bytes[at + 2] === J)) at++;
  return at;
}

const E = 0x65;
const Y = 0x79;
const J = 0x4a;
