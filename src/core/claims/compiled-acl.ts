import { type AclReading, type AclRule, allows, isVersion, segmentsOf } from './acl.ts';

/** Whether an acl lets a method and an unambiguous path through: `allows`, made ready for many requests. */
export type CompiledAcl = (method: string, path: string) => boolean;

/** A rule whose pattern has `**` nowhere but at its end, as nearly all have. */
interface Prefix {
  readonly segments: readonly string[];
  readonly isOpen: boolean;
  /** It begins with the version, or with a `*` for it. */
  readonly isOfVersion: boolean;
  readonly methods: readonly string[] | undefined;
}

/** @returns a function that answers as `allows(acl, method, path).allowed` does */
export function compileAcl(acl: AclReading): CompiledAcl {
  if (acl.kind === 'absent') return () => true;
  if (acl.kind === 'malformed') return () => false;
  const prefixes: Prefix[] = [];
  const others: AclRule[] = [];
  const rest: AclReading = { kind: 'rules', rules: others };
  for (const rule of acl.rules) {
    const prefix = prefixOf(rule);
    // mutants: without it `allows` answers alike, later
    if (prefix) prefixes.push(prefix);
    else others.push(rule);
  }
  return (method, path) => {
    const segments = segmentsOf(path);
    const isVersioned = isVersion(segments[0]);
    for (const { segments: wanted, isOpen, isOfVersion, methods } of prefixes) {
      if (methods !== undefined && !methods.includes(method)) continue;
      if (fits(wanted, isOpen, segments, 0)) return true;
      if (isVersioned && !isOfVersion && fits(wanted, isOpen, segments, 1)) return true;
    }
    return allows(rest, method, path).allowed;
  };
}

function prefixOf({ pattern, methods }: AclRule): Prefix | undefined {
  const segments = segmentsOf(pattern);
  // mutants: what is left in it goes to `allows`
  const wanted = segments.at(-1) === '**' ? segments.slice(0, -1) : segments;
  if (wanted.includes('**')) return undefined; // mutants: `allows` answers alike, later
  const isOfVersion = wanted[0] === '*' || isVersion(wanted[0]);
  // mutants: the same
  return { segments: wanted, isOpen: wanted !== segments, isOfVersion, methods };
}

function fits(wanted: readonly string[], isOpen: boolean, segments: readonly string[], from: number): boolean {
  const length = segments.length - from;
  if (isOpen ? length < wanted.length : length !== wanted.length) return false;
  for (const [at, one] of wanted.entries()) if (one !== '*' && one !== segments[at + from]) return false;
  return true;
}
