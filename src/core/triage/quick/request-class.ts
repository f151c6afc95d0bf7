import { isKeptToken } from '../../causes/token-cached-past-expiry.ts';
import { endOfToken } from '../../claims/lifetime.ts';
import type { Profile } from '../../claims/profile.ts';
import { causeById, examine } from '../../diagnosis/diagnose.ts';
import { judge } from '../../diagnosis/judge.ts';
import type { JsonObject } from '../../encoding/json.ts';
import { STAGES } from '../../evidence/cause.ts';
import type { CauseId } from '../../evidence/cause-id.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { Input } from '../../evidence/input.ts';
import type { Finding } from '../../evidence/report.ts';
import type { TokenReading } from '../../jws/reading.ts';
import { observe } from '../../observe/observe.ts';
import type { QuickTokens } from './quick-token.ts';
import type { TokenShape } from './token-shape.ts';

/** Everything but the time is the same for all requests of a class. */
export interface Class {
  /** Faults of the stages before and after that of the time. */
  readonly before: CauseId | undefined;
  readonly after: CauseId | undefined;
  /** Of the request at hand: its claims and its time are put in. */
  readonly evidence: Timed;
  /** The answer cannot change the order of faults: all are told by the same status, none is a guess. */
  readonly isSettled: boolean;
}

/** Evidence whose time and claims change from request to request: to copy it would cost more than to judge it. */
type Timed = Omit<Evidence, 'now' | 'token'> & {
  now?: number;
  readonly token?: Omit<TokenReading, 'payload'> & {
    readonly payload: { members?: JsonObject } & TokenReading['payload'];
  };
};

/** @param input one request of the class */
export function classOf(input: Input): Class {
  const evidence = observe(input);
  const faults = examine(evidence).findings.filter(({ severity }) => severity === 'fault');
  const [before, after] = [-1, 1].map((side) => faults.find((fault) => sideOf(fault) === side)?.cause);
  const isSettled = faults.every(
    ({ cause, certainty }) => certainty !== 'possible' && causeById(cause)?.status === 401,
  );
  return { before, after, evidence: timed(evidence), isSettled };
}

/** `null`: no fault of time; `undefined`: not to be told quickly. */
export function causeOfTime(
  { evidence }: Class,
  token: TokenShape,
  tokens: QuickTokens,
  now: number | undefined,
): CauseId | null | undefined {
  // Milliseconds are told without a clock.
  if (now === undefined) return tokens.iat >= 1e12 || tokens.exp >= 1e12 || tokens.nbf >= 1e12 ? undefined : null;
  const { profile, skewSeconds } = evidence;
  const { iat } = tokens;
  const end = endOfOrdinary(tokens, now, profile);
  if (end !== undefined && now < end) return null;
  if (end !== undefined && now > end + skewSeconds)
    return isKeptToken(now - iat, end - iat) ? 'token-cached-past-expiry' : 'token-expired';
  evidence.now = now;
  if (evidence.token !== undefined) evidence.token.payload.members = tokens.claimsOf(token);
  const fault = judge('time', evidence);
  return fault?.certainty === 'possible' ? undefined : (fault?.cause ?? null);
}

function timed(evidence: Evidence): Timed {
  const { token, ...rest } = evidence;
  return token === undefined ? rest : { ...rest, token: { ...token, payload: { ...token.payload } } };
}

const TIME = STAGES.indexOf('time');

function sideOf({ cause }: Finding): number {
  return Math.sign(STAGES.indexOf(causeById(cause)?.stage ?? 'environment') - TIME);
}

/**
 * The end of a token whose times are ordinary: issued in the past, and to live for as long as the profile allows. Of
 * all causes of time, only those of its end can speak of it.
 */
function endOfOrdinary({ iat, exp, nbf }: QuickTokens, now: number, { lifetime }: Profile): number | undefined {
  // NaN is less than nothing and more than nothing.
  if (!(iat >= 1e9 && iat <= now) || nbf > now || nbf > exp) return undefined;
  if (Number.isNaN(exp)) return endOfToken(lifetime, iat);
  const { minimumSeconds = 1, maximumSeconds = Number.POSITIVE_INFINITY } = lifetime;
  const seconds = exp - iat;
  if (!(seconds >= minimumSeconds && seconds <= Math.min(maximumSeconds, 1e7))) return undefined;
  return endOfToken(lifetime, iat, exp);
}
