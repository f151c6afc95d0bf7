import { causeById, diagnose } from '../core/diagnosis/diagnose.ts';
import { findingOf } from '../core/diagnosis/judge.ts';
import { ledBy, reportOf } from '../core/diagnosis/led-by.ts';
import type { Facts } from '../core/evidence/cause.ts';
import type { Evidence, RegisteredKey, RegistryEvidence } from '../core/evidence/evidence.ts';
import type { Input } from '../core/evidence/input.ts';
import type { Finding, Report } from '../core/evidence/report.ts';
import { CANDIDATE_LIMIT } from '../core/observe/candidate-keys.ts';
import { observe } from '../core/observe/observe.ts';
import { type Verifies, withVerifiedSignature } from '../core/observe/outside-signature.ts';
import { isWeighed } from '../core/observe/weigh-signature.ts';
import type { Applications } from '../ports/applications.ts';
import type { Signatures } from '../ports/signatures.ts';
import type { Decision, GateRequest } from './authenticate-request.ts';
import { registeredKey, registryEvidence } from './parts/registered-keys.ts';

type Rejection = Extract<Decision, { ok: false }>;

/**
 * What an anonymous caller is told: the fault that was judged, or, where only the registry can tell that fault, the one
 * general cause that looks the same for an unknown application, an unsaved pair and a wrong key.
 */
export function callerFinding(rejection: Rejection): Finding {
  if (causeById(rejection.finding.cause)?.audience === 'caller') return rejection.finding;
  const general = causeById('signed-by-unknown-key');
  const found = general?.find(rejection.evidence);
  if (general && found) return findingOf(general, found, rejection.evidence);
  const facts: Facts = {};
  return { cause: 'signed-by-unknown-key', severity: 'fault', certainty: 'proved', facts, at: null };
}

/**
 * The report of what can be read off the caller's own request and the server's clock, what the caller is told first; the
 * registry is not asked.
 */
export function callerReport(rejection: Rejection, request: GateRequest, helpBase: string): Report {
  return ledBy(callerFinding(rejection), diagnose(inputOf(rejection, request), helpBase), helpBase);
}

/** What the doctor finds with the registry, in agreement with what the gate decided. */
export function wholeReport(
  rejection: Rejection,
  request: GateRequest,
  registry: RegistryEvidence | undefined,
  helpBase: string,
  signatures: Signatures,
): Report {
  const { token, signature } = rejection.evidence;
  const given = { ...inputOf(rejection, request), ...(registry && { registry }) };
  const checked = withVerifiedSignature(given, verifiesWith(signatures));
  // Without a registry the gate's own verdict on the signature is all there is.
  const isVerified = signature !== undefined && !isWeighed(token?.header.members?.['alg']);
  const input = isVerified && checked.signature === undefined ? { ...checked, signature } : checked;
  return reportOf(rejection.finding, diagnose(input, helpBase), helpBase);
}

function verifiesWith(signatures: Signatures): Verifies {
  return ({ algorithm, key, signingInput, signature }) =>
    signatures.verify(algorithm.name, signatures.prepare(key), signingInput, signature);
}

export interface OwnerReport {
  readonly report: Report;
  /** Who may read it; `null` where nobody could be told to own it. */
  readonly accountId: string | null;
}

/**
 * The whole report, for the owner: every registered key and a bounded number of other applications' keys are tried on
 * the signature. For an application id that nobody has, the key that signed tells whose mistake it is.
 */
export async function ownerReport(
  applications: Applications,
  rejection: Rejection,
  request: GateRequest,
  helpBase: string,
  signatures: Signatures,
): Promise<OwnerReport> {
  const input = inputOf(rejection, request);
  const id = claimedIdentity(observe(input));
  const application = (id && (await applications.get(id))) || null;
  const keys = application ? await applications.keys(application.id) : [];
  const limit = Math.max(0, CANDIDATE_LIMIT - keys.length);
  const candidates = await applications.candidateKeys(application?.accountId, id, limit);
  const accountOf = new Map(candidates.map((key) => [key.applicationId, key.accountId]));
  // Another account's key is tried only where no application is known: its name must not reach this owner.
  const otherKeys: RegisteredKey[] = [];
  const passedOver: RegisteredKey[] = [];
  for (const key of candidates) {
    const isTheirs = application !== null && key.accountId !== application.accountId;
    (isTheirs ? passedOver : otherKeys).push(registeredKey(key, key.applicationName));
  }
  const registry = registryEvidence(application, keys, otherKeys);
  const report = wholeReport(rejection, request, registry, helpBase, signatures);
  // The next request may wait for this report, which must not tell whether the application exists: the signature is
  // opened as often as for an unknown one, and what comes of it is dropped.
  if (passedOver.length > 0) {
    const unknown = { ...input, registry: registryEvidence(null, [], passedOver) };
    diagnose(withVerifiedSignature(unknown, verifiesWith(signatures)), helpBase);
  }
  return { report, accountId: application?.accountId ?? signerAccount(report, accountOf) };
}

/**
 * The application that the sender meant, wherever the id can be read: a token under another scheme, a claim under
 * another name. Empty where there is none.
 */
function claimedIdentity({ token, profile }: Evidence): string {
  const rule = profile.claims.find(({ name }) => name === profile.identityClaim);
  const names = [profile.identityClaim, ...(rule?.misnamedAs ?? [])];
  const values = names.map((name) => token?.payload.members?.[name]);
  return values.find((value) => typeof value === 'string') ?? '';
}

/** The account whose key signed, read from the findings that name the signing application. */
function signerAccount(report: Report, accountOf: ReadonlyMap<string, string>): string | null {
  for (const finding of report.findings) {
    const signer = finding.facts['signedByApplicationId'];
    if (typeof signer === 'string') return accountOf.get(signer) ?? null;
  }
  return null;
}

function inputOf({ evidence, at }: Rejection, request: GateRequest): Input {
  return {
    profile: evidence.profile,
    chosenBy: 'registry',
    because: 'the gate that refused it judges by them',
    skewSeconds: evidence.skewSeconds,
    now: at,
    request,
    ...(evidence.replay && { replay: evidence.replay }),
  };
}
