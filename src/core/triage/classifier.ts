import type { CauseId } from '../causes/ids.ts';
import { tokenCachedPastExpiry } from '../causes/token-cached-past-expiry.ts';
import { endOfToken } from '../claims/lifetime.ts';
import type { Profile } from '../claims/profile.ts';
import { STAGES } from '../diagnosis/cause.ts';
import { causeById, examine, rootCauseOf } from '../diagnosis/diagnose.ts';
import type { Evidence, RegistryEvidence } from '../diagnosis/evidence.ts';
import type { Input } from '../diagnosis/input.ts';
import { judge } from '../diagnosis/judge.ts';
import { observe } from '../diagnosis/observe.ts';
import type { Finding } from '../diagnosis/report.ts';
import { requestInput } from '../diagnosis/request-input.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { TokenReading } from '../jws/reading.ts';
import type { RequestReading } from '../request/reading.ts';
import { type RequestShape, RequestShapes } from './request-shape.ts';
import { type QuickBase64url, type QuickToken, QuickTokens, type TokenShape } from './token-shape.ts';

/** What became of one request of a log. */
export interface Classified {
  /** The root that `diagnose` names; `null`: nothing was found with the evidence at hand. */
  readonly cause: CauseId | null;
  /** The value of the claim that names the application, where it is text. */
  readonly application?: string;
}

export interface ClassifierParts {
  readonly profile: Profile;
  readonly skewSeconds: number;
  readonly base64url: QuickBase64url;
  readonly keys?: ClassifierKeys;
}

/** Keys to check signatures with. */
export interface ClassifierKeys {
  readonly publicKey?: string;
  /** What is known of one application: evidence for the tokens that name it. */
  readonly registry?: RegistryEvidence;
  /** Fingerprint of the key that verifies the token, `null` where none does; `undefined`: not checked. */
  verify(token: string): string | null | undefined;
}

/** Everything but the time is the same for all requests of a class. */
interface Class {
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

interface ClassOfRequest {
  readonly shape: string;
  readonly token: TokenShape;
  readonly flags: number;
  readonly signer: string;
  readonly place: string | undefined;
  readonly found: Class;
}

const KEPT_CLASSES = 20_000;

/**
 * Names the root of each request of a log. Requests that differ in nothing but the time are examined once, and their
 * times looked at one by one; whatever is unusual is diagnosed as a whole.
 */
export class Classifier {
  readonly #parts: ClassifierParts;
  readonly #shapes = new RequestShapes();
  readonly #classes = new Map<string, Class>();
  readonly #tokens: QuickTokens;
  #last: ClassOfRequest | undefined;

  constructor(parts: ClassifierParts) {
    this.#parts = parts;
    this.#tokens = new QuickTokens(parts.profile, parts.base64url);
  }

  classify(reading: RequestReading): Classified {
    return this.#quickly(reading) ?? this.#wholly(reading);
  }

  /** The evidence of one request: what `classify` stands for. */
  inputOf(reading: RequestReading): Input {
    const { profile, skewSeconds, keys } = this.#parts;
    const input: Input = { profile: profile.id, skewSeconds, ...requestInput(reading) };
    if (keys === undefined) return input;
    const claims = observe(input).token?.payload.members;
    const { publicKey, registry } = keys;
    if (publicKey !== undefined) return { ...input, publicKey };
    const isNamed = registry?.application != null && claims?.[profile.identityClaim] === registry.application.id;
    return registry !== undefined && isNamed ? { ...input, registry } : input;
  }

  #wholly(reading: RequestReading): Classified {
    const evidence = observe(this.inputOf(reading));
    return { cause: rootCauseOf(evidence), ...this.#applicationOf(evidence.token?.payload.members) };
  }

  #quickly(reading: RequestReading): Classified | undefined {
    const request = this.#shapes.read(reading);
    // A browser's capture has the sender's time in the place of the verifier's.
    if (request === undefined || reading.form === 'har') return undefined;
    const { authorization } = request;
    const text = authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined;
    if (authorization != null && text === undefined && authorization.includes('eyJ')) return undefined;
    const bare = authorization == null ? reading.token : text;
    const token = bare === undefined ? undefined : this.#tokens.read(bare);
    if (token === undefined) {
      // Without a token nothing depends on the time.
      if (bare?.includes('.') || (authorization?.length ?? 0) > 2000) return undefined;
      const key = `${request.shape} ${authorization} ${bare}`;
      const found = this.#classes.get(key) ?? this.#examined(key, this.inputOf(reading));
      return found.isSettled ? { cause: found.before ?? found.after ?? null } : undefined;
    }
    if (authorization === null && reading.token !== undefined) return undefined;
    const signer = this.#signerOf(token);
    const place = token.shape.hasAcl ? reading.target : '';
    if (signer === null) {
      // The signature is judged before the time.
      const key = `${request.shape} ${place} ${token.text}`;
      const found = this.#classes.get(key) ?? this.#examined(key, this.inputOf(reading));
      if (!found.isSettled || found.before === undefined) return undefined;
      return { cause: found.before, ...this.#applicationOf(token.claims) };
    }
    const found = this.#classOf(request, token.shape, signer, place, reading);
    if (!found.isSettled) return undefined;
    const timed = found.before === undefined ? this.#causeOfTime(found, token.claims, reading) : null;
    if (timed === undefined) return undefined;
    return { cause: found.before ?? timed ?? found.after ?? null, ...this.#applicationOf(token.claims) };
  }

  /** Of a request with a token. Most are of the same class as the one before. */
  #classOf(
    { shape, authorization }: RequestShape,
    token: TokenShape,
    signer: string,
    place: string | undefined,
    reading: RequestReading,
  ): Class {
    const flags = (authorization === undefined ? 1 : 0) + (reading.sentAt === undefined ? 2 : 0);
    const last = this.#last;
    if (
      last?.shape === shape &&
      last.token === token &&
      last.flags === flags &&
      last.signer === signer &&
      last.place === place
    )
      return last.found;
    const key = `${shape} ${flags} ${signer} ${place} ${token.id}`;
    const found = this.#classes.get(key) ?? this.#examined(key, this.#quickInput(reading, signer));
    this.#last = { shape, token, flags, signer, place, found };
    return found;
  }

  /** `''`: no key speaks of it. `null`: no key verifies it, which takes a whole diagnosis. */
  #signerOf(token: QuickToken): string | null {
    const { profile, keys } = this.#parts;
    const application = keys?.registry?.application;
    if (keys === undefined || (application != null && token.claims[profile.identityClaim] !== application.id))
      return '';
    const verified = keys.verify(token.text);
    return verified === undefined ? '' : verified;
  }

  #quickInput(reading: RequestReading, signer: string): Input {
    const { profile, skewSeconds } = this.#parts;
    if (signer === '') return { profile: profile.id, skewSeconds, ...requestInput(reading) };
    return { ...this.inputOf(reading), signature: { verifiedBy: signer, opened: [], tried: { keys: 1, of: 1 } } };
  }

  #examined(key: string, input: Input): Class {
    const evidence = observe(input);
    const faults = examine(evidence).findings.filter(({ severity }) => severity === 'fault');
    const [before, after] = [-1, 1].map((side) => faults.find((fault) => sideOf(fault) === side)?.cause);
    const isSettled = faults.every(
      ({ cause, certainty }) => certainty !== 'possible' && causeById(cause)?.status === 401,
    );
    const found = { before, after, evidence: timed(evidence), isSettled };
    if (this.#classes.size >= KEPT_CLASSES) this.#classes.clear();
    this.#classes.set(key, found);
    return found;
  }

  /** `null`: no fault of time; `undefined`: not to be told quickly. */
  #causeOfTime({ evidence }: Class, claims: JsonObject, reading: RequestReading): CauseId | null | undefined {
    const now = reading.sentAt;
    if (now === undefined) return null;
    const { profile, skewSeconds } = evidence;
    evidence.now = now;
    if (evidence.token !== undefined) evidence.token.payload.members = claims;
    const end = endOfOrdinary(claims, now, profile);
    if (end !== undefined) {
      if (now < end) return null;
      if (now > end + skewSeconds)
        return tokenCachedPastExpiry.find(evidence) ? 'token-cached-past-expiry' : 'token-expired';
    }
    const fault = judge('time', evidence);
    return fault?.certainty === 'possible' ? undefined : (fault?.cause ?? null);
  }

  #applicationOf(claims: JsonObject | undefined): Pick<Classified, 'application'> {
    const id = claims?.[this.#parts.profile.identityClaim];
    return typeof id === 'string' ? { application: id } : {};
  }
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
function endOfOrdinary(claims: JsonObject, now: number, { lifetime }: Profile): number | undefined {
  const { iat, exp, nbf } = claims as { iat?: number; exp?: number; nbf?: number };
  if (iat === undefined || iat < 1e9 || iat > now || (nbf !== undefined && nbf > now)) return undefined;
  const { minimumSeconds = 1, maximumSeconds = Number.POSITIVE_INFINITY } = lifetime;
  if (exp !== undefined && (exp - iat < minimumSeconds || exp - iat > Math.min(maximumSeconds, 1e7))) return undefined;
  return endOfToken(lifetime, iat, exp);
}
