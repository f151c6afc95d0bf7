import { CAUSES } from '../causes/index.ts';
import { allows } from '../claims/acl.ts';
import type { Cause, Fact, Facts, Found, Place, Stage } from '../evidence/cause.ts';
import { STAGES } from '../evidence/cause.ts';
import type { Evidence, EvidenceName } from '../evidence/evidence.ts';
import type { Finding, Span } from '../evidence/report.ts';
import { spanOf } from '../jws/span.ts';
import { effectiveMethods } from '../request/effective-methods.ts';

const BY_STAGE: ReadonlyMap<Stage, readonly Cause[]> = new Map(
  STAGES.map((stage) => [stage, CAUSES.filter((cause) => cause.stage === stage)]),
);

/**
 * Judges one stage: the first fault in order of precedence, or `undefined` when the stage is clear. The gate calls it
 * stage by stage, so that no key is looked up for a malformed header and no RSA is done for an unknown application.
 */
export function judge(stage: Stage, evidence: Evidence): Finding | undefined {
  // mutants: each stage is there
  for (const cause of BY_STAGE.get(stage) ?? []) {
    const fault = faultOf(cause, evidence);
    if (fault) return fault;
  }
  return undefined;
}

/** What one cause finds, where that is a fault. */
export function faultOf(cause: Cause, evidence: Evidence): Finding | undefined {
  if (!hasNeeds(evidence, cause)) return undefined;
  const found = cause.find(evidence);
  return found && (found.severity ?? cause.severity) === 'fault' ? findingOf(cause, found, evidence) : undefined;
}

/**
 * The last word before a request is let through, independent of any cause: fails closed where a cause has a hole.
 * True only for a strict token, an accepted algorithm, a verified signature, a known clock, and an acl that allows it.
 */
export function isProvenGood(evidence: Evidence): boolean {
  const { token, signature, profile, now } = evidence;
  const alg = token?.header.members?.['alg'];
  return (
    token !== undefined &&
    token.faults.length === 0 &&
    profile.algorithms.some((accepted) => accepted === alg) &&
    token.payload.members !== undefined &&
    typeof signature?.verifiedBy === 'string' &&
    Number.isFinite(now) &&
    isExpected(evidence) &&
    (profile.takesBound !== false || token.payload.members['cnf'] === undefined) &&
    isAllowed(evidence)
  );
}

/** Issuer and audience, where the verifier has configured them (RFC 8725 §3.8, §3.9). */
function isExpected({ expected = {}, token }: Evidence): boolean {
  // mutants: asked of a token alone that was read
  const { iss, aud } = token?.payload.members ?? {};
  const { issuers = [], audiences = [] } = expected;
  const isOneOf = (value: unknown, values: readonly string[]) => values.includes(value as string);
  if (issuers.length > 0 && !isOneOf(iss, issuers)) return false;
  return audiences.length === 0 || [aud].flat().some((value) => isOneOf(value, audiences));
}

/** Where the request is known, the acl has to allow it. */
function isAllowed({ acl = { kind: 'absent' }, request }: Evidence): boolean {
  if (acl.kind === 'malformed') return false;
  if (acl.kind === 'absent' || request?.target === undefined) return true;
  const { path } = request.target;
  // mutants: no rule is for a method without a name
  if (path === undefined) return false;
  return effectiveMethods(request.method, request.fields).every(({ method }) => allows(acl, method, path).allowed);
}

export function findingOf(cause: Cause, found: Found, evidence: Evidence): Finding {
  return {
    cause: cause.id,
    severity: found.severity ?? cause.severity,
    certainty: found.certainty ?? cause.certainty,
    facts: withoutNoise(found.facts),
    at: found.at ? spanFor(found.at, evidence) : null,
  };
}

/** Durations to the millisecond: the difference of two times has more digits than either of them. */
function withoutNoise(facts: Facts): Facts {
  const isNoisy = (name: string, fact: Fact | undefined) =>
    name.endsWith('Seconds') && typeof fact === 'number' && !Number.isInteger(fact);
  const noisy = Object.entries(facts).filter(([name, fact]) => isNoisy(name, fact));
  if (noisy.length === 0) return facts;
  return {
    ...facts,
    ...Object.fromEntries(noisy.map(([name, fact]) => [name, Math.round(Number(fact) * 1000) / 1000])),
  };
}

/** The evidence without which a cause gives no verdict; empty where it can be judged. */
export function missing(evidence: Evidence, cause: Needs): EvidenceName[] {
  if (hasNeeds(evidence, cause)) return []; // mutants: only sooner
  const { needs, needsOneOf = [] } = cause;
  const oneOf = needsOneOf.some((name) => evidence[name] !== undefined) ? [] : needsOneOf;
  return [...needs.filter((name) => evidence[name] === undefined), ...oneOf];
}

type Needs = Pick<Cause, 'needs' | 'needsOneOf'>;

function hasNeeds(evidence: Evidence, { needs, needsOneOf }: Needs): boolean {
  for (const name of needs) if (evidence[name] === undefined) return false;
  return needsOneOf === undefined || needsOneOf.some((name) => evidence[name] !== undefined);
}

function spanFor(place: Place, evidence: Evidence): Span | null {
  const whole = { in: place.in, part: place.part ?? null, pointer: place.pointer ?? null };
  if (place.start !== undefined && place.end !== undefined) return { ...whole, start: place.start, end: place.end };
  if (place.in !== 'token' || !evidence.token) return null;
  return { ...whole, ...spanOf(evidence.token, place) };
}
