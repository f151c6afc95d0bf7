import { emptinessOf, isUuid } from '../claims/claim-value.ts';
import { endOfToken } from '../claims/lifetime.ts';
import type { ClaimRule, Profile } from '../claims/profile.ts';
import type { JsonObject, JsonValue } from '../encoding/json.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { PartReading } from '../jws/reading.ts';

/**
 * Recognises in one look the token that nearly every sender mints: strict, with the usual header, with claims that the
 * profile knows, each of its form, and inside every bound of time. No cause of the stages shape, header, claims, time
 * and permission has a fault to find in it where no request is judged (a test holds both to this), so none need be
 * asked. False means nothing: the causes decide.
 */
export function isPlainToken(evidence: Evidence): boolean {
  return hasPlainForm(evidence) && hasPlainTimes(evidence);
}

/** The same whatever the clock says: no cause of the stages shape, header and claims has a fault to find in it. */
export function hasPlainForm({ token, profile, request, acl, expected }: Evidence): boolean {
  const claims = token?.payload.members;
  if (token?.faults.length !== 0 || claims === undefined || expected !== undefined) return false;
  if (request !== undefined || (claims['acl'] !== undefined && acl?.kind !== 'rules')) return false;
  // No RSA signature is shorter, unless its end was lost.
  if ((token.signature.bytes?.length ?? 0) * 8 < profile.rsaBits.minimum) return false;
  return isPlainHeader(token.header, profile) && arePlainClaims(claims, profile);
}

/** Whether a token of plain form is inside every bound of time. */
export function hasPlainTimes({ token, profile, now }: Evidence): boolean {
  const claims = token?.payload.members;
  return claims !== undefined && now !== undefined && arePlainTimes(claims, profile, now);
}

/** `alg` and `typ`, which fill the whole text: there is no other Header Parameter in it. */
function isPlainHeader({ text, members }: PartReading, { algorithms, header: rules }: Profile): boolean {
  const alg = members?.['alg'];
  if (typeof alg !== 'string' || members?.['typ'] !== 'JWT') return false;
  if (text?.length !== '{"alg":"","typ":"JWT"}'.length + alg.length) return false;
  const isTaken = ({ name, required, accepts }: Profile['header'][number]) =>
    name === 'typ' ? (accepts?.includes('JWT') ?? true) : !required;
  return algorithms.includes(alg) && rules.every(isTaken);
}

function arePlainClaims(claims: JsonObject, profile: Profile): boolean {
  const rules = rulesOf(profile);
  if (!rules.areSimple) return false;
  let required = 0;
  for (const name of Object.keys(claims)) {
    const rule = rules.byName.get(name);
    if (rule === undefined || !isPlainValue(claims[name] as JsonValue, rule)) return false;
    if (rule.required) required++;
  }
  return required === rules.required;
}

/** Whether a profile judges each claim by its name and its type alone, whatever the other claims are. */
export function areSimpleRules(profile: Profile): boolean {
  return rulesOf(profile).areSimple;
}

/** Whether the claims are judged without a look at the request: where it goes to, and from which page. */
export function ignoresRequest({ id, environments }: Profile): boolean {
  return environments === undefined && !WITH_OWN_CAUSES.includes(id);
}

/** Profiles of which a cause of their own reads more than the rules. */
const WITH_OWN_CAUSES: readonly string[] = ['snowflake', 'mapkit'];

interface Rules {
  readonly byName: ReadonlyMap<string, ClaimRule>;
  /** How many of them are. */
  readonly required: number;
  /** Each claim is judged by its name and its type alone. */
  readonly areSimple: boolean;
}

const rulesByProfile = new WeakMap<Profile, Rules>();

function rulesOf(profile: Profile): Rules {
  let rules = rulesByProfile.get(profile);
  if (rules === undefined) {
    const required = profile.claims.filter((rule) => rule.required).length;
    rules = {
      byName: new Map(profile.claims.map((rule) => [rule.name, rule])),
      required,
      areSimple:
        profile.claims.every(({ unless, form, sameAs }) => (unless ?? form ?? sameAs) === undefined) &&
        (profile.audience ?? profile.scopes ?? profile.otherCredentials ?? profile.expected) === undefined &&
        !WITH_OWN_CAUSES.includes(profile.id),
    };
    rulesByProfile.set(profile, rules);
  }
  return rules;
}

/** A value of the form that its rule wants, which no cause has anything against, whatever the other claims are. */
export function isPlainValue(value: JsonValue, { name, type }: ClaimRule): boolean {
  if (name === 'acl') return true; // It has been read.
  if (type === 'uuid') return isUuid(value) && !String(value).startsWith('00000000');
  if (type === 'numeric-date') return isPlainDate(value);
  if (type !== 'string' || typeof value !== 'string' || emptinessOf(value) !== undefined) return false;
  return name !== 'sub' || PLAIN_NAME.test(value);
}

/** From 1973 to the year 33658: neither a duration nor another unit. */
function isPlainDate(value: JsonValue | undefined): boolean {
  return typeof value === 'number' && value >= 1e8 && value < 1e12;
}

const PLAIN_NAME = /^[\w.:@-]+$/;

/** From and to when no cause of the stage time has a fault to find in claims whose times are plain now; NumericDate seconds. */
export function plainPeriod({
  token,
  profile,
  now,
}: Evidence): { readonly from: number; readonly until: number } | undefined {
  const claims = token?.payload.members;
  if (claims === undefined || now === undefined) return undefined;
  const areDates = ['iat', 'exp', 'nbf'].every((name) => claims[name] === undefined || isPlainDate(claims[name]));
  if (!areDates || !arePlainTimes(claims, profile, now)) return undefined;
  const { iat, exp, nbf = iat } = claims as { iat: number; exp?: number; nbf?: number };
  const until = endOfToken(profile.lifetime, iat, exp);
  return until === undefined ? undefined : { from: Math.max(iat, nbf), until };
}

function arePlainTimes(claims: JsonObject, { lifetime }: Profile, now: number): boolean {
  const { iat, exp, nbf } = claims as { iat?: number; exp?: number; nbf?: number };
  if (iat === undefined || iat > now || (nbf !== undefined && nbf > now)) return false;
  const { minimumSeconds = 1, maximumSeconds = Number.POSITIVE_INFINITY } = lifetime;
  if (exp !== undefined && (exp - iat < minimumSeconds || exp - iat > maximumSeconds || exp - now > maximumSeconds)) {
    return false;
  }
  const end = endOfToken(lifetime, iat, exp);
  return end !== undefined && end > now;
}
