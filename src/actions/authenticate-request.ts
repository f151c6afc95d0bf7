import type { Profile } from '../core/claims/profile.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import type { Stage } from '../core/evidence/cause.ts';
import type { Evidence } from '../core/evidence/evidence.ts';
import type { Finding } from '../core/evidence/report.ts';
import { tokenEvidence } from '../core/observe/observe.ts';
import { timesOf } from '../core/observe/token-times.ts';
import { readCredentials } from '../core/request/authorization.ts';
import type { HeaderField } from '../core/request/field.ts';
import { readTarget } from '../core/request/target.ts';
import type { Clock } from '../ports/clock.ts';
import { NotJudgedError, UnavailableError } from '../ports/errors.ts';
import type { DirectoryEntry, DirectoryKey, KeyDirectory } from '../ports/key-directory.ts';
import type { Replay } from '../ports/replay.ts';
import { DefectError, judgeTokenLater } from './judge-token.ts';
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
 * @throws NotJudgedError where the registry or the replay store cannot be asked.
 */
export async function authenticateRequest(parts: GateParts, request: GateRequest): Promise<Decision> {
  const at = parts.clock.now();
  const found: { entry?: DirectoryEntry | null; signer?: DirectoryKey | undefined } = {};
  const judged = await judgeTokenLater(evidenceOf(parts, request, at), async (wanted, evidence) => {
    if (wanted === 'replay')
      return { ...evidence, replay: { firstSeenAt: await told('uses', use(parts, evidence, at)) } };
    // mutants: asked of a token alone that was read
    const kid = evidence.token?.header.members?.['kid'];
    found.entry = await told('keys', lookUp(parts.directory, identityIn(evidence), kid));
    found.signer = verifyingKey(parts, found.entry, evidence, at);
    const signature = { verifiedBy: found.signer?.fingerprint ?? null };
    return { ...evidence, registry: directoryEvidence(found.entry), signature };
  });
  if (!judged.ok) return { ...judged, at };
  const { entry, signer } = found;
  // mutants: an accepted request has both; this is for the day on which it has not
  if (!entry || !signer) throw new DefectError('an accepted request that nobody signed');
  parts.onKeyUse?.(signer.id, at);
  const { sub } = judged.claims;
  const identity: Identity = {
    applicationId: entry.applicationId,
    accountId: entry.accountId,
    subject: typeof sub === 'string' ? sub : null,
    jti: jtiIn(judged.evidence),
    keyFingerprint: signer.fingerprint,
    expiresAt: endOf(judged.evidence),
  };
  parts.accepted?.remember(judged.evidence, { identity, entry, signer });
  return { ok: true, identity, claims: judged.claims };
}

/** What can be read off the request itself. */
function evidenceOf({ profile, skewSeconds }: GateParts, request: GateRequest, at: number): Evidence {
  const { fields, method, target } = request;
  const credentials = readCredentials(fields, target);
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
    ...(credentials?.token !== undefined && tokenEvidence(credentials.token, profile)),
  };
}

async function lookUp(directory: KeyDirectory, applicationId: string, kid: unknown): Promise<DirectoryEntry | null> {
  const known = directory.peek(applicationId);
  return known === undefined ? directory.load(applicationId, kid) : known;
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
