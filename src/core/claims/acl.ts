import { describeJson, isJsonObject, type JsonObject } from '../encoding/json.ts';
import { formatPointer } from '../encoding/json-pointer.ts';

/** One pattern of `acl.paths`, compiled. */
export interface AclRule {
  readonly pattern: string;
  readonly segments: readonly string[];
  /** Absent: every method. */
  readonly methods?: readonly string[];
  /** As sent. Vonage limits what a request may hold by them; Mintmark keeps them and does not evaluate them. */
  readonly filters?: JsonObject;
}

/** The `acl` claim, read. `malformed` names the JSON Pointer and what was expected there; such an acl allows nothing. */
export type AclReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'rules'; readonly rules: readonly AclRule[] }
  | { readonly kind: 'malformed'; readonly pointer: string; readonly expected: string; readonly received: string };

export interface AclDecision {
  readonly allowed: boolean;
  /** The rule that allows it; absent where there is no acl. */
  readonly rule?: AclRule;
  /** Refused: the rules that cover the path, for other methods. */
  readonly otherMethods?: readonly AclRule[];
  /** Refused: the rules that would cover the path in another version of the API. */
  readonly otherVersion?: readonly AclRule[];
}

/**
 * Reads the value of the claim: `{"paths":{"/v1/calls/**":{"methods":["POST"]}}}` (Vonage, "JWT access control lists").
 * `claim` is `undefined` where the token has none: then everything is allowed.
 */
export function readAcl(claim: unknown): AclReading {
  if (claim === undefined) return { kind: 'absent' };
  if (!isJsonObject(claim)) return malformed(['acl'], 'an object with the member paths', claim);
  const paths = claim['paths'];
  if (!isJsonObject(paths)) return malformed(['acl', 'paths'], 'an object whose member names are path patterns', paths);
  const rules: AclRule[] = [];
  for (const pattern of Object.keys(paths)) {
    const at = ['acl', 'paths', pattern];
    const entry = paths[pattern];
    if (!pattern.startsWith('/')) return malformed(at, 'a pattern that begins with a slash', pattern, `\`${pattern}\``);
    if (!isJsonObject(entry)) return malformed(at, 'an object, empty or with methods', entry);
    const { methods, filters } = entry;
    if (methods !== undefined && !isListOfNames(methods)) {
      return malformed([...at, 'methods'], 'an array of method names, such as ["GET", "POST"]', methods);
    }
    if (filters !== undefined && !isJsonObject(filters)) return malformed([...at, 'filters'], 'an object', filters);
    rules.push({
      pattern,
      segments: segmentsOf(pattern),
      ...(methods === undefined ? {} : { methods }),
      ...(filters === undefined ? {} : { filters }),
    });
  }
  return { kind: 'rules', rules };
}

/**
 * Whether the acl lets a request through. `path` is the decoded, unambiguous path of `readTarget`. `*` is one segment
 * and `**` any number of them, none included; a final slash does not count; the path is tried with and without its
 * version segment (`/v1`, `/v0.3`). Methods and segments are compared as they stand. A malformed acl allows nothing.
 */
export function allows(acl: AclReading, method: string, path: string): AclDecision {
  if (acl.kind === 'absent') return { allowed: true };
  if (acl.kind === 'malformed') return { allowed: false };
  const segments = segmentsOf(path);
  const covers = coverage(segments);
  const otherMethods: AclRule[] = [];
  for (const rule of acl.rules) {
    if (!covers(rule.segments)) continue;
    if (rule.methods === undefined || rule.methods.includes(method)) return { allowed: true, rule };
    otherMethods.push(rule);
  }
  const otherVersion = acl.rules.filter(
    (rule) => isVersion(rule.segments[0]) && covers(['*', ...rule.segments.slice(1)]),
  );
  return {
    allowed: false,
    ...(otherMethods.length > 0 ? { otherMethods } : {}),
    ...(otherMethods.length === 0 && otherVersion.length > 0 ? { otherVersion } : {}),
  };
}

/** The acl that allows one request and nothing more. */
export function smallestAcl(method: string, path: string): { paths: { [pattern: string]: { methods: string[] } } } {
  return { paths: { [path]: { methods: [method] } } };
}

function malformed(path: readonly string[], expected: string, value: unknown, received?: string): AclReading {
  return { kind: 'malformed', pointer: formatPointer(path), expected, received: received ?? describeJson(value) };
}

function isListOfNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function isVersion(segment: string | undefined): boolean {
  return segment !== undefined && /^v\d+(\.\d+)*$/.test(segment);
}

function segmentsOf(path: string): readonly string[] {
  const segments = path.slice(1).split('/');
  if (segments.at(-1) === '') segments.pop();
  return segments;
}

/**
 * A test of patterns against one path. Segments are compared as numbers, so the work is at most one small step for
 * each pair of a pattern's and the path's segments, whatever they hold.
 */
function coverage(path: readonly string[]): (pattern: readonly string[]) => boolean {
  const numbers = new Map<string, number>();
  const whole = path.map((segment) => {
    const number = numbers.get(segment) ?? numbers.size;
    numbers.set(segment, number);
    return number;
  });
  const variants = isVersion(path[0]) ? [whole, whole.slice(1)] : [whole];
  return (pattern) => {
    const wanted: number[] = [];
    for (const segment of pattern) {
      const number = segment === '*' ? ONE : segment === '**' ? ANY : numbers.get(segment);
      // A literal that is nowhere in the path.
      if (number === undefined) return false;
      wanted.push(number);
    }
    return variants.some((variant) => matches(wanted, variant));
  };
}

const ONE = -1;
const ANY = -2;

/** Matches left to right; after a mismatch only the last `**` takes one segment more, as an earlier one need never. */
function matches(pattern: readonly number[], path: readonly number[]): boolean {
  let at = 0;
  let next = 0;
  let anyAt = -1;
  let anyNext = 0;
  while (at < path.length) {
    const wanted = pattern[next];
    if (wanted === ANY) {
      anyAt = at;
      anyNext = ++next;
    } else if (wanted === ONE || wanted === path[at]) {
      at++;
      next++;
    } else if (anyAt >= 0) {
      at = ++anyAt;
      next = anyNext;
    } else {
      return false;
    }
  }
  while (pattern[next] === ANY) next++;
  return next === pattern.length;
}
