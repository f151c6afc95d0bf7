import { describeJson, isJsonObject, isSameJson, type JsonObject, type JsonValue } from '../encoding/json.ts';
import { formatPointer } from '../encoding/json-pointer.ts';

/** One pattern of `acl.paths`. */
export interface AclRule {
  readonly pattern: string;
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
    const rule = readRule(pattern, paths[pattern]);
    if ('kind' in rule) return rule;
    rules.push(rule);
  }
  return { kind: 'rules', rules };
}

let last: { readonly claim: JsonObject; readonly reading: AclReading } | undefined;

/** The same; where it is what was read the last time, the very same reading: tokens of one sender have one acl. */
export function readAclAgain(claim: unknown): AclReading {
  if (!isJsonObject(claim)) return readAcl(claim);
  if (last !== undefined && isSameJson(last.claim, claim)) return last.reading;
  const reading = readAcl(claim);
  last = { claim, reading };
  return reading;
}

function readRule(pattern: string, entry: JsonValue | undefined): AclRule | AclReading {
  const at = ['acl', 'paths', pattern];
  if (!pattern.startsWith('/')) return malformed(at, 'a pattern that begins with a slash', pattern, `\`${pattern}\``);
  if (!isJsonObject(entry)) return malformed(at, 'an object, empty or with methods', entry);
  const { methods, filters } = entry;
  if (methods !== undefined && !isListOfNames(methods)) {
    return malformed([...at, 'methods'], 'an array of method names, such as ["GET", "POST"]', methods);
  }
  if (filters !== undefined && !isJsonObject(filters)) return malformed([...at, 'filters'], 'an object', filters);
  const rule: { -readonly [name in keyof AclRule]: AclRule[name] } = { pattern };
  if (methods !== undefined) rule.methods = methods;
  if (filters !== undefined) rule.filters = filters;
  return rule;
}

/**
 * Whether the acl lets a request through. `path` is the decoded, unambiguous path of `readTarget`. `*` is one segment
 * and `**` any number of them, none included; a final slash does not count; the path is tried with and without its
 * version segment (`/v1`, `/v0.3`), without it for no pattern that begins with a version or with `*`: that is
 * the version already, and must not be the segment after it as well. Methods and segments are compared as they stand. A malformed acl allows nothing.
 */
export function allows(acl: AclReading, method: string, path: string): AclDecision {
  if (acl.kind === 'absent') return { allowed: true };
  if (acl.kind === 'malformed') return { allowed: false };
  const covers = coverage(segmentsOf(path));
  const otherMethods: AclRule[] = [];
  for (const rule of acl.rules) {
    if (!covers(segmentsOf(rule.pattern))) continue;
    if (rule.methods === undefined || rule.methods.includes(method)) return { allowed: true, rule };
    otherMethods.push(rule);
  }
  const otherVersion = acl.rules.filter((rule) => {
    const [version, ...others] = segmentsOf(rule.pattern);
    return isVersion(version) && covers(['*', ...others]);
  });
  return {
    allowed: false,
    ...(otherMethods.length > 0 ? { otherMethods } : {}),
    ...(otherMethods.length === 0 && otherVersion.length > 0 ? { otherVersion } : {}),
  };
}

/** The acl that allows one request, by each of these methods, and nothing more. */
export function smallestAcl(
  methods: readonly string[],
  path: string,
): { paths: { [pattern: string]: { methods: readonly string[] } } } {
  return { paths: { [path]: { methods } } };
}

function malformed(path: readonly string[], expected: string, value: unknown, received?: string): AclReading {
  return { kind: 'malformed', pointer: formatPointer(path), expected, received: received ?? describeJson(value) };
}

function isListOfNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

/** Whether a segment is the version of an API: `v1`, `v0.3`. */
export function isVersion(segment = ''): boolean {
  return /^v\d+(\.\d+)*$/.test(segment);
}

/** The segments of a path or a pattern; a final slash makes none. */
export function segmentsOf(path: string): readonly string[] {
  const segments = path.slice(1).split('/');
  if (segments.at(-1) === '') segments.pop();
  return segments;
}

/**
 * A test of patterns against one path, with its segments as numbers so that long ones are compared once only.
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
      // mutants: it would fit no segment either, only later
      if (number === undefined) return false;
      wanted.push(number);
    }
    const [first] = pattern;
    const isOfVersion = first === '*' || isVersion(first);
    return variants.some((variant) => (variant === whole || !isOfVersion) && matches(wanted, variant, numbers.size));
  };
}

const ONE = -1;
const ANY = -2; // mutants: any number that is no other's will do

/** @param kinds how many different segments the path has: their numbers are below it */
function matches(pattern: readonly number[], path: readonly number[], kinds: number): boolean {
  const last = pattern.at(-1);
  // mutants: what ends in another segment is refused below too, later
  if (last !== undefined && last >= 0 && last !== path.at(-1)) return false;
  const any = pattern.indexOf(ANY);
  const fixed = any === -1 ? pattern.length : any;
  if (any === -1 ? path.length !== fixed : path.length < fixed) return false;
  for (let at = 0; at < fixed; at++) if (pattern[at] !== ONE && pattern[at] !== path[at]) return false;
  // mutants: without `**` the last segment, which fits, would be compared once more
  if (any === -1) return true;
  const rest = pattern.slice(any);
  return rest.length <= SHORT ? matchesShort(rest, path, any, kinds) : matchesRest(rest, path.slice(any));
}

/** So many places have a bit each in one number. */
const SHORT = 30;

/** As `matchesRest`, from a segment of the path on, for the patterns that nearly all are. */
function matchesShort(pattern: readonly number[], path: readonly number[], from: number, kinds: number): boolean {
  let count = 0;
  let stays = 0;
  let anySegment = 0;
  for (const segment of pattern) {
    if (segment === ANY) stays |= 1 << count;
    else if (segment === ONE) anySegment |= 1 << count++;
    else count++;
  }
  const fits = new Int32Array(kinds).fill(anySegment);
  let at = 0;
  for (const segment of pattern) {
    if (segment >= 0) fits[segment] = (fits[segment] as number) | (1 << at);
    if (segment !== ANY) at++;
  }
  let reached = 1;
  for (let index = from; index < path.length; index++) {
    const moving = reached & (fits[path[index] as number] as number);
    reached = (moving << 1) | (reached & stays);
  }
  return (reached & (1 << count)) !== 0;
}

/**
 * All the ways through a pattern with `**` at once, one bit for each number of segments matched so far: bit i moves on
 * where the next segment fits the i-th one of the pattern, and stays where a `**` stands before that. No way is tried
 * twice, so no pattern makes this slow.
 */
function matchesRest(pattern: readonly number[], path: readonly number[]): boolean {
  const wanted = pattern.filter((segment) => segment !== ANY);
  // mutants: words beyond these stay 0
  const words = (wanted.length >> 5) + 1;
  const stays = new Int32Array(words);
  let count = 0;
  for (const segment of pattern) {
    if (segment === ANY) setBit(stays, count);
    else count++;
  }
  const fits = new Map<number, Int32Array>();
  // mutants: to work the same out again only takes longer
  for (const segment of path) if (!fits.has(segment)) fits.set(segment, positions(wanted, segment, words));
  const reached = new Int32Array(words);
  setBit(reached, 0);
  for (const segment of path) {
    const fit = fits.get(segment) as Int32Array;
    // mutants: bit 0 is set all the time, as the pattern begins with `**`
    let carry = 0;
    for (const word of reached.keys()) {
      const here = reached[word] as number;
      const moving = here & (fit[word] as number);
      reached[word] = (moving << 1) | carry | (here & (stays[word] as number));
      carry = moving >>> 31;
    }
  }
  return ((reached[wanted.length >> 5] as number) & (1 << (wanted.length & 31))) !== 0;
}

/** The places of a pattern that a segment fits, as bits. */
function positions(wanted: readonly number[], segment: number, words: number): Int32Array {
  const bits = new Int32Array(words);
  for (const [at, one] of wanted.entries()) if (one === ONE || one === segment) setBit(bits, at);
  return bits;
}

function setBit(bits: Int32Array, at: number): void {
  bits[at >> 5] = (bits[at >> 5] as number) | (1 << (at & 31));
}
