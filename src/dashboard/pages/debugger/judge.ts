import { hasWebCrypto, verifyJws } from '../../../adapters/webcrypto/index.ts';
import { profileById } from '../../../core/claims/profiles/index.ts';
import type { MisreadEvidence, RegistryEvidence } from '../../../core/evidence/evidence.ts';
import type { Input } from '../../../core/evidence/input.ts';
import { ALGORITHMS_OF_SECRETS, readAlgorithmNames } from '../../../core/jws/algorithms.ts';
import { fingerprint } from '../../../core/keys/fingerprint.ts';
import { type KeySet, readWholeKeySet } from '../../../core/keys/key-set.ts';
import { secretForms } from '../../../core/keys/secret-forms.ts';
import { chooseRules } from '../../../core/observe/choose-rules.ts';
import { misreadTrials } from '../../../core/observe/misread-trials.ts';
import { observe } from '../../../core/observe/observe.ts';
import {
  type SignatureTrial,
  signatureTrials,
  withKeySets,
  withVerifiedSignature,
} from '../../../core/observe/outside-signature.ts';
import { isWeighed } from '../../../core/observe/weigh-signature.ts';

/** `auto`: recognised by the host and the claims. */
export type ProfileChoice = 'auto' | string;

export interface Settings {
  readonly profile: ProfileChoice;
  /** The clock that is judged by: NumericDate seconds. */
  readonly now: number;
}

/** What was pasted, with its profile and a clock: the time of the answer, where one was pasted, comes first. */
export function complete(input: Input, { profile, now }: Settings): Input {
  const isDated =
    input.now !== undefined ||
    input.serverDate !== undefined ||
    input.response?.fields?.some(([name]) => name.toLowerCase() === 'date');
  const chosen = profile === 'auto' ? undefined : profileById(profile);
  // What was chosen here needs no other reason.
  const { because: _, ...rest } = input;
  const judged: Input = chosen === undefined ? input : { ...rest, profile: chosen };
  return { ...judged, ...(!isDated && { now, isOwnClock: true }) };
}

/** What a signature is verified with. */
export interface Verifier {
  /** What the verifier has configured, as it was typed. */
  readonly issuer?: string;
  readonly audience?: string;
  readonly secret?: string;
  readonly algorithms?: string;
  /** Texts of key sets, the newest first. */
  readonly keySets?: readonly string[];
  readonly registry?: RegistryEvidence;
  readonly publicKey?: string;
}

/** What is judged, and the key sets that it is verified with, oldest first. */
export interface Subject {
  readonly input: Input;
  readonly sets: readonly KeySet[];
}

/** What was pasted, with what the verifier expects; what is typed there makes the token one of that verifier's own issuer. */
export function expecting(input: Input, verifier: Verifier): Subject {
  const { issuer, audience, secret, registry, publicKey } = verifier;
  const sets = setsOf(verifier);
  const issuers = issuer?.trim() ? [issuer.trim()] : [];
  const audiences = audience?.split(/\s+/).filter((one) => one !== '') ?? [];
  const expected = { ...(issuers.length > 0 && { issuers }), ...(audiences.length > 0 && { audiences }) };
  const algorithms = algorithmsOf(verifier, sets);
  const ownSet = publicKey === undefined ? undefined : readSet(publicKey);
  const whole: Input = {
    ...input,
    ...(registry && { registry }),
    ...(publicKey !== undefined && ownSet === undefined && { publicKey }),
    ...(Object.keys(expected).length > 0 && { expected }),
    ...(algorithms && { algorithms }),
    ...(secret && { secrets: secretForms(secret) }),
  };
  // A set in the place of the public key is the one that the token is verified with.
  const held = ownSet === undefined ? sets : [ownSet];
  const isGiven = issuers.length + audiences.length + sets.length > 0 || algorithms !== undefined || Boolean(secret);
  return { input: isGiven ? ofOneself(whole) : whole, sets: held };
}

function ofOneself(input: Input): Input {
  if (input.profile !== undefined) return input;
  const { chosenBy } = chooseRules(input);
  if (chosenBy === 'registry' || chosenBy === 'host') return input;
  return { ...input, profile: 'jwt', because: 'you said what is expected' };
}

/** A verifier that has a secret and nothing else takes what a secret verifies, whatever the token says. */
function algorithmsOf(verifier: Verifier, sets: readonly KeySet[]): readonly string[] | undefined {
  const { names, unknown } = readAlgorithmNames(verifier.algorithms ?? '');
  if (names.length > 0 && unknown === undefined) return names;
  const isAlone = sets.length === 0 && verifier.publicKey === undefined && verifier.registry === undefined;
  return verifier.secret && isAlone ? ALGORITHMS_OF_SECRETS : undefined;
}

/** The key sets that were pasted, oldest first; what is none is told beside its field. */
function setsOf({ keySets = [] }: Verifier): readonly KeySet[] {
  return keySets.flatMap((text) => readSet(text) ?? []).reverse();
}

function readSet(text: string): KeySet | undefined {
  const set = /^\s*[[{]/.test(text) ? readWholeKeySet(text) : undefined;
  // A private JWK alone is judged as a private key.
  return set === undefined || !('keys' in set) || (!set.isSet && set.keys.length > 0 && set.members[0]?.isPrivate)
    ? undefined
    : set;
}

/** Fingerprints of the keys that the signature of a token verifies under. */
export type Verified = ReadonlySet<string>;

/**
 * Verifies ahead what the diagnosis may ask about: a browser verifies in its own time, and the diagnosis does not wait.
 * `undefined` where there is nothing to verify, or this browser verifies nothing.
 */
export async function verifyAhead({ input, sets }: Subject): Promise<Verified | undefined> {
  const trials = hasWebCrypto() ? trialsFor({ input, sets }) : [];
  if (trials.length === 0) return undefined;
  const prints = trials.map(async (trial) => ((await verifyTrial(trial)) ? [fingerprint(trial.key)] : []));
  return new Set((await Promise.all(prints)).flat());
}

/**
 * The one character that somebody misread, found by verifying each change in the page. `undefined` where there is none,
 * and where what was given changed meanwhile.
 */
export async function misreadIn(
  subject: Subject,
  verified: Verified | undefined,
  isOver: () => boolean,
): Promise<MisreadEvidence | undefined> {
  if (!hasWebCrypto()) return undefined;
  const input = withVerified(subject.input, subject.sets, verified);
  for (const { misread, trial } of misreadTrials(input, subject.sets)) {
    if (isOver()) return undefined;
    if (await verifyTrial(trial)) return misread;
  }
  return undefined;
}

function verifyTrial({ algorithm, key, signingInput, signature }: SignatureTrial): Promise<boolean> {
  return verifyJws(algorithm.name, key, signingInput, signature);
}

/** Whether the diagnosis has to wait for the browser. */
export function mustVerify(subject: Subject): boolean {
  return hasWebCrypto() && trialsFor(subject).length > 0;
}

/** The core opens RS256 and ES256 by itself; which key of a set made the signature is for the browser. */
function trialsFor({ input, sets }: Subject): readonly SignatureTrial[] {
  const isOpened = sets.length === 0 && isWeighed(observe(input).token?.header.members?.['alg']);
  return isOpened ? [] : signatureTrials(input, sets);
}

/** What is given to the diagnosis: the same as the command line gives it. */
export function whole({ input, sets }: Subject, settings: Settings, verified: Verified | undefined): Input {
  return withVerified(complete(input, settings), sets, verified);
}

function withVerified(input: Input, sets: readonly KeySet[], verified: Verified | undefined): Input {
  const verifies = ({ key }: SignatureTrial) => verified?.has(fingerprint(key)) === true;
  const held = withKeySets(input, sets, verifies);
  return verified === undefined ? held : withVerifiedSignature(held, verifies);
}
