import {
  authenticateRequest,
  type Decision,
  type GateParts,
  type GateRequest,
} from '../../src/actions/authenticate-request.ts';
import { callerFinding, tellCaller, wholeReport } from '../../src/actions/explain-rejection.ts';
import { decoyKeys } from '../../src/actions/parts/decoy-keys.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { gateProfile } from '../../src/core/claims/gate-profile.ts';
import type { Profile } from '../../src/core/claims/profile.ts';
import { profileById } from '../../src/core/claims/profiles/index.ts';
import { causeById, diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { accountsFor } from '../../src/core/diagnosis/led-by.ts';
import { STAGES } from '../../src/core/evidence/cause.ts';
import type { CauseId } from '../../src/core/evidence/cause-id.ts';
import type { RegistryEvidence } from '../../src/core/evidence/evidence.ts';
import type { Input } from '../../src/core/evidence/input.ts';
import type { Report } from '../../src/core/evidence/report.ts';
import { signingInput } from '../../src/core/jws/read-token.ts';
import type { TokenReading } from '../../src/core/jws/reading.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { isAccepted } from '../../src/core/observe/candidate-keys.ts';
import { chooseRules } from '../../src/core/observe/choose-rules.ts';
import { observe, usualSkew } from '../../src/core/observe/observe.ts';
import { isWeighed } from '../../src/core/observe/weigh-signature.ts';
import { readAuthorization } from '../../src/core/request/authorization.ts';
import { type GateOptions, type GateRules, gate } from '../../src/gate.ts';
import type { VerificationKey } from '../../src/library/key-input.ts';
import { createVerifier, type Verification, type VerifyOptions } from '../../src/library/verifier.ts';
import type { DirectoryEntry, DirectoryKey } from '../../src/ports/key-directory.ts';
import type { PreparedKey, Signatures } from '../../src/ports/signatures.ts';

/** Who judges. A test hands in broken ones, to see that they are found out. */
export interface Judges {
  /** What the gate of the server verifies with. */
  readonly signatures: Signatures;
  readonly authenticateRequest: typeof authenticateRequest;
  readonly gate: typeof gate;
  readonly createVerifier: (key: VerificationKey, options?: VerifyOptions) => (token: string) => Verification;
  readonly diagnose: typeof diagnose;
}

const signatures = nodeSignatures();
export const REAL: Judges = { signatures, authenticateRequest, gate, createVerifier, diagnose };

/** `null`: accepted. */
type Root = CauseId | null | 'cannot tell';

/**
 * Asks the server's gate, the middleware and the doctor about one request, each with the same registry.
 * @returns in words, where they do not agree
 */
export async function aboutRequest(input: Input, judges: Judges): Promise<string[]> {
  const known = chooseRules(input).profile;
  const request = requestOf(input);
  const { now, registry: asked } = input;
  if (!request || now === undefined || asked === undefined) return [];
  // A gate asks for whoever the token names, not on behalf of an account.
  const { accountId: _, ...registry } = asked;
  const profile = gateProfile(known);
  if (profile.algorithms.length === 0) return [];
  const firstSeenAt = input.replay?.firstSeenAt ?? null;
  const rules = { profile, skewSeconds: usualSkew(profile), clock: { now: () => now } };
  const replay = { use: async () => firstSeenAt };
  const entry = entryOf(registry);
  const parts: GateParts = {
    ...rules,
    replay,
    directory: { peek: () => entry, load: async () => entry, forget: () => {} },
    signatures: judges.signatures,
    decoys: decoyKeys(signatures),
  };
  const decision = await judges.authenticateRequest(parts, request);
  const decided = decision.ok ? null : decision.finding.cause;
  const { evidence } = decision.ok ? { evidence: undefined } : decision;

  const token = observe({ profile, request }).token;
  const kid = token?.header.members?.['kid'];
  const accepted = entry?.keys.filter((key) => isAccepted(key, now)) ?? [];
  const named = accepted.filter(({ id, fingerprint }) => id === kid || fingerprint === kid);
  const keys = (named.length > 0 ? named : accepted).flatMap(({ prepared }) => prepared ?? []);
  const isUsed = registry.application?.singleUse === true;
  const doctor = judges.diagnose({
    profile,
    now,
    request,
    registry,
    ...(isUsed && { replay: { firstSeenAt } }),
    ...verified(token, profile, keys),
  });
  const { checked, report } = await throughMiddleware(judges, request, {
    ...rulesFor(known),
    now: () => now,
    replay,
    application: () => applicationOf(registry, now),
  });
  const told = decision.ok ? null : callerFinding(decision).cause;
  return [
    ...between('authenticateRequest', decided, 'diagnose', rootOf(doctor)),
    ...between('authenticateRequest', decided, 'the report of gate()', report),
    ...(evidence && !decision.ok
      ? between(
          'authenticateRequest',
          decided,
          'its report',
          rootOf(wholeReport(decision, request, registry, '', signatures)),
        )
      : []),
    ...(checked === told ? [] : [`gate() answers ${checked}, the server ${told}`]),
    ...(decision.ok
      ? []
      : besides(decision, request, { ...rules, now, ...(evidence?.replay && { replay: evidence.replay }) })),
  ];
}

/** The other faults that the caller is told of, stage by stage and at once, against those of the whole report. */
function besides(
  decision: Extract<Decision, { ok: false }>,
  request: GateRequest,
  { profile, skewSeconds, now, replay }: Pick<Input, 'skewSeconds' | 'now' | 'replay'> & { readonly profile: Profile },
): string[] {
  const { finding, others } = tellCaller(decision, request, '');
  // What lies inside a token that was encoded twice is for the report alone.
  if (finding.cause === 'token-encoded-twice') return [];
  const input = {
    profile,
    skewSeconds,
    now,
    request,
    ...(replay && { replay }),
    chosenBy: 'registry',
    because: 'the gate asks',
  } as Input;
  const faults = diagnose(input).findings.filter(
    ({ severity, cause }) => severity === 'fault' && cause !== finding.cause,
  );
  const [told, found] = [others, faults].map((list) => list.map(({ cause }) => cause).join(', '));
  return told === found
    ? []
    : [`beside ${finding.cause} the caller is told of ${told || 'nothing'}, the report has ${found || 'nothing'}`];
}

/** Asks the library, the middleware and the doctor about a token alone, under one key. */
export async function aboutToken(input: Input, publicKey: string, judges: Judges): Promise<string[]> {
  const known = chooseRules(input).profile;
  const token = observe(input).token;
  const { now } = input;
  if (token === undefined || now === undefined) return [];
  const profile = { ...known, algorithms: known.algorithms.filter((alg) => !alg.startsWith('HS')) };
  const used = { method: input.request?.method ?? 'GET', target: input.request?.target?.split('?')[0] ?? '/v1/calls' };
  const verification = judges.createVerifier(publicKey, { profile: handedOver(known), now, ...used })(token.text);
  const verdict = verification.ok ? null : verification.findings[0].cause;
  const doctor = judges.diagnose({
    profile,
    now,
    token: token.text,
    publicKey,
    request: used,
    ...verified(token, profile, [prepare(publicKey)]),
  });
  const found = between('createVerifier', verdict, 'diagnose', rootOf(doctor));

  const isNamed = Boolean(token.payload.members?.[profile.identityClaim]);
  const isSendable = readAuthorization(`Bearer ${token.text}`).token === token.text;
  // The gate has to find a key first, which takes a header that can be read and somebody to look up.
  // A token that is bound to a key is wrong by how it is sent, and a verifier sees the token alone.
  const isBound = profile.isGeneral === true && token.payload.members?.['cnf'] !== undefined;
  if (profile.algorithms.length === 0 || !isNamed || !isSendable || isBound) return found;
  const request = { ...used, fields: [['Authorization', `Bearer ${token.text}`]] } as const;
  const { checked } = await throughMiddleware(judges, request, {
    ...rulesFor(known),
    // What a gate asks of every token of an API of one's own, and a verifier leaves to its caller.
    ...(known.isGeneral && { allowMissingExp: true }),
    now: () => now,
    application: () => ({ publicKeys: [publicKey] }),
  });
  return [...found, ...between('gate()', checked, 'createVerifier', verdict)];
}

/** Stages of the doctor alone: nobody who lets requests through judges them. */
const OF_THE_DOCTOR = STAGES.slice(STAGES.indexOf('key'));

/** As it is handed over to the library: by its id, where it has one there. */
function handedOver(profile: Profile): string | Profile {
  return profileById(profile.id) === undefined ? profile : profile.id;
}

/** A gate of an API of one's own has to be told whom tokens are for. */
function rulesFor(known: Profile): GateRules {
  const isOpen = known.isGeneral === true && known.expected?.audiences === undefined;
  return { profile: handedOver(known), ...(isOpen && { audience: false }) };
}

/** Two that agree name the same cause, or the second one what is behind it. */
function between(who: string, decided: Root, other: string, root: Root): string[] {
  const isCause = (one: Root): one is CauseId => one !== null && one !== 'cannot tell';
  if (isCause(root) && OF_THE_DOCTOR.some((stage) => stage === causeById(root)?.stage)) return [];
  const isOne = decided === root || (isCause(decided) && isCause(root) && accountsFor(root, decided));
  return isOne ? [] : [`${who} says ${decided ?? 'accepted'}, ${other} ${root ?? 'accepted'}`];
}

function rootOf({ verdict, rootCause }: Report): Root {
  if (verdict === 'accepted') return null;
  return verdict === 'rejected' && rootCause !== null ? rootCause : 'cannot tell';
}

/** The cause that is answered, and the root of the report for the owner. */
async function throughMiddleware(judges: Judges, request: GateRequest, options: GateOptions) {
  let report: Root = null;
  const middleware = judges.gate({
    ...options,
    onRejection: (whole) => {
      report = rootOf(whole);
    },
  });
  const answer = await middleware.check(request);
  const checked: CauseId | null = answer.ok ? null : JSON.parse(answer.answer.body).cause;
  return { checked, report: report as Root };
}

/** The header lines that were sent, or the token as it should be. */
function requestOf(input: Input): GateRequest | undefined {
  const { method, target, fields } = input.request ?? {};
  const value = input.authorization ?? (input.token === undefined ? undefined : `Bearer ${input.token}`);
  const sent = fields ?? (value === undefined ? undefined : [['Authorization', value] as const]);
  if (sent === undefined) return undefined;
  return { fields: sent, ...(method !== undefined && { method }), ...(target !== undefined && { target }) };
}

function entryOf({ application, keys }: RegistryEvidence): DirectoryEntry | null {
  if (application === null) return null;
  const { id, accountId, name, suspended, singleUse } = application;
  const mayAuthenticate = keys.flatMap(({ state, publicKey, fingerprint, expiresAt, ...key }): DirectoryKey[] =>
    state === 'active' || state === 'retiring'
      ? [
          {
            id: key.id,
            fingerprint,
            publicKey,
            state,
            ...(expiresAt !== undefined && { expiresAt }),
            prepared: prepare(publicKey),
          },
        ]
      : [],
  );
  return { applicationId: id, accountId, name, suspended, singleUse, keys: mayAuthenticate };
}

function applicationOf({ application, keys }: RegistryEvidence, now: number) {
  const publicKeys = keys.filter((key) => isAccepted(key, now)).map(({ publicKey }) => publicKey);
  return application === null ? undefined : { ...application, publicKeys };
}

function prepare(text: string): PreparedKey {
  const reading = parseKey(text);
  if (!reading.ok || reading.key.type !== 'public') throw new Error('the key does not parse');
  return signatures.prepare(reading.key);
}

/** What the doctor cannot work out by arithmetic, told by whoever can. */
function verified(token: TokenReading | undefined, profile: Profile, keys: readonly PreparedKey[]): Partial<Input> {
  const alg = token?.header.members?.['alg'];
  const bytes = token?.signature.bytes;
  if (!token || !bytes || typeof alg !== 'string' || !profile.algorithms.includes(alg) || isWeighed(alg)) return {};
  const key = keys.find((one) => signatures.verify(alg, one, signingInput(token), bytes));
  return { signature: { verifiedBy: key?.fingerprint ?? null } };
}
