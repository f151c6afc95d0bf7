import type { TokenReading } from './reading.ts';

/**
 * What a text is, whatever its faults: a JWS, one that is cut off (parts missing or empty), a JWE (RFC 7516, five
 * parts), or no such thing.
 */
export type TokenKind = 'jws' | 'cut' | 'jwe' | 'other';

export function kindOf(token: TokenReading): TokenKind {
  const parts = countOfParts(token);
  const members = token.header.members;
  if (parts > 3) return parts === 5 && members !== undefined && 'enc' in members ? 'jwe' : 'other';
  if (!setsOutAsJson(token)) return 'other';
  return parts < 3 || hasEmptyPart(token) ? 'cut' : 'jws';
}

export function countOfParts(token: TokenReading): number {
  for (const fault of token.faults) if (fault.kind === 'part-count') return fault.count;
  return 3;
}

function hasEmptyPart(token: TokenReading): boolean {
  return token.faults.some((fault) => fault.kind === 'part-empty');
}

/** The header begins as JSON does, after what people put before it by mistake: a byte order mark, blanks, a zero byte. */
function setsOutAsJson({ header }: TokenReading): boolean {
  const skipped = [0xef, 0xbb, 0xbf, 0xff, 0xfe, 0x00, 0x20, 0x09, 0x0a, 0x0d];
  const first = header.bytes?.find((byte) => !skipped.includes(byte));
  // mutants: a byte that is not there is none of these
  return first !== undefined && '{["'.includes(String.fromCharCode(first));
}
