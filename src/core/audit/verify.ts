import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../encoding/json.ts';
import type { AuditLine } from './entry.ts';
import { hashOf, NO_HASH } from './hash.ts';

/** What is wrong with a line, and where: `line` counts the lines that were read, from 1. */
export interface ChainFault {
  readonly line: number;
  readonly position: number | null;
  readonly kind: 'unreadable' | 'changed' | 'missing' | 'repeated' | 'out-of-order' | 'replaced' | 'pruned-otherwise';
  /** Plain words, with what was expected. */
  readonly detail: string;
}

/** The log of one account, as far as it was read. */
export interface CheckedChain {
  readonly account: string | null;
  readonly lines: number;
  readonly first: number;
  readonly last: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Hash of the last line: to be kept somewhere else, for only it shows that the end was cut off. */
  readonly head: string;
}

export interface ChainCheck {
  /** Takes one line, as it stands in an export. An empty one is none. */
  take(text: string): void;
  /** Everything that was found so far, in the order of the lines. A beginning that is missing is told by `end`. */
  readonly faults: readonly ChainFault[];
  /** To be called when nothing follows. @returns the logs, by account */
  end(): readonly CheckedChain[];
  /** Whether a line with this hash was read. */
  has(hash: string): boolean;
}

interface Running extends CheckedChain {
  /** Positions that were read, so that a line in the wrong place is told from one that is gone. */
  readonly seen: Set<number>;
  readonly before: string;
  readonly firstLine: number;
  /** What lines about removed old ones say: the last position that is gone, and its hash. */
  readonly pruned: Map<number, string>;
}

/** @param heads hashes that somebody kept: `has` is for these alone, so that not every hash stays in memory */
export function chainCheck(heads: readonly string[] = []): ChainCheck {
  const wanted = new Set(heads);
  const found = new Set<string>();
  const chains = new Map<string | null, Running>();
  const faults: ChainFault[] = [];
  let read = 0;

  function take(text: string): void {
    read++;
    const line = readLine(text);
    if (typeof line === 'string') {
      faults.push({ line: read, position: null, kind: 'unreadable', detail: line });
      return;
    }
    const { position } = line;
    const hash = hashOf(line);
    if (hash !== line.hash) {
      const detail = `its hash is ${line.hash}, and what it says now has ${hash}`;
      faults.push({ line: read, position, kind: 'changed', detail });
    }
    if (wanted.has(line.hash)) found.add(line.hash);
    const chain = chains.get(line.account);
    const fault = chain && follow(chain, line);
    if (fault) faults.push({ line: read, position, ...fault });
    chains.set(line.account, extended(chain, line, read));
  }

  return {
    take(text) {
      if (text.trim() !== '') take(text);
      else read++;
    },
    faults,
    has: (hash) => found.has(hash),
    end() {
      for (const chain of chains.values()) {
        const fault = beginningOf(chain);
        if (fault) faults.push({ line: chain.firstLine, position: chain.first, ...fault });
      }
      faults.sort((a, b) => a.line - b.line);
      return [...chains.values()].map(({ seen: _, before: __, firstLine: ___, pruned: ____, ...chain }) => chain);
    },
  };
}

type Fault = Pick<ChainFault, 'kind' | 'detail'>;

/** What is wrong with a line behind the ones before it. */
function follow(chain: Running, { position, previous_hash }: AuditLine): Fault | undefined {
  const expected = chain.last + 1;
  if (chain.seen.has(position)) {
    return { kind: 'repeated', detail: `line ${position} has come before: expected ${expected}` };
  }
  if (position > expected) {
    const gone = position - 1 === expected ? `line ${expected} is` : `lines ${expected} to ${position - 1} are`;
    return { kind: 'missing', detail: `${gone} missing before it` };
  }
  if (position < expected) {
    return { kind: 'out-of-order', detail: `it comes after line ${chain.last}: expected ${expected}` };
  }
  if (previous_hash !== chain.head) {
    const detail = `it was written behind a line with the hash ${previous_hash}, and line ${chain.last} has ${chain.head}`;
    return { kind: 'replaced', detail };
  }
  return undefined;
}

/** A log begins with its first line, or where a line of it says that those before were removed for their age. */
function beginningOf({ first, before, pruned }: Running): Fault | undefined {
  if (first === 1) {
    if (before === NO_HASH) return undefined;
    return { kind: 'replaced', detail: `the first line has ${before} as the hash before it: expected 64 zeros` };
  }
  const told = pruned.get(first - 1);
  if (told === before) return undefined;
  const gone = first === 2 ? 'line 1 is' : `lines 1 to ${first - 1} are`;
  if (told === undefined)
    return { kind: 'missing', detail: `${gone} missing, and no line says that they were removed` };
  const detail = `the last removed line had the hash ${told}, and this one was written behind ${before}`;
  return { kind: 'pruned-otherwise', detail };
}

function extended(chain: Running | undefined, line: AuditLine, read: number): Running {
  const { account, position, at, hash, previous_hash } = line;
  const seen = (chain?.seen ?? new Set()).add(position);
  const pruned = chain?.pruned ?? new Map<number, string>();
  if (line.kind === 'audit-log.pruned') rememberPruned(pruned, line);
  return {
    account,
    lines: (chain?.lines ?? 0) + 1,
    first: chain?.first ?? position,
    firstAt: chain?.firstAt ?? at,
    // A line in the wrong place is told of once: those behind it go on from where the log was.
    ...(chain && position <= chain.last ? endOf(chain) : { last: position, lastAt: at, head: hash }),
    seen,
    before: chain?.before ?? previous_hash,
    firstLine: chain?.firstLine ?? read,
    pruned,
  };
}

const endOf = ({ last, lastAt, head }: CheckedChain) => ({ last, lastAt, head });

function rememberPruned(pruned: Map<number, string>, { changes }: AuditLine): void {
  const before = (name: string) => changes.find(({ member }) => member === name)?.before;
  const [position, hash] = [before('last_removed.position'), before('last_removed.hash')];
  if (typeof position === 'number' && typeof hash === 'string') pruned.set(position, hash);
}

/** @returns why it cannot be read, where it is no line of the log */
function readLine(text: string): AuditLine | string {
  const { value, faults } = parseJson(text);
  if (value === undefined || faults.length > 0) return 'it is not a JSON text: expected a line of an export';
  if (!isJsonObject(value)) return 'it is not a JSON object: expected a line of an export';
  const wrong = Object.entries(MEMBERS).find(([name, isRight]) => !isRight(value[name]));
  if (wrong) return `its member ${wrong[0]} is not as in a line of the audit log`;
  return value as JsonObject as AuditLine;
}

const isText = (value: JsonValue | undefined) => typeof value === 'string';
const isHash = (value: JsonValue | undefined) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isChange = (value: JsonValue) => isJsonObject(value) && isText(value['member']);
const MEMBERS: { readonly [name: string]: (value: JsonValue | undefined) => boolean } = {
  account: (value) => value === null || isText(value),
  position: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
  at: isText,
  kind: isText,
  changes: (value) => Array.isArray(value) && value.every(isChange),
  previous_hash: isHash,
  hash: isHash,
};
