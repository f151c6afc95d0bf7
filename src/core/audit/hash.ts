import { toHex } from '../encoding/bytes.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import { sha256 } from '../hash/sha256.ts';
import { canonicalJson } from './canonical.ts';
import type { AuditEntry, AuditLine } from './entry.ts';

/** Stands where the first line of a log would have the hash of the one before. */
export const NO_HASH = '0'.repeat(64);

/** The entry with its hash. */
export function seal(entry: AuditEntry): AuditLine {
  return { ...entry, hash: hashOf(entry) };
}

/** SHA-256 of the canonical form of an entry; a `hash` among its members does not count. Hexadecimal, lower case. */
export function hashOf(entry: AuditEntry | AuditLine): string {
  const { hash: _, ...hashed } = entry as AuditLine;
  return toHex(sha256(encodeUtf8(canonicalJson(hashed))));
}

/** A line of an export, without its end: canonical too, so that equal lines are equal texts. */
export function lineText(line: AuditLine): string {
  return canonicalJson(line);
}
