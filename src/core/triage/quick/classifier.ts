import type { Profile } from '../../claims/profile.ts';
import { profileByHost } from '../../claims/profiles/index.ts';
import { rootCauseOf } from '../../diagnosis/diagnose.ts';
import type { CauseId } from '../../evidence/cause-id.ts';
import type { ReplayEvidence } from '../../evidence/evidence.ts';
import type { Input } from '../../evidence/input.ts';
import { observe } from '../../observe/observe.ts';
import { requestInput } from '../../observe/request-input.ts';
import type { RequestReading } from '../../request/captures/reading.ts';
import type { ClassifierParts, TokenNames } from './classifier-parts.ts';
import { prefixOf } from './prefix.ts';
import { QuickTokens } from './quick-token.ts';
import { type Class, causeOfTime, classOf } from './request-class.ts';
import { dropOldest, type RequestShape, RequestShapes } from './request-shape.ts';
import { causeSaid } from './said-cause.ts';
import type { TokenShape } from './token-shape.ts';
import { hashOfText } from './token-uses.ts';

/** What became of one request of a log. */
export interface Classified {
  /** The root that `diagnose` names; `null`: nothing was found with the evidence at hand. */
  readonly cause: CauseId | null;
  /** The value of the claim that names the application, where it is text. */
  readonly application?: string;
}

/** Requests of the same kind have the same causes, as far as their tokens and their times have. */
export interface RequestKind {
  /** `undefined`: only a whole diagnosis tells. */
  readonly request: RequestShape | undefined;
  /** What stands before its tokens. */
  readonly prefix: string;
  readonly status: number | undefined;
  /** Of its first request. */
  readonly target: string | undefined;
  /** Reads its tokens by the rules that hold for it. */
  readonly tokens: QuickTokens;
  /** Classes that were found for its tokens. */
  readonly classes: Map<number, Class>;
}

/** A line that was read by its bytes. */
export interface QuickRequest {
  readonly kind: RequestKind;
  readonly token: TokenShape | undefined;
  /** NumericDate seconds. */
  readonly now: number | undefined;
  /** Its target; asked for only where an acl is judged. */
  target(): string | undefined;
}

const KEPT_CLASSES = 2000;
const KEPT_CLASSES_OF_KIND = 8;
const LONGEST_TOKEN = 8000;

/**
 * Names the root of each request of a log. Requests that differ in nothing but the time are examined once, and their
 * times looked at one by one; whatever is unusual is diagnosed as a whole.
 */
export class Classifier {
  readonly usualTokens: QuickTokens;
  readonly #parts: ClassifierParts;
  readonly #shapes = new RequestShapes();
  readonly #classes = new Map<string, Class>();
  /** Of hosts whose rules are known. */
  readonly #tokens = new Map<Profile, QuickTokens>();
  readonly #text = new Uint8Array(LONGEST_TOKEN + 1);

  constructor(parts: ClassifierParts) {
    this.#parts = parts;
    this.usualTokens = new QuickTokens(parts.profile ?? parts.usual);
  }

  classify(reading: RequestReading): Classified {
    return this.#quickly(reading) ?? this.#wholly(reading);
  }

  /** `undefined` where its class is not known yet, or where only a whole diagnosis tells. */
  classifyQuickly(quick: QuickRequest): Classified | undefined {
    const { kind, token, now } = quick;
    const { request } = kind;
    if (request === undefined || (this.#parts.keys ?? this.#parts.signerOf) !== undefined) return undefined;
    if (token !== undefined && request.authorization === null) return undefined;
    const flags = flagsOf(request, now);
    const found = this.#knownClass(quick, request, flags);
    if (found === undefined) return undefined;
    if (token === undefined) return found.isSettled ? { cause: found.before ?? found.after ?? null } : undefined;
    return this.#told(found, token, kind.tokens, now);
  }

  #knownClass({ kind, token, target }: QuickRequest, request: RequestShape, flags: number): Class | undefined {
    const id = (token?.id ?? -1) * 4 + flags;
    const known = kind.classes.get(id);
    if (known !== undefined) return known;
    const key =
      token === undefined
        ? keyWithoutToken(request, undefined)
        : keyWithToken(request, flags, kind.prefix, '', token.hasAcl ? target() : '', token);
    const found = this.#classes.get(key);
    if (found === undefined || token?.hasAcl === true) return found;
    dropOldest(kind.classes, KEPT_CLASSES_OF_KIND);
    kind.classes.set(id, found);
    return found;
  }

  kindOf(reading: RequestReading): RequestKind {
    const { target, response } = reading;
    const shape = this.#shapes.read(reading);
    const prefix = shape?.authorization == null ? '' : prefixOf(shape.authorization);
    // What stands before the token may not be told by its bytes alone.
    const request = prefix === undefined ? undefined : shape;
    return {
      request,
      prefix: prefix ?? '',
      target,
      status: response?.status,
      tokens: this.#tokensFor(request?.host),
      classes: new Map(),
    };
  }

  /** The evidence of one request: what `classify` stands for. @param replay an earlier use of its token */
  inputOf(reading: RequestReading, replay?: ReplayEvidence): Input {
    const input = this.#inputOf(reading);
    return replay === undefined ? input : { ...input, replay };
  }

  namesOf(reading: RequestReading): TokenNames {
    const { token, profile } = observe(this.#inputOf(reading));
    const { [profile.identityClaim]: application, jti } = token?.payload.members ?? {};
    return {
      application: typeof application === 'string' ? application : undefined,
      jti: typeof jti === 'string' ? hashOfText(jti) : undefined,
    };
  }

  /** Whether a token that was used before is why, where nothing else was found. */
  isReplay(reading: RequestReading, replay: ReplayEvidence): boolean {
    return rootCauseOf(observe(this.inputOf(reading, replay))) === 'token-replayed';
  }

  #inputOf(reading: RequestReading): Input {
    const { profile, skewSeconds, keys, expecting } = this.#parts;
    const read = requestInput(reading, profile?.id);
    const input: Input = {
      ...(profile !== undefined && { profile }),
      ...(skewSeconds !== undefined && { skewSeconds }),
      ...read,
    };
    if (expecting !== undefined) return expecting(input);
    if (keys === undefined) return input;
    const { publicKey, registry } = keys;
    if (publicKey !== undefined) return { ...input, publicKey };
    const evidence = observe(input);
    const claims = evidence.token?.payload.members;
    const isNamed =
      registry?.application != null && claims?.[evidence.profile.identityClaim] === registry.application.id;
    return registry !== undefined && isNamed ? { ...input, registry } : input;
  }

  #wholly(reading: RequestReading): Classified {
    const evidence = observe(this.inputOf(reading));
    const id = evidence.token?.payload.members?.[evidence.profile.identityClaim];
    return { cause: rootCauseOf(evidence) ?? causeSaid(evidence), ...(typeof id === 'string' && { application: id }) };
  }

  #quickly(reading: RequestReading): Classified | undefined {
    const request = this.#shapes.read(reading);
    // A browser's capture has the sender's time in the place of the verifier's.
    if (request === undefined || reading.form === 'har') return undefined;
    const { authorization } = request;
    if (authorization != null && reading.token !== undefined) return undefined;
    const prefix = authorization == null ? '' : prefixOf(authorization);
    if (authorization != null && prefix === undefined && authorization.includes('eyJ')) return undefined;
    const bare =
      authorization == null ? reading.token : prefix === undefined ? undefined : authorization.slice(prefix.length);
    const tokens = this.#tokensFor(request.host);
    const token = bare === undefined ? undefined : this.#read(bare, tokens);
    if (prefix === undefined || bare === undefined || token === undefined) {
      // Without a token nothing depends on the time.
      const text = authorization ?? bare ?? '';
      if (text.includes('.') || text.length > 2000) return undefined;
      const key = keyWithoutToken(request, bare);
      const found = this.#classes.get(key) ?? this.#examined(key, this.inputOf(reading));
      return found.isSettled ? { cause: found.before ?? found.after ?? null } : undefined;
    }
    if (authorization === null) return undefined;
    const { application } = tokens;
    const signer = this.#signerOf(bare, application);
    const place = token.hasAcl ? reading.target : '';
    if (signer === null) {
      // The signature is judged before the time.
      const key = `${request.shape} ${place} ${prefix}${bare}`;
      const found = this.#classes.get(key) ?? this.#examined(key, this.inputOf(reading));
      if (!found.isSettled || found.before === undefined) return undefined;
      return { cause: found.before, ...(application !== undefined && { application }) };
    }
    const key = keyWithToken(request, flagsOf(request, reading.sentAt), prefix, signer, place, token);
    const found = this.#classes.get(key) ?? this.#examined(key, this.#quickInput(reading, signer));
    return this.#told(found, token, tokens, reading.sentAt);
  }

  #told(found: Class, token: TokenShape, tokens: QuickTokens, now: number | undefined): Classified | undefined {
    if (!found.isSettled) return undefined;
    // The host stood elsewhere than where it is looked for first.
    if (this.#parts.expecting !== undefined && found.evidence.profile.id !== token.profile.id) return undefined;
    const timed = found.before === undefined ? causeOfTime(found, token, tokens, now) : null;
    if (timed === undefined) return undefined;
    const cause = found.before ?? timed ?? found.after ?? null;
    return tokens.application === undefined ? { cause } : { cause, application: tokens.application };
  }

  #tokensFor(host: string | undefined): QuickTokens {
    const profile = host === undefined || this.#parts.profile !== undefined ? undefined : profileByHost(host);
    if (profile === undefined) return this.usualTokens;
    const tokens = this.#tokens.get(profile) ?? new QuickTokens(profile);
    this.#tokens.set(profile, tokens);
    return tokens;
  }

  #read(token: string, tokens: QuickTokens): TokenShape | undefined {
    if (token.length > LONGEST_TOKEN) return undefined;
    const { written } = encoder.encodeInto(token, this.#text);
    if (written !== token.length) return undefined;
    this.#text[written] = 0;
    const shape = tokens.read(this.#text, 0);
    return tokens.end === written ? shape : undefined;
  }

  /** `''`: no key speaks of it. `null`: no key verifies it, which takes a whole diagnosis. */
  #signerOf(token: string, id: string | undefined): string | null {
    const { keys, signerOf } = this.#parts;
    if (signerOf !== undefined) return signerOf(token);
    const application = keys?.registry?.application;
    if (keys === undefined || (application != null && id !== application.id)) return '';
    const verified = keys.verify(token);
    return verified === undefined ? '' : verified;
  }

  #quickInput(reading: RequestReading, signer: string): Input {
    const input = this.inputOf(reading);
    // What is expected holds its own evidence of who signed.
    if (this.#parts.expecting !== undefined) return input;
    if (signer === '') {
      const { publicKey: _, registry: __, ...rest } = input;
      return rest;
    }
    return { ...input, signature: { verifiedBy: signer, opened: [], tried: { keys: 1, of: 1 } } };
  }

  #examined(key: string, input: Input): Class {
    const found = classOf(input);
    dropOldest(this.#classes, KEPT_CLASSES);
    this.#classes.set(key, found);
    return found;
  }
}

const encoder = new TextEncoder();

function flagsOf({ authorization }: RequestShape, now: number | undefined): number {
  return (authorization === undefined ? 1 : 0) + (now === undefined ? 2 : 0);
}

function keyWithToken(
  { shape }: RequestShape,
  flags: number,
  prefix: string,
  signer: string,
  place: string | undefined,
  { id }: TokenShape,
): string {
  return `${shape} ${flags} ${prefix} ${signer} ${place} ${id}`;
}

function keyWithoutToken({ shape, authorization }: RequestShape, bare: string | undefined): string {
  return `${shape} ${authorization} ${bare}`;
}
