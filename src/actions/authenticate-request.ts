import { readAcl } from '../core/claims/acl.ts';
import type { Profile } from '../core/claims/profile.ts';
import { isProvenGood, judge } from '../core/diagnosis/judge.ts';
import type { Stage } from '../core/evidence/cause.ts';
import type { Evidence, SignatureEvidence } from '../core/evidence/evidence.ts';
import type { Finding } from '../core/evidence/report.ts';
import { readToken } from '../core/jws/read-token.ts';
import type { TokenReading } from '../core/jws/reading.ts';
import { isAccepted } from '../core/observe/candidate-keys.ts';
import { timesOf } from '../core/observe/token-times.ts';
import { readCredentials } from '../core/request/authorization.ts';
import type { HeaderField } from '../core/request/field.ts';
import { readTarget } from '../core/request/target.ts';
import type { StoredKey } from '../ports/applications.ts';
import type { Clock } from '../ports/clock.ts';
import type { DirectoryEntry, KeyDirectory } from '../ports/key-directory.ts';
import type { Replay } from '../ports/replay.ts';
import type { PreparedKey, Signatures } from '../ports/signatures.ts';
import { registryEvidence } from './parts/registered-keys.ts';

/** A request as it reached the gate. */
export interface GateRequest {
  /** Header lines in their order, names as sent. */
  readonly fields: readonly HeaderField[];
  /** Absent where nobody said: the acl is then checked for nothing, and the answer says so. */
  readonly method?: string;
  readonly target?: string;
}

/** Who sent an accepted request. */
export interface Identity {
  readonly applicationId: string;
  readonly accountId: string;
  readonly subject: string | null;
  readonly jti: string;
  readonly keyFingerprint: string;
  /** NumericDate seconds at which the token ends, leeway not counted. */
  readonly expiresAt: number;
}

export type Decision =
  | { readonly ok: true; readonly identity: Identity }
  | {
      readonly ok: false;
      readonly finding: Finding;
      readonly stage: Stage;
      readonly evidence: Evidence;
      /** NumericDate seconds of the judgement. */
      readonly at: number;
    };

export interface GateParts {
  readonly profile: Profile;
  readonly skewSeconds: number;
  readonly clock: Clock;
  readonly directory: KeyDirectory;
  readonly signatures: Signatures;
  readonly replay: Replay;
  /** Called with the key that verified an accepted request. */
  readonly onKeyUse?: (keyId: string, at: number) => void;
  /** One of each size: verified under where keys are missing, so that an unknown application costs what a wrong key costs. */
  readonly decoyKeys: readonly PreparedKey[];
}

const BEFORE_REGISTRY = ['transport', 'shape', 'header', 'claims'] as const;

/**
 * Decides one request, stage by stage, and stops at the first fault. Fails closed: whatever no cause rejects is let
 * through only if it is proven good.
 * @throws UnavailableError where the registry or the replay store cannot be asked.
 */
export async function authenticateRequest(parts: GateParts, request: GateRequest): Promise<Decision> {
  const at = parts.clock.now();
  const credentials = readCredentials(request.fields, request.target);
  const target = request.target === undefined ? undefined : readTarget(request.target);
  let evidence: Evidence = {
    profile: parts.profile,
    skewSeconds: parts.skewSeconds,
    now: at,
    request: {
      fields: request.fields,
      ...(request.method !== undefined && { method: request.method }),
      ...(target && { target }),
    },
    credentials,
  };
  const refuse = (finding: Finding, stage: Stage): Decision => ({ ok: false, finding, stage, evidence, at });

  const token = credentials?.token === undefined ? undefined : readToken(credentials.token);
  if (token) evidence = withToken(evidence, token);
  for (const stage of BEFORE_REGISTRY) {
    const finding = judge(stage, evidence);
    if (finding) return refuse(finding, stage);
  }
  const claims = token?.payload.members;
  const applicationId = claims?.[parts.profile.identityClaim];
  if (!token || !claims || typeof applicationId !== 'string')
    throw new DefectError('a request without a readable token');

  const known = parts.directory.peek(applicationId);
  const entry = known === undefined ? await parts.directory.load(applicationId) : known;
  evidence = { ...evidence, registry: registryEvidence(entry?.application ?? null, entry?.keys ?? []) };
  const signer = verifyingKey(parts, entry, token, at);
  evidence = { ...evidence, signature: signatureEvidence(signer) };
  for (const stage of ['registry', 'signature', 'time', 'permission'] as const) {
    const finding = judge(stage, evidence);
    if (finding) return refuse(finding, stage);
  }
  if (!entry || !signer || !isProvenGood(evidence))
    throw new DefectError('a request that nothing rejects and nothing proves');

  const jti = typeof claims['jti'] === 'string' ? claims['jti'] : '';
  const expiresAt = timesOf(evidence)?.end ?? at;
  // Last of all, because asking uses the token up.
  if (entry.application.singleUse) {
    const firstSeenAt = await parts.replay.use(applicationId, jti, at, expiresAt + parts.skewSeconds);
    evidence = { ...evidence, replay: { firstSeenAt } };
    const finding = judge('replay', evidence);
    if (finding) return refuse(finding, 'replay');
    if (firstSeenAt !== null) throw new DefectError('a used token that nothing rejects');
  }
  parts.onKeyUse?.(signer.id, at);
  return {
    ok: true,
    identity: {
      applicationId,
      accountId: entry.application.accountId,
      subject: typeof claims['sub'] === 'string' ? claims['sub'] : null,
      jti,
      keyFingerprint: signer.fingerprint,
      expiresAt,
    },
  };
}

/** Something in Mintmark itself is wrong: the request is refused with a 500 that says so, never let through. */
export class DefectError extends Error {
  override readonly name = 'DefectError';
  constructor(what: string) {
    super(`Mintmark has a defect: it met ${what}`);
  }
}

function withToken(evidence: Evidence, token: TokenReading): Evidence {
  const members = token.payload.members;
  return { ...evidence, token, ...(members && { acl: readAcl(members['acl']) }) };
}

/** Verifications that a refusal costs at least: the current key, and one that it replaced. */
const EVEN_TRIES = 2;

/**
 * The accepted key that the signature verifies under. Where there is none, the work is that of two keys of the length of
 * the signature, whether the application is there or not, and whether or not it changes its keys just now.
 */
function verifyingKey(
  parts: GateParts,
  entry: DirectoryEntry | null,
  token: TokenReading,
  at: number,
): StoredKey | undefined {
  const { bytes } = token.signature;
  if (!bytes) return undefined;
  const signingInput = token.text.slice(0, token.signature.start - 1);
  const accepted = (entry?.keys ?? []).filter((key) => isAcceptedAt(key, at) && entry?.prepared.has(key.id));
  const kid = token.header.members?.['kid'];
  const named = accepted.filter((key) => key.id === kid || key.fingerprint === kid);
  const candidates = named.length > 0 ? named : accepted;
  const isVerifiedBy = (key: PreparedKey) => parts.signatures.verify('RS256', key, signingInput, bytes);
  let tries = 0;
  for (const key of candidates) {
    const prepared = entry?.prepared.get(key.id);
    if (prepared === undefined) continue;
    if (isVerifiedBy(prepared)) return key;
    // A key of another length is no work.
    if (lengthOf(prepared) === bytes.length) tries++;
  }
  const decoy = parts.decoyKeys.find((key) => lengthOf(key) === bytes.length);
  for (; decoy && tries < EVEN_TRIES; tries++) isVerifiedBy(decoy);
  return undefined;
}

/** Of the modulus and of a signature, in bytes. */
const lengthOf = ({ publicKey }: PreparedKey): number => Math.ceil((publicKey.rsa?.bits ?? 0) / 8);

function isAcceptedAt(key: StoredKey, at: number): boolean {
  return isAccepted({ state: key.state, ...(key.expiresAt !== null && { expiresAt: key.expiresAt }) }, at);
}

function signatureEvidence(signer: StoredKey | undefined): SignatureEvidence {
  return { verifiedBy: signer?.fingerprint ?? null };
}
