import { closeSync, createReadStream, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { TextDecoder } from 'node:util';
import { readRequests } from '../../core/request/captures/read-requests.ts';
import type { LogTriage } from '../../core/triage/log-triage.ts';
import { reasonOf, usage } from '../terminal/failure.ts';
import { nameOf, refuseBinary, utf16Decoder } from './refuse-binary.ts';

/** How far the reading of a file has come. */
export interface ReadProgress {
  readonly bytes: number;
  /** Size of the file; `undefined` where it is none. */
  readonly of: number | undefined;
}

const PIECE_BYTES = 262_144;
const PIECES_A_TURN = 8;
/** A longer line is no request. */
const LONGEST_LINE = 4_194_304;
/** A HAR file is one JSON text: it is read whole. */
const LARGEST_DOCUMENT = 536_870_912;

/**
 * Hands JSON lines, an access log, tokens (one a line) or a HAR file to `triage`; `-` is standard input. Lines are
 * handed on as they come, so that memory does not grow with the file.
 * @param onPiece called after each piece
 * @param signal stops reading; what was read until then counts
 * @throws Failure (usage) where the file cannot be read, or is no text
 */
export async function readLog(
  path: string,
  triage: LogTriage,
  onPiece: (progress: ReadProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<void> {
  const pieces = new Pieces(triage, path);
  let bytes = 0;
  try {
    const descriptor = path === '-' ? 0 : openSync(path, 'r');
    const stats = fstatSync(descriptor);
    const of = stats.isFile() ? stats.size : undefined;
    let utf16: TextDecoder | undefined;
    for await (const piece of of === undefined ? streamOf(descriptor, stats, signal) : fileOf(descriptor)) {
      if (signal?.aborted) return;
      if (bytes === 0) utf16 = utf16Decoder(piece);
      bytes += piece.length;
      pieces.take(utf16 === undefined ? piece : Buffer.from(utf16.decode(piece, { stream: true })));
      onPiece({ bytes, of });
    }
  } catch (error) {
    if (signal?.aborted) return;
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw usage(`${pieces.name} cannot be read: ${reasonOf(error)}`);
  }
  pieces.end();
}

/** A pipe or a terminal. */
function streamOf(descriptor: number, stats: Stats, signal: AbortSignal | undefined): AsyncIterable<Buffer> {
  const stream = descriptor === 0 ? process.stdin : openStream(descriptor, stats);
  signal?.addEventListener('abort', () => stream.destroy(), { once: true });
  return stream;
}

function openStream(fd: number, stats: Stats) {
  // Where nothing comes out of a pipe, a read of the file system cannot be given up.
  if (stats.isFIFO()) return new Socket({ fd, readable: true, writable: false });
  // A path of its own would be opened; the descriptor is already.
  return createReadStream('', { fd, highWaterMark: PIECE_BYTES });
}

/** In one and the same piece of memory: to make a new one for each costs more than to read what is in it. */
async function* fileOf(descriptor: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.alloc(PIECE_BYTES);
  try {
    for (let turn = 1; ; turn++) {
      const size = readSync(descriptor, buffer, 0, PIECE_BYTES, null);
      if (size === 0) return;
      yield buffer.subarray(0, size);
      // A signal is told of between turns of the event loop.
      if (turn % PIECES_A_TURN === 0) await setImmediate();
    }
  } finally {
    if (descriptor !== 0) closeSync(descriptor);
  }
}

/** As UTF-8. */
export function decodeLine({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, length).toString('utf8');
}

/** Cuts what is read into whole lines, and tells a log of lines from a document that goes over many. */
class Pieces {
  readonly name: string;
  readonly #path: string;
  readonly #triage: LogTriage;
  #form: 'unknown' | 'lines' | 'document' = 'unknown';
  /** The line that has not ended yet; of a document, all that was read. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  #isTooLong = false;

  constructor(triage: LogTriage, path: string) {
    this.name = nameOf(path);
    this.#path = path;
    this.#triage = triage;
  }

  take(piece: Buffer): void {
    if (this.#form === 'unknown' && this.#heldBytes === 0) refuseBinary(piece, this.#path);
    const feed = piece.indexOf(LINE_FEED);
    if (this.#form === 'document' || feed === -1) this.#hold(piece);
    else if (this.#form === 'unknown') this.#begin(Buffer.concat([...this.#released(), piece]));
    else {
      const first = piece.subarray(0, feed + 1);
      const last = piece.lastIndexOf(LINE_FEED);
      this.#endLine(first);
      if (last > feed) this.#triage.take(asBytes(piece.subarray(feed + 1, last + 1)));
      this.#hold(piece.subarray(last + 1));
    }
  }

  end(): void {
    if (this.#form === 'unknown') this.#begin(Buffer.concat(this.#released()));
    if (this.#form === 'document') this.#readDocument();
    else if (this.#heldBytes > 0 || this.#isTooLong) this.#endLine(NEWLINE);
  }

  /** @param start the first line at least, or all that there is */
  #begin(start: Buffer): void {
    const text = start.subarray(0, 3).equals(BYTE_ORDER_MARK) ? start.subarray(3) : start;
    this.#form = isDocument(text) ? 'document' : 'lines';
    this.take(text);
  }

  #endLine(rest: Buffer): void {
    const held = this.#released();
    if (this.#isTooLong) this.#triage.skipLongLine();
    else this.#triage.take(asBytes(held.length === 0 ? rest : Buffer.concat([...held, rest])));
    this.#isTooLong = false;
  }

  #hold(piece: Buffer): void {
    if (this.#isTooLong || piece.length === 0) return;
    // The memory of a piece is used again.
    this.#held.push(Buffer.from(piece));
    this.#heldBytes += piece.length;
    const first = this.#held[0]?.[0] ?? 0;
    // A document may stand in one line.
    if (this.#form === 'document' || (this.#form === 'unknown' && isBracket(first))) this.#checkSize();
    else if (this.#heldBytes > LONGEST_LINE) {
      this.#form = 'lines';
      this.#isTooLong = true;
      this.#released();
    }
  }

  #released(): Buffer[] {
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    return held;
  }

  #checkSize(): void {
    if (this.#heldBytes <= LARGEST_DOCUMENT) return;
    const size = `${LARGEST_DOCUMENT / 1_048_576} MiB`;
    throw usage(`${this.name} is one JSON text of more than ${size}`, 'JSON lines can be of any size');
  }

  #readDocument(): void {
    const reading = readRequests(Buffer.concat(this.#released()).toString('utf8'));
    if (!reading.ok) throw usage(`${this.name}, line ${reading.fault.line}: expected ${reading.fault.expected}`);
    this.#triage.takeDocument(reading.requests);
  }
}

const LINE_FEED = 0x0a;
const NEWLINE = Buffer.from('\n');
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The same bytes, without what Buffer adds to them. */
function asBytes({ buffer, byteOffset, length }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

function isBracket(code: number): boolean {
  return code === 0x7b || code === 0x5b;
}

/** `[2026-11-24T10:00:00Z] …`, `[error] …`: how lines of a log begin, and no JSON does. */
const BRACKETED = /^\[(?:\d{1,4}[-/]\d|(?!true|false|null)[A-Za-z])/;

/** A text that begins as JSON, whose first line is no JSON by itself. */
function isDocument(bytes: Buffer): boolean {
  let start = 0;
  while (start < bytes.length && (bytes[start] as number) <= 0x20) start++;
  if (!isBracket(bytes[start] ?? 0)) return false;
  const feed = bytes.indexOf(LINE_FEED, start);
  const first = bytes.toString('utf8', start, feed === -1 ? bytes.length : feed).trim();
  if (BRACKETED.test(first)) return false;
  try {
    JSON.parse(first);
    return false;
  } catch {
    // Where the next line begins as records do, the first line of a log is broken.
    return feed === -1 || first.length === 1 || !isBracket(bytes[feed + 1] ?? 0);
  }
}
