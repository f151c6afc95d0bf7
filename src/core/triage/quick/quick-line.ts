import type { JsonObject } from '../../encoding/json.ts';
import type { RecordReader } from '../../request/captures/record.ts';
import { parseTime } from '../../request/captures/time-text.ts';
import { type AccessLine, readAccessLine } from './access-line.ts';
import { ByteTable, bytesOf, latin1, NEWLINE, PLAIN, SPACE, startsWith } from './bytes.ts';
import type { RequestKind } from './classifier.ts';
import { match, numberAt } from './json-template.ts';
import { type LineTemplate, lineTemplateOf } from './line-template.ts';
import { endOfPrefix } from './prefix.ts';
import { QuickTimes } from './quick-time.ts';
import type { QuickTokens } from './quick-token.ts';
import type { TokenShape } from './token-shape.ts';

const KEPT_TEMPLATES = 16;
const MOST_LEARNED = 256;
const KEPT_KINDS = 2048;
const LONGEST_KEY = 4096;
const LONGEST_TEMPLATE = 65_536;

interface Known {
  readonly id: number;
  readonly template: LineTemplate;
  tokens: QuickTokens;
}

/**
 * Reads lines of a log by their bytes: those that are like one before but for their values. What the values mean is
 * never worked out here: the first request of a kind is read whole, and its kind found again by the bytes of all the
 * values that count. Every line that is in any way else is left to the parser.
 */
export class QuickLines {
  /** Of the line that was read last: what it is like, its token, where it has one, and its time. */
  kind: RequestKind | undefined;
  token: TokenShape | undefined;
  tokens: QuickTokens;
  sentAt: number | undefined;
  /** Where it ends. */
  end = 0;
  /** Where its target stands, in which bytes; -1: it is that of the kind. */
  #bytes: Uint8Array = new Uint8Array();
  #target = -1;
  #targetEnd = -1;
  readonly #usual: QuickTokens;
  readonly #times = new QuickTimes();
  readonly #accessTimes = new QuickTimes();
  readonly #kinds = new ByteTable<RequestKind>(KEPT_KINDS);
  readonly #key = new Uint8Array(LONGEST_KEY);
  #keyLength = 0;
  /** The last line has a form that is known. */
  #isKnown = false;
  /** The one that fitted last comes first. */
  readonly #templates: Known[] = [];
  #learned = 0;
  readonly #access: AccessLine = {
    time: 0,
    timeEnd: 0,
    method: 0,
    methodEnd: 0,
    target: 0,
    targetEnd: 0,
    status: 0,
    hasToken: false,
    end: 0,
  };
  #isAuthorization = false;
  /** What stands before the token. */
  #prefix = 0;
  #prefixEnd = 0;

  /** @param usual reads the tokens of requests whose host tells nothing */
  constructor(usual: QuickTokens) {
    this.#usual = usual;
    this.tokens = usual;
  }

  /** The target of that line; asked for only where an acl is judged. */
  readonly target = (): string | undefined => {
    return this.#target === -1 ? this.kind?.target : latin1(this.#bytes, this.#target, this.#targetEnd);
  };

  /** Reads one line that ends with a line feed. False where it has to be parsed. */
  read(bytes: Uint8Array, start: number): boolean {
    this.#bytes = bytes;
    this.kind = undefined;
    this.token = undefined;
    this.sentAt = undefined;
    this.#isKnown = false;
    this.#target = -1;
    this.#keyLength = 0;
    const first = bytes[start] as number;
    if (first === BRACE) return this.#readJson(bytes, start);
    this.tokens = this.#usual;
    if (PLAIN[first] !== 1 || first === SPACE || first === BRACKET) return false;
    return this.#readBare(bytes, start) || this.#readAccess(bytes, start);
  }

  /** After a line that was parsed, so that the next one like it is read quickly. */
  learn(kind: RequestKind): void {
    if (this.#isKnown && this.kind === undefined && this.#keyLength > 0)
      this.#kinds.set(this.#key, 0, this.#keyLength, kind);
  }

  learnTemplate(bytes: Uint8Array, start: number, end: number, value: JsonObject, records: RecordReader): void {
    if (this.#isKnown || this.#learned >= MOST_LEARNED || end - start > LONGEST_TEMPLATE) return;
    const template = lineTemplateOf(bytes, start, end, value, records.placesIn(value));
    const id = this.#learned++;
    if (template === undefined) return;
    if (this.#templates.length >= KEPT_TEMPLATES) this.#templates.pop();
    this.#templates.unshift({ id, template, tokens: this.#usual });
  }

  #readJson(bytes: Uint8Array, start: number): boolean {
    for (let index = 0; index < this.#templates.length; index++) {
      const known = this.#templates[index] as Known;
      const { json, credentials, isAuthorization } = known.template;
      this.tokens = known.tokens;
      this.#isAuthorization = isAuthorization;
      this.token = undefined;
      const end = match(json, bytes, start, credentials, this.#readCredentials);
      if (end === -1 || !this.#endsAt(bytes, end)) continue;
      this.#isKnown = true;
      if (index > 0) this.#putFirst(known, index);
      return (credentials === -1 || this.token !== undefined) && this.#readValues(bytes, known);
    }
    return false;
  }

  #readValues(bytes: Uint8Array, known: Known): boolean {
    const { json, time, target, telling } = known.template;
    if (time !== -1) {
      const start = json.starts[time] as number;
      const end = json.ends[time] as number;
      this.sentAt = json.slots[time]?.isNumber
        ? timeOf(numberAt(bytes, start, end))
        : this.#times.read(bytes, start, end);
      if (this.sentAt === undefined) return false;
    }
    this.#key[0] = known.id;
    this.#key[1] = JSON_LINE;
    this.#keyLength = 2;
    const hasPrefix = this.token !== undefined && this.#isAuthorization;
    if (hasPrefix && !this.#addToKey(bytes, this.#prefix, this.#prefixEnd)) return false;
    for (let index = 0; index < telling.length; index++) {
      const slot = telling[index] as number;
      const start = json.starts[slot] as number;
      const end = json.ends[slot] as number;
      if (!(slot === target ? this.#addTarget(bytes, start, end) : this.#addToKey(bytes, start, end))) return false;
    }
    if (!this.#findKind()) return false;
    if (this.kind?.tokens === known.tokens) return true;
    // Another host, whose rules are others.
    if (this.kind !== undefined) known.tokens = this.kind.tokens;
    return false;
  }

  /** In the place of a value: a token is read; what is none is skipped, for the parser to see. */
  readonly #readCredentials = (bytes: Uint8Array, start: number): number => {
    const end = this.#isAuthorization ? this.#readAuthorization(bytes, start) : this.#readToken(bytes, start);
    if (end !== -1) return end;
    let at = start;
    while (PLAIN[bytes[at] as number] === 1) at++;
    return at;
  };

  /** A token behind what may stand before one. */
  readonly #readAuthorization = (bytes: Uint8Array, start: number): number => {
    this.#prefix = start;
    this.#prefixEnd = endOfPrefix(bytes, start);
    return this.#readToken(bytes, this.#prefixEnd);
  };

  #readToken(bytes: Uint8Array, start: number): number {
    this.token = this.tokens.read(bytes, start);
    return this.token === undefined ? -1 : this.tokens.end;
  }

  #readAccess(bytes: Uint8Array, start: number): boolean {
    const line = this.#access;
    if (!readAccessLine(bytes, start, line, this.#readAuthorization) || !this.#endsAt(bytes, line.end)) return false;
    this.sentAt = this.#accessTimes.read(bytes, line.time, line.timeEnd);
    if (this.sentAt === undefined) return false;
    this.#isKnown = true;
    this.#key[0] = line.hasToken ? 1 : 0;
    this.#key[1] = ACCESS_LINE;
    this.#keyLength = 2;
    return (
      (!line.hasToken || this.#addToKey(bytes, this.#prefix, this.#prefixEnd)) &&
      this.#addToKey(bytes, line.method, line.methodEnd) &&
      this.#addTarget(bytes, line.target, line.targetEnd) &&
      this.#addToKey(bytes, line.status, line.status + 3) &&
      this.#findKind() &&
      this.kind?.tokens === this.#usual
    );
  }

  /** A token, or an Authorization value. */
  #readBare(bytes: Uint8Array, start: number): boolean {
    const end = this.#readAuthorization(bytes, start);
    if (end === -1 || !this.#endsAt(bytes, end)) return false;
    this.#isKnown = true;
    this.#key[0] = 0;
    this.#key[1] = BARE_LINE;
    this.#keyLength = 2;
    return (
      this.#addToKey(bytes, this.#prefix, this.#prefixEnd) && this.#findKind() && this.kind?.tokens === this.#usual
    );
  }

  #endsAt(bytes: Uint8Array, at: number): boolean {
    this.end = bytes[at] === RETURN ? at + 1 : at;
    return bytes[this.end] === NEWLINE;
  }

  #addTarget(bytes: Uint8Array, start: number, end: number): boolean {
    const path = startOfPath(bytes, start, end);
    const cut = endOfEndpoint(bytes, path, end);
    if (cut === -1) return this.#addToKey(bytes, start, end);
    this.#target = path;
    this.#targetEnd = end;
    return this.#addToKey(bytes, start, cut);
  }

  #addToKey(bytes: Uint8Array, start: number, end: number): boolean {
    const key = this.#key;
    let length = this.#keyLength;
    if (length + end - start + 1 > key.length) {
      this.#keyLength = 0;
      return false;
    }
    for (let at = start; at < end; at++) key[length++] = bytes[at] as number;
    key[length++] = 0;
    this.#keyLength = length;
    return true;
  }

  #findKind(): boolean {
    this.kind = this.#kinds.get(this.#key, 0, this.#keyLength);
    return this.kind !== undefined;
  }

  #putFirst(known: Known, index: number): void {
    this.#templates.splice(index, 1);
    this.#templates.unshift(known);
  }
}

/**
 * Where the part of a target ends that stands for an endpoint: the first two segments, where the whole is a path that
 * all read alike; -1 where it is not. @param from its first slash
 */
function endOfEndpoint(bytes: Uint8Array, from: number, end: number): number {
  let slashes = 0;
  let cut = end;
  if (bytes[from] !== SLASH) return -1;
  for (let at = from; at < end; at++) {
    const code = bytes[at] as number;
    if (code === SLASH) {
      // Neither an empty segment nor one of dots.
      if (at + 1 < end && PATH[bytes[at + 1] as number] !== 1) return -1;
      if (++slashes === 3) cut = at;
    } else if (PATH[code] === 0) return -1;
  }
  return cut;
}

/** The first slash of the path, where a target may be a whole URL; `start` where there is none. */
function startOfPath(bytes: Uint8Array, start: number, end: number): number {
  const scheme = SCHEMES.find((one) => startsWith(bytes, start, one));
  if (bytes[start] === SLASH || scheme === undefined) return start;
  let at = start + scheme.length;
  while (at < end && (PATH[bytes[at] as number] !== 0 || bytes[at] === COLON)) at++;
  return at === start + scheme.length ? start : at;
}

/** 1: may begin a segment, 2: may stand in one. */
const PATH = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-')
  PATH[character.charCodeAt(0)] = 1;
for (const character of '.~') PATH[character.charCodeAt(0)] = 2;

function timeOf(value: number): number | undefined {
  return value >= 1e8 && value < 1e12 ? value : parseTime(value);
}

const JSON_LINE = 1;
const ACCESS_LINE = 2;
const BARE_LINE = 3;
const BRACE = 0x7b;
const BRACKET = 0x5b;
const SLASH = 0x2f;
const COLON = 0x3a;
const RETURN = 0x0d;
const SCHEMES = ['https://', 'http://'].map(bytesOf);
