import type { Profile } from '../core/claims/profile.ts';
import { causeById, diagnose, diagnosed, inWords } from '../core/diagnosis/diagnose.ts';
import { findingOf } from '../core/diagnosis/judge.ts';
import { ledBy, reportOf } from '../core/diagnosis/led-by.ts';
import { type Told, tell } from '../core/diagnosis/tell.ts';
import type { Facts } from '../core/evidence/cause.ts';
import type { Evidence, RegisteredKey, RegistryEvidence } from '../core/evidence/evidence.ts';
import type { Input } from '../core/evidence/input.ts';
import type { Finding, Report } from '../core/evidence/report.ts';
import { CANDIDATE_LIMIT } from '../core/observe/candidate-keys.ts';
import { observe } from '../core/observe/observe.ts';
import { type Verifies, withVerifiedSignature } from '../core/observe/outside-signature.ts';
import { isWeighed } from '../core/observe/weigh-signature.ts';
import type { Applications, CandidateKey, StoredApplication, StoredKey } from '../ports/applications.ts';
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

/** What can be read off the caller's own request and the server's clock, for the answer; the registry is not asked. */
export function tellCaller(rejection: Rejection, request: GateRequest, helpBase: string): Told {
  const evidence = evidenceOfCaller(rejection, request);
  return tell(callerFinding(rejection), rejection.stage, evidence, helpBase);
}

/** What was judged, without what the registry tells of it. A token that stands elsewhere is for the doctor to find. */
function evidenceOfCaller(rejection: Rejection, request: GateRequest): Evidence {
  const { registry: _, signature: __, ...own } = rejection.evidence;
  if (own.token === undefined) return observe(inputOf(rejection, request));
  return { ...own, chosenBy: 'registry', because: BY_THE_GATE };
}

/** What the doctor finds with the registry, in agreement with what the gate decided. */
export function wholeReport(
  rejection: Rejection,
  request: GateRequest,
  registry: RegistryEvidence | undefined,
  helpBase: string,
  signatures: Verifying,
): Report {
  return agreeing({ profile: rejection.evidence.profile, signatures }, caseFor(rejection, request, helpBase), registry)
    .report;
}

type Verifying = Pick<Signatures, 'prepare' | 'verify'>;

/** What a case is explained with. */
export interface Explaining {
  readonly profile: Profile;
  readonly signatures: Verifying;
}

/** All that the reports of a rejection are made of, as plain data: another thread may make them. */
export interface RejectionCase {
  readonly decided: Finding;
  /** What the caller was told. */
  readonly told: Finding;
  /** By the profile of the gate. */
  readonly input: Omit<Input, 'profile'>;
  /** Who signed, where the gate has found it out; absent where the report finds it out as well. */
  readonly signature?: Evidence['signature'];
  readonly helpBase: string;
}

/** A case with what the registry holds that may bear on it. */
export interface RegisteredCase extends RejectionCase {
  readonly application: StoredApplication | null;
  readonly keys: readonly StoredKey[];
  /** Keys of other applications, a bounded number of them. */
  readonly candidates: readonly CandidateKey[];
}

export interface ExplainedRejection {
  /** Everything: for the owner. */
  readonly report: Report;
  /** What can be read off the request alone. */
  readonly callerReport: Report;
  /** The application that the sender meant, where it is a registered one, wherever its id was read. */
  readonly applicationId: string | null;
  /** Who may read `report`; `null` where nobody could be told to own it. */
  readonly accountId: string | null;
  /** Fingerprint of the key that signed, whatever its state; `null` where no key that is known did. */
  readonly signedBy: string | null;
}

/** Asks the registry for what `explainCase` needs. */
export async function registeredCase(
  applications: Pick<Applications, 'get' | 'keys' | 'candidateKeys'>,
  rejection: Rejection,
  request: GateRequest,
  helpBase: string,
): Promise<RegisteredCase> {
  const own = caseFor(rejection, request, helpBase);
  const id = claimedIdentity(observe(inputOf(rejection, request)));
  const application = (id && (await applications.get(id))) || null;
  const keys = application ? await applications.keys(application.id) : [];
  const limit = Math.max(0, CANDIDATE_LIMIT - keys.length);
  const candidates = await applications.candidateKeys(application?.accountId, id, limit);
  return { ...own, application, keys, candidates };
}

/**
 * The whole report, for the owner: every registered key and a bounded number of other applications' keys are tried on
 * the signature. For an application id that nobody has, the key that signed tells whose mistake it is. Pure.
 */
export function explainCase(own: Explaining, given: RegisteredCase): ExplainedRejection {
  const { application, keys, candidates, told, helpBase } = given;
  const input = { ...given.input, profile: own.profile };
  const accountOf = new Map(candidates.map((key) => [key.applicationId, key.accountId]));
  // Another account's key is tried only where no application is known: its name must not reach this owner.
  const otherKeys: RegisteredKey[] = [];
  const passedOver: RegisteredKey[] = [];
  for (const key of candidates) {
    const isTheirs = application !== null && key.accountId !== application.accountId;
    (isTheirs ? passedOver : otherKeys).push(registeredKey(key, key.applicationName));
  }
  const { report, signedBy } = agreeing(own, given, registryEvidence(application, keys, otherKeys));
  // Who reads the report waits for it, which must not tell whether the application exists: the signature is opened as
  // often as for an unknown one, and what comes of it is dropped.
  if (passedOver.length > 0) {
    const unknown = { ...input, registry: registryEvidence(null, [], passedOver) };
    diagnose(withVerifiedSignature(unknown, verifiesWith(own.signatures)), helpBase);
  }
  const callerReport = ledBy(told, diagnose(input, helpBase), helpBase);
  return {
    report,
    callerReport,
    applicationId: application?.id ?? null,
    accountId: application?.accountId ?? signerAccount(report, accountOf),
    signedBy,
  };
}

/** The report of a rejection that there was no time to explain: what the caller was told. */
export function briefReport({ finding, others }: Told, { profile }: Evidence, helpBase: string): Report {
  return {
    verdict: 'rejected',
    profile: profile.id,
    rules: { profile: profile.id, name: profile.name, chosenBy: 'registry', because: BY_THE_GATE },
    rootCause: finding.cause,
    findings: [finding, ...others.map((one) => inWords(one, others, helpBase))],
    checks: [],
    afterFix: null,
  };
}

function agreeing(
  { profile, signatures }: Explaining,
  { decided, input, signature, helpBase }: RejectionCase,
  registry: RegistryEvidence | undefined,
): Pick<ExplainedRejection, 'report' | 'signedBy'> {
  const given = { ...input, profile, ...(registry && { registry }) };
  const checked = withVerifiedSignature(given, verifiesWith(signatures));
  // Without a registry the gate's own verdict on the signature is all there is.
  const whole = signature && checked.signature === undefined ? { ...checked, signature } : checked;
  const { report, signature: found } = diagnosed(whole, helpBase);
  return { report: reportOf(decided, report, helpBase), signedBy: signerOf(found) };
}

/** One that is accepted, or the one that is known to have signed. */
export function signerOf(signature: Evidence['signature']): string | null {
  return signature?.verifiedBy ?? signature?.opened?.[0]?.key.fingerprint ?? null;
}

function verifiesWith(signatures: Verifying): Verifies {
  return ({ algorithm, key, signingInput, signature }) =>
    signatures.verify(algorithm.name, signatures.prepare(key), signingInput, signature);
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

function caseFor(rejection: Rejection, request: GateRequest, helpBase: string): RejectionCase {
  const { token, signature } = rejection.evidence;
  const { profile: _, ...input } = inputOf(rejection, request);
  const isVerified = signature !== undefined && !isWeighed(token?.header.members?.['alg']);
  return {
    decided: rejection.finding,
    told: callerFinding(rejection),
    input,
    ...(isVerified && { signature }),
    helpBase,
  };
}

/** Why a gate judges by its rules. */
export const BY_THE_GATE = 'the gate that refused it judges by them';

function inputOf({ evidence, at }: Rejection, { fields, method, target }: GateRequest): Input {
  return {
    profile: evidence.profile,
    chosenBy: 'registry',
    because: BY_THE_GATE,
    skewSeconds: evidence.skewSeconds,
    now: at,
    request: { fields, ...(method !== undefined && { method }), ...(target !== undefined && { target }) },
    ...(evidence.replay && { replay: evidence.replay }),
  };
}
