import type { ReplayEvidence } from '../evidence/evidence.ts';
import type { RequestReading } from '../request/captures/reading.ts';
import { RecordReader } from '../request/captures/record.ts';
import { readLogLine, type Skipped } from './log-line.ts';
import { NEWLINE } from './quick/bytes.ts';
import { Classifier } from './quick/classifier.ts';
import type { ClassifierKeys, ClassifierParts, TokenNames } from './quick/classifier-parts.ts';
import { QuickLines } from './quick/quick-line.ts';
import { TokenUses } from './quick/token-uses.ts';
import { type Summary, summarize } from './summary.ts';
import { addTo, Tally } from './tally.ts';

export interface LogTriageParts extends ClassifierParts {
  /** NumericDate seconds at which requests without a time of their own were judged. */
  readonly now?: number;
  readonly keys?: ClassifierKeys & { readonly counts: NonNullable<Summary['signatures']> };
  /** Of signatures that `expecting` checks. */
  readonly counts?: NonNullable<Summary['signatures']>;
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
  readonly #uses = new TokenUses();
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
      // As it is now: the examples are checked again for their words.
      signatures: this.#parts.keys?.counts ?? (this.#parts.counts ? { ...this.#parts.counts } : null),
    };
    return summarize(this.#tally, counts, (request, replay) => this.#classifier.inputOf(request, replay));
  }

  #takeQuickly(bytes: Uint8Array, start: number): boolean {
    const lines = this.#lines;
    if (!lines.read(bytes, start) || lines.kind === undefined) return false;
    const { kind, token } = lines;
    if (kind.status !== undefined && kind.status < 400) {
      this.#counts.notRefused++;
      if (token !== undefined && lines.sentAt !== undefined) this.#accept(kind.tokens, lines.sentAt);
      return true;
    }
    const now = lines.sentAt ?? this.#parts.now;
    const classified = this.#classifier.classifyQuickly({ kind, token, now, target: lines.target });
    if (classified === undefined) return false;
    const mayBeReplay = classified.cause === null && token !== undefined && isUnauthorized(kind.status);
    const isReplay = mayBeReplay && this.#firstUse(kind.tokens, now) !== undefined;
    const group = this.#tally.find(isReplay ? 'token-replayed' : classified.cause);
    if (group === undefined) return false;
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
      if (request.sentAt !== undefined) this.#accept(this.#classifier.namesOf(request), request.sentAt);
      return;
    }
    const { now } = this.#parts;
    const timed = request.sentAt === undefined && now !== undefined ? { ...request, sentAt: now } : request;
    if (timed.sentAt === undefined && (timed.response?.fields.length ?? 0) === 0) this.#counts.withoutTime++;
    const { cause: found, application } = this.#classifier.classify(timed);
    const replay = found === null ? this.#replayOf(timed) : undefined;
    const cause = replay === undefined ? found : 'token-replayed';
    const place = { file: this.#file, line };
    const group =
      this.#tally.find(cause) ?? this.#tally.open(cause, { place, request: timed, ...(replay && { replay }) });
    addTo(group, application, timed.sentAt);
  }

  /** Of a request for which nothing else was found: the log has the evidence that its token was accepted before. */
  #replayOf(request: RequestReading): ReplayEvidence | undefined {
    if (!isUnauthorized(request.response?.status)) return undefined;
    const firstSeenAt = this.#firstUse(this.#classifier.namesOf(request), request.sentAt);
    if (firstSeenAt === undefined) return undefined;
    return this.#classifier.isReplay(request, { firstSeenAt }) ? { firstSeenAt } : undefined;
  }

  #accept({ application, jti }: TokenNames, at: number): void {
    if (application !== undefined && jti !== undefined) this.#uses.accept(application, jti, at);
  }

  #firstUse({ application, jti }: TokenNames, now: number | undefined): number | undefined {
    if (application === undefined || jti === undefined || now === undefined) return undefined;
    return this.#uses.firstUse(application, jti, now);
  }

  #skip(reason: Skipped | 'long'): void {
    this.#unread.lines++;
    this.#unread[reason]++;
    this.#unread.first ??= `${this.#file}:${this.#line}`;
  }
}

/** As far as the log says. */
function isUnauthorized(status: number | undefined): boolean {
  return status === undefined || status === 401;
}
