import { compileAcl } from '../core/claims/compiled-acl.ts';
import type { Profile } from '../core/claims/profile.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import type { Stage } from '../core/evidence/cause.ts';
import type { Evidence } from '../core/evidence/evidence.ts';
import type { Finding } from '../core/evidence/report.ts';
import { tokenEvidence } from '../core/observe/observe.ts';
import { hasPlainForm, hasPlainTimes, ignoresRequest } from '../core/observe/plain-token.ts';
import { timesOf } from '../core/observe/token-times.ts';
import { readCredentials } from '../core/request/authorization.ts';
import type { HeaderField } from '../core/request/field.ts';
import type { PlainRequest } from '../core/request/plain-request.ts';
import { readTarget } from '../core/request/target.ts';
import type { Clock } from '../ports/clock.ts';
import { NotJudgedError, UnavailableError } from '../ports/errors.ts';
import type { DirectoryEntry, DirectoryKey, KeyDirectory } from '../ports/key-directory.ts';
import type { Replay } from '../ports/replay.ts';
import { DefectError, isPlainlyGood, judgeTokenLater } from './judge-token.ts';
import type { AcceptedTokens } from './parts/accepted-tokens.ts';
import type { Identity } from './parts/identity.ts';
import { directoryEvidence } from './parts/registered-keys.ts';
import { type VerifyingParts, verifyingKey } from './parts/verifying-key.ts';

/** A request as it reached the gate. */
export interface GateRequest {
  /** Header lines in their order, names as sent. */
  readonly fields: readonly HeaderField[];
  /** Absent where nobody said: the acl is then checked for nothing, and the answer says so. */
  readonly method?: string;
  readonly target?: string;
  /** Address of who sent it, as trusted proxies tell it. */
  readonly client?: string;
}

export type { Identity };

export type Decision =
  /** Every claim of the token: its signature vouches for them. */
  | { readonly ok: true; readonly identity: Identity; readonly claims: JsonObject }
  | {
      readonly ok: false;
      readonly finding: Finding;
      readonly stage: Stage;
      readonly evidence: Evidence;
      /** NumericDate seconds of the judgement. */
      readonly at: number;
    };

export interface GateParts extends VerifyingParts {
  /** Rules for a gate: those of `gateProfile`. */
  readonly profile: Profile;
  readonly skewSeconds: number;
  readonly clock: Clock;
  readonly directory: KeyDirectory;
  readonly replay: Replay;
  /** Called with the key that verified an accepted request. */
  readonly onKeyUse?: (keyId: string, at: number) => void;
  /** Tokens accepted before, for `recallToken`; absent: each is verified each time. */
  readonly accepted?: AcceptedTokens;
}

/**
 * Decides one request, stage by stage, and stops at the first fault. Fails closed: whatever no cause rejects is let
 * through only if it is proven good.
 * @param plain the same request, where it is a plain one: it is judged sooner, and no other way
 * @throws NotJudgedError where the registry or the replay store cannot be asked.
 */
export async function authenticateRequest(
  parts: GateParts,
  request: GateRequest,
  plain?: PlainRequest,
): Promise<Decision> {
  const at = parts.clock.now();
  const found: Found = {};
  const accepted = plain && (await acceptedPlainly(parts, plain, at, found));
  if (accepted) return accepted;
  const judged = await judgeTokenLater(
    evidenceOf(parts, request, at, found),
    async (wanted, evidence) => {
      if (wanted === 'replay')
        return { ...evidence, replay: { firstSeenAt: await told('uses', use(parts, evidence, at)) } };
      return findSigner(parts, evidence, at, found);
    },
    found.isPlain,
  );
  if (!judged.ok) return { ...judged, at };
  return accept(parts, judged.evidence, judged.claims, at, found);
}

interface Found {
  /** What a plain request's token says. */
  read?: ReturnType<typeof tokenEvidence>;
  /** A plain request with a token of plain form: no stage before that of the keys has a fault to find. */
  isPlain?: boolean;
  /** `undefined`: not asked for. */
  entry?: DirectoryEntry | null;
  signer?: DirectoryKey | undefined;
}

/** The evidence with who signed and what the registry knows, which are found out once for a request. */
async function findSigner(parts: GateParts, evidence: Evidence, at: number, found: Found): Promise<Evidence> {
  if (found.entry === undefined) {
    // mutants: asked of a token alone that was read
    const kid = evidence.token?.header.members?.['kid'];
    const id = identityIn(evidence);
    const known = parts.directory.peek(id);
    found.entry = known === undefined ? await told('keys', parts.directory.load(id, kid)) : known;
    found.signer = verifyingKey(parts, found.entry, evidence, at);
  }
  const signature = { verifiedBy: found.signer?.fingerprint ?? null };
  return { ...evidence, registry: directoryEvidence(found.entry), signature };
}

/**
 * Accepts a plain request with a plain token: then no stage but those of the keys has a fault to find, and they and the
 * acl alone are asked. `undefined` means nothing: every stage is asked.
 */
async function acceptedPlainly(
  parts: GateParts,
  { token, method, path }: PlainRequest,
  at: number,
  found: Found,
): Promise<Decision | undefined> {
  const { profile, skewSeconds, accepted } = parts;
  if (profile.expected !== undefined || !ignoresRequest(profile)) return undefined;
  found.read = tokenEvidence(token, profile);
  const evidence: Evidence = { profile, skewSeconds, now: at, ...found.read };
  const claims = evidence.token?.payload.members;
  if (claims === undefined || !hasPlainForm(evidence)) return undefined;
  found.isPlain = true;
  if (!hasPlainTimes(evidence)) return undefined;
  const signed = await findSigner(parts, evidence, at, found);
  const { entry, signer } = found;
  if (!entry || !signer || entry.singleUse || !isPlainlyGood(signed)) return undefined;
  const { acl = ABSENT } = evidence;
  const allows = accepted?.allows(acl) ?? compileAcl(acl);
  // mutants: a method that nobody told is in no list
  if (path !== undefined && !allows(method ?? 'unknown', path)) return undefined;
  return accept(parts, signed, claims, at, found);
}

const ABSENT = { kind: 'absent' } as const;

function accept(
  parts: GateParts,
  evidence: Evidence,
  claims: JsonObject,
  at: number,
  { entry, signer }: Found,
): Decision {
  // mutants: an accepted request has both; this is for the day on which it has not
  if (!entry || !signer) throw new DefectError('an accepted request that nobody signed');
  parts.onKeyUse?.(signer.id, at);
  const { sub } = claims;
  const identity: Identity = {
    applicationId: entry.applicationId,
    accountId: entry.accountId,
    subject: typeof sub === 'string' ? sub : null,
    jti: jtiIn(evidence),
    keyFingerprint: signer.fingerprint,
    expiresAt: endOf(evidence),
  };
  parts.accepted?.remember(evidence, { identity, entry, signer });
  return { ok: true, identity, claims };
}

/** What can be read off the request itself. */
function evidenceOf({ profile, skewSeconds }: GateParts, request: GateRequest, at: number, { read }: Found): Evidence {
  const { fields, method, target } = request;
  const credentials = readCredentials(fields, target);
  const text = credentials?.token;
  return {
    profile,
    skewSeconds,
    now: at,
    request: {
      fields,
      ...(method !== undefined && { method }),
      ...(target !== undefined && { target: readTarget(target) }),
    },
    credentials,
    // mutants: nothing expected is the same as no word of it
    ...(profile.expected && { expected: profile.expected }),
    ...(text !== undefined && (read?.token.text === text ? read : tokenEvidence(text, profile))),
  };
}

/** @throws NotJudgedError for an UnavailableError */
async function told<T>(missing: NotJudgedError['missing'], answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw cause instanceof UnavailableError ? new NotJudgedError(missing, cause, { cause }) : cause;
  }
}

/** When the token was used before, and from now on it was. */
function use({ replay, skewSeconds }: GateParts, evidence: Evidence, at: number): Promise<number | null> {
  return replay.use(identityIn(evidence), jtiIn(evidence), at, endOf(evidence) + skewSeconds);
}

function identityIn(evidence: Evidence): string {
  const id = claimedIdentity(evidence);
  // mutants: a token that names nobody was refused before
  if (id === undefined) throw new DefectError('a token without fault that names nobody');
  return id;
}

/** Whom a token names; a number as its digits, where the profile takes one. */
export function claimedIdentity({ token, profile }: Evidence): string | undefined {
  const id = token?.payload.members?.[profile.identityClaim];
  return typeof id === 'number' ? String(id) : typeof id === 'string' ? id : undefined;
}

function jtiIn({ token }: Evidence): string {
  const jti = token?.payload.members?.['jti']; // mutants: asked of a token alone that was read
  return typeof jti === 'string' ? jti : '';
}

/** A token that does not say when it ends does not end. */
// mutants: the clock is known here, and with it the times
const endOf = (evidence: Evidence) => timesOf(evidence)?.end ?? Number.POSITIVE_INFINITY;
