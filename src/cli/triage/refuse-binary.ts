import { TextDecoder } from 'node:util';
import { usage } from '../terminal/failure.ts';
import { shellWord } from '../terminal/shell-word.ts';

const CHECKED_BYTES = 8192;

/** What a message calls the log; `-` is standard input. */
export function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/**
 * What is no text in ASCII or UTF-8 is told at once, with what makes one of it.
 * @param start of the log
 * @throws Failure (usage)
 */
export function refuseBinary(start: Buffer, path: string): void {
  const format = formatOf(start);
  if (format !== undefined) {
    const source = path === '-' ? '...' : shellWord(path);
    const command = path === '-' ? `${source} | ${format.reader}` : `${format.reader} ${source}`;
    throw usage(`${nameOf(path)} is ${format.name}`, `Pass its text: ${command} | mintmark triage -`);
  }
  if (start.subarray(0, CHECKED_BYTES).includes(0)) {
    const expected = 'Expected JSON lines, an access log, tokens or a HAR file';
    throw usage(`${nameOf(path)} is not text: it contains zero bytes`, expected);
  }
}

interface Format {
  readonly name: string;
  /** The command that writes its text. */
  readonly reader: string;
}

const MAGIC: readonly (readonly [bytes: readonly number[], format: Format])[] = [
  [[0x1f, 0x8b], { name: 'compressed (gzip)', reader: 'zcat' }],
  [[0x28, 0xb5, 0x2f, 0xfd], { name: 'compressed (zstd)', reader: 'zstdcat' }],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], { name: 'compressed (xz)', reader: 'xzcat' }],
  [[0x42, 0x5a, 0x68], { name: 'compressed (bzip2)', reader: 'bzcat' }],
];

function formatOf(start: Buffer): Format | undefined {
  return MAGIC.find(([bytes]) => bytes.every((byte, index) => start[index] === byte))?.[1];
}

/**
 * What makes text of a log in UTF-16, as PowerShell writes it: told by its byte order mark or, without one, by its first
 * characters, which are ASCII in any log: each has one byte of zero.
 */
export function utf16Decoder(start: Buffer): TextDecoder | undefined {
  const bytes = start.subarray(0, 16);
  if (bytes.length < 4) return undefined;
  const isMarked = (first: number, second: number) => bytes[0] === first && bytes[1] === second;
  const areZero = (first: number) => bytes.every((byte, index) => (index % 2 === first) === (byte === 0));
  if (isMarked(0xff, 0xfe) || areZero(1)) return new TextDecoder('utf-16le');
  return isMarked(0xfe, 0xff) || areZero(0) ? new TextDecoder('utf-16be') : undefined;
}
