import type { RequestReading } from '../request/reading.ts';
import { RecordReader } from '../request/record.ts';
import { NEWLINE } from './bytes.ts';
import { Classifier, type ClassifierKeys, type ClassifierParts } from './classifier.ts';
import { readLogLine, type Skipped } from './log-line.ts';
import { QuickLines } from './quick-line.ts';
import { type Summary, summarize } from './summary.ts';
import { addTo, Tally } from './tally.ts';

export interface LogTriageParts extends ClassifierParts {
  /** NumericDate seconds at which requests without a time of their own were judged. */
  readonly now?: number;
  readonly keys?: ClassifierKeys & { readonly counts: NonNullable<Summary['signatures']> };
  /** UTF-8; what is none becomes U+FFFD. */
  decode(bytes: Uint8Array): string;
}

/**
 * Groups the requests of logs by the cause for which they were refused. Lines are read by their bytes where they are
 * like one before, else parsed; both ways come to the same. Memory grows neither with the lines nor with what differs
 * between them.
 */
export class LogTriage {
  readonly #parts: LogTriageParts;
  readonly #classifier: Classifier;
  readonly #lines: QuickLines;
  readonly #records = new RecordReader();
  readonly #tally = new Tally();
  readonly #counts = { lines: 0, blank: 0, notRefused: 0, withoutTime: 0 };
  readonly #unread = { lines: 0, first: null as string | null, json: 0, record: 0, text: 0, long: 0 };
  #file = '';
  /** Lines of this file. */
  #line = 0;

  constructor(parts: LogTriageParts) {
    this.#parts = parts;
    this.#classifier = new Classifier(parts);
    this.#lines = new QuickLines(this.#classifier.usualTokens);
  }

  /** Begins a file; its name stands in examples. */
  open(file: string): void {
    this.#file = file;
    this.#line = 0;
  }

  /** Of all files. */
  get lines(): number {
    return this.#counts.lines;
  }

  /** Takes whole lines, each with its line feed. */
  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      this.#line++;
      this.#counts.lines++;
      if (this.#takeQuickly(bytes, at)) {
        at = this.#lines.end + 1;
        continue;
      }
      const feed = bytes.indexOf(NEWLINE, at);
      const end = feed === -1 ? bytes.length : feed;
      this.#takeLine(bytes, at, end);
      at = end + 1;
    }
  }

  /** A line that was too long to be kept. */
  skipLongLine(): void {
    this.#line++;
    this.#counts.lines++;
    this.#skip('long');
  }

  /** The requests of a document that is no log of lines. */
  takeDocument(requests: readonly RequestReading[]): void {
    for (const request of requests) {
      this.#counts.lines++;
      this.#judge(request, request.line);
    }
  }

  /** @param isStopped the rest of the log was not read */
  summary(isStopped = false): Summary {
    const { json, record, text, long, ...unread } = this.#unread;
    const counts = {
      isStopped,
      ...this.#counts,
      unread: { ...unread, reasons: { json, record, text, long } },
      signatures: this.#parts.keys?.counts ?? null,
    };
    return summarize(this.#tally, counts, (request) => this.#classifier.inputOf(request));
  }

  #takeQuickly(bytes: Uint8Array, start: number): boolean {
    const lines = this.#lines;
    if (!lines.read(bytes, start) || lines.kind === undefined) return false;
    const { status } = lines.kind;
    if (status !== undefined && status < 400) {
      this.#counts.notRefused++;
      return true;
    }
    const now = lines.sentAt ?? this.#parts.now;
    const { kind, token } = lines;
    const classified = this.#classifier.classifyQuickly({ kind, token, now, target: lines.target });
    const group = classified && this.#tally.find(classified.cause);
    if (classified === undefined || group === undefined) return false;
    if (now === undefined) this.#counts.withoutTime++;
    addTo(group, classified.application, now);
    return true;
  }

  #takeLine(bytes: Uint8Array, start: number, end: number): void {
    const text = this.#parts.decode(bytes.subarray(start, end));
    if (text === '' || text === '\r' || text.trim() === '') {
      this.#counts.blank++;
      return;
    }
    const { requests, value, skipped } = readLogLine(text, this.#line, this.#records);
    if (skipped !== undefined) this.#skip(skipped);
    const [request] = requests;
    if (request === undefined || requests.length > 1) {
      for (const one of requests) this.#judge(one, this.#line);
      return;
    }
    if (request.form !== 'har') this.#lines.learn(this.#classifier.kindOf(request));
    this.#judge(request, this.#line);
    if (value !== undefined) this.#lines.learnTemplate(bytes, start, end, value, this.#records);
  }

  #judge(request: RequestReading, line: number): void {
    const status = request.response?.status;
    if (status !== undefined && status < 400) {
      this.#counts.notRefused++;
      return;
    }
    const { now } = this.#parts;
    const timed = request.sentAt === undefined && now !== undefined ? { ...request, sentAt: now } : request;
    if (timed.sentAt === undefined && (timed.response?.fields.length ?? 0) === 0) this.#counts.withoutTime++;
    const { cause, application } = this.#classifier.classify(timed);
    const group = this.#tally.find(cause) ?? this.#tally.open(cause, timed, { file: this.#file, line });
    addTo(group, application, timed.sentAt);
  }

  #skip(reason: Skipped | 'long'): void {
    this.#unread.lines++;
    this.#unread[reason]++;
    this.#unread.first ??= `${this.#file}:${this.#line}`;
  }
}
