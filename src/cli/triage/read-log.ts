import { createReadStream, fstatSync, openSync } from 'node:fs';
import { parseJson } from '../../core/encoding/json.ts';
import { readAccessLogLine } from '../../core/request/access-log.ts';
import { readHar } from '../../core/request/har.ts';
import { readRequests } from '../../core/request/read-requests.ts';
import type { RequestReading } from '../../core/request/reading.ts';
import { RecordReader } from '../../core/request/record.ts';
import { reasonOf, usage } from '../failure.ts';

/** What a log is handed to, line by line. */
export interface LogReader {
  request(request: RequestReading, line: number): void;
  /** A line that holds no request. */
  unread(line: number): void;
  /** Called for each piece of the file. */
  progress(lines: number, bytes: number, of: number | undefined): void;
}

const PIECE_BYTES = 131_072;
/** A longer line is no request. */
const LONGEST_LINE = 4_194_304;
/** A HAR file is one JSON text: it is read whole. */
const LARGEST_DOCUMENT = 536_870_912;

/**
 * Reads JSON lines, an access log, tokens (one a line) or a HAR file; `-` is standard input. Lines are handed on as they
 * come, so that memory does not grow with the file. @returns how many lines there were. @throws Failure (usage).
 */
export async function readLog(path: string, reader: LogReader): Promise<number> {
  const what = path === '-' ? 'standard input' : path;
  const lines = new Lines(reader, what);
  let bytes = 0;
  try {
    const descriptor = path === '-' ? 0 : openSync(path, 'r');
    const stats = fstatSync(descriptor);
    const size = stats.isFile() ? stats.size : undefined;
    // A path of its own would be opened; the descriptor is already.
    for await (const piece of createReadStream('', {
      fd: descriptor,
      highWaterMark: PIECE_BYTES,
      autoClose: path !== '-',
    })) {
      bytes += (piece as Buffer).length;
      lines.take(piece as Buffer);
      reader.progress(lines.count, bytes, size);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw usage(`${what} cannot be read: ${reasonOf(error)}`);
  }
  lines.end();
  return lines.count;
}

class Lines {
  count = 0;
  readonly #reader: LogReader;
  readonly #name: string;
  readonly #records = new RecordReader();
  #rest: Buffer = Buffer.alloc(0);
  /** Pieces of a JSON text that goes over many lines. */
  #document: Buffer[] | undefined;
  #documentBytes = 0;
  #isTooLong = false;

  constructor(reader: LogReader, name: string) {
    this.#reader = reader;
    this.#name = name;
  }

  take(piece: Buffer): void {
    if (this.#document !== undefined) {
      this.#keep(piece);
      return;
    }
    const end = piece.lastIndexOf(0x0a);
    if (end === -1) {
      this.#rest = Buffer.concat([this.#rest, piece]);
      if (this.#rest.length > LONGEST_LINE) {
        this.#isTooLong = true;
        this.#rest = Buffer.alloc(0);
      }
      return;
    }
    const whole = Buffer.concat([this.#rest, piece.subarray(0, end)]);
    this.#rest = Buffer.from(piece.subarray(end + 1));
    const text = whole.toString('utf8');
    if (this.count === 0 && isDocument(text)) {
      this.#document = [];
      this.#keep(Buffer.concat([whole, NEWLINE, this.#rest]));
      return;
    }
    for (let start = 0; start <= text.length; ) {
      const next = text.indexOf('\n', start);
      const stop = next === -1 ? text.length : next;
      this.#line(text.slice(start, stop));
      start = stop + 1;
    }
  }

  end(): void {
    if (this.#document !== undefined) this.#readDocument(Buffer.concat(this.#document).toString('utf8'));
    else if (this.#rest.length > 0) {
      const text = this.#rest.toString('utf8');
      if (this.count === 0 && isDocument(text)) this.#readDocument(text);
      else this.#line(text);
    }
  }

  #line(text: string): void {
    this.count++;
    if (this.#isTooLong) {
      this.#isTooLong = false;
      this.#reader.unread(this.count);
      return;
    }
    const first = text.charCodeAt(0);
    if (Number.isNaN(first) || text === '\r') return;
    if (first === 0x7b || first === 0x22 || first === 0x5b) this.#jsonLine(text);
    else this.#textLine(text.trimEnd());
  }

  #jsonLine(text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.#reader.unread(this.count);
      return;
    }
    const request = this.#records.read(value as never, this.count);
    if (request !== undefined) this.#reader.request(request, this.count);
    else this.#har(value) ?? this.#reader.unread(this.count);
  }

  /** A HAR file may stand in one line. */
  #har(value: unknown): true | undefined {
    const requests = readHar(value as never);
    for (const request of requests ?? []) this.#reader.request(request, this.count);
    return requests && true;
  }

  #textLine(text: string): void {
    const request = readAccessLogLine(text, this.count) ?? bareLine(text, this.count);
    if (request !== undefined) this.#reader.request(request, this.count);
    else if (text.trim() !== '') this.#reader.unread(this.count);
  }

  #keep(piece: Buffer): void {
    this.#documentBytes += piece.length;
    if (this.#documentBytes > LARGEST_DOCUMENT) {
      throw usage(
        `${this.#name} is one JSON text of more than ${LARGEST_DOCUMENT} bytes`,
        'JSON lines can be of any size',
      );
    }
    this.#document?.push(piece);
  }

  #readDocument(text: string): void {
    const reading = readRequests(text);
    if (!reading.ok) {
      throw usage(`${this.#name}, line ${reading.fault.line}: expected ${reading.fault.expected}`);
    }
    for (const request of reading.requests) {
      this.count++;
      this.#reader.request(request, request.line);
    }
  }
}

const NEWLINE = Buffer.from('\n');

/** A text that begins as JSON, whose first line is no JSON by itself. */
function isDocument(text: string): boolean {
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (!/^[[{]/.test(start)) return false;
  return parseJson(start.split('\n', 1)[0] ?? '', { maxDepth: 64 }).value === undefined;
}

/** A token, or an Authorization field or value. */
function bareLine(text: string, line: number): RequestReading | undefined {
  const value = text.replace(/^authorization[ \t]*:[ \t]*/i, '');
  if (/^(?:bearer|basic|token|jwt)\s/i.test(value)) return { form: 'json', line, authorization: value };
  return /^\S*\.\S*\.\S*$/.test(value) || value.startsWith('eyJ') ? { form: 'json', line, token: value } : undefined;
}
