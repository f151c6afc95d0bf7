import type { Evidence, OpenedSignature } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import { ALGORITHMS_OF_SECRETS, algorithmByName, type JwsAlgorithm, takesKey } from '../jws/algorithms.ts';
import { signingInput } from '../jws/read-token.ts';
import type { PublicKey } from '../keys/key.ts';
import type { KeySet, SetKey } from '../keys/key-set.ts';
import { spkiPem } from '../keys/key-text.ts';
import { jwkSecretForms } from '../keys/secret-forms.ts';
import { CANDIDATE_LIMIT, candidateKeys, keyNamedBy } from './candidate-keys.ts';
import { observe } from './observe.ts';
import { isMac } from './weigh-signature.ts';

/**
 * Signatures that the core cannot open by arithmetic are verified by whoever has a technology for it: node:crypto at
 * once, or a browser, which takes time and so verifies every trial ahead.
 */
export type Verifies = (trial: SignatureTrial) => boolean;

/** One signature to verify under one key. */
export interface SignatureTrial {
  readonly algorithm: JwsAlgorithm;
  readonly key: PublicKey;
  readonly signingInput: string;
  readonly signature: Uint8Array;
}

/** At most this many keys of a set are tried on a signature. */
const TRIED_KEYS = 64;

/** Everything that the functions below may want verified: for whoever cannot answer them at once. */
export function signatureTrials(input: Input, sets: readonly KeySet[]): readonly SignatureTrial[] {
  const evidence = observe(input);
  const given = candidateKeys(input, evidence.now, undefined).slice(0, CANDIDATE_LIMIT);
  const keys = [
    ...given.map(({ publicKey }) => publicKey),
    ...sets.flatMap((set) => fittingKeys(set, evidence).map(({ key }) => key)),
  ];
  return keys.flatMap((key) => trialOf(evidence, key) ?? []);
}

function trialOf(evidence: Evidence, key: PublicKey): SignatureTrial | undefined {
  const { token } = evidence;
  const algorithm = algorithmOf(evidence);
  const signature = token?.signature.bytes;
  if (token === undefined || signature === undefined || algorithm === undefined) return undefined;
  return takesKey(algorithm, key) ? { algorithm, key, signingInput: signingInput(token), signature } : undefined;
}

/**
 * The input with what was verified of PS256, ES384, EdDSA and their like: who signed is found among all keys that are
 * known. Where no key is known, or none fits an algorithm that is refused anyway, the signature stays unchecked.
 */
export function withVerifiedSignature(input: Input, verifies: Verifies): Input {
  const evidence = observe(input);
  const algorithm = algorithmOf(evidence);
  const { token, profile, now, registry } = evidence;
  if (!token?.signature.bytes || evidence.signature || !algorithm || algorithm.kty === 'oct') return input;
  const named = keyNamedBy(token.header.members?.['kid'], registry, now);
  const all = candidateKeys(input, now, named);
  const accepted = all.filter((candidate) => candidate.accepted);
  const fitting = accepted.filter(({ publicKey }) => takesKey(algorithm, publicKey));
  const isRefused = !profile.algorithms.includes(algorithm.name);
  if ((accepted.length === 0 && registry === undefined) || (fitting.length === 0 && isRefused)) return input;
  const opened: OpenedSignature[] = [];
  const tried = all.slice(0, CANDIDATE_LIMIT).filter(({ publicKey }) => takesKey(algorithm, publicKey));
  for (const { publicKey, ...key } of tried) {
    const trial = trialOf(evidence, publicKey);
    // Such a signature tells no digest: it verifies, or it does not.
    if (trial && verifies(trial)) opened.push({ key, hash: 'none', digest: '', signed: 'signing-input' });
  }
  return {
    ...input,
    signature: {
      verifiedBy: opened.find(({ key }) => key.accepted)?.key.fingerprint ?? null,
      ...(named && { namedByKid: named.fingerprint }),
      opened,
      tried: { keys: tried.length, of: all.length },
    },
  };
}

/**
 * The input with the key of the newest set that its token is verified under: the one that `kid` names, else the one that
 * signed. Whichever signed is found by trying, so that a wrong `kid` is told.
 */
export function withKeySets(input: Input, sets: readonly KeySet[], verifies: Verifies): Input {
  const newest = sets.at(-1);
  if (newest === undefined) return input;
  const evidence = observe(input);
  const { kid, alg } = evidence.token?.header.members ?? {};
  if (isMac(alg) && newest.secrets.length > 0) return withSecretOf(newest, input, kid);
  const signerIn = (set: KeySet) =>
    fittingKeys(set, evidence).find(({ key }) => {
      const trial = trialOf(evidence, key);
      return trial !== undefined && verifies(trial);
    });
  const by = signerIn(newest);
  const isOlder = by === undefined && sets.slice(0, -1).some((set) => signerIn(set) !== undefined);
  const chosen = chosenOf(newest, evidence, kid, by);
  return {
    ...input,
    ...(chosen && { publicKey: spkiPem(chosen.key) }),
    keySet: {
      keys: newest.members,
      signer: by === undefined ? (isOlder ? 'older' : null) : 'newest',
      ...(by && { signedBy: by.index }),
      ...(!newest.isSet && { isSingle: true as const }),
    },
  };
}

/** An HMAC is made with the `k` of a symmetric key; what a signer may have made of the same characters is tried as well. */
function withSecretOf({ members, secrets, isSet }: KeySet, input: Input, kid: unknown): Input {
  const chosen = secrets.find((one) => one.kid !== null && one.kid === kid) ?? secrets[0];
  const keys = members.map(({ fault, isPrivate: _, ...said }, index) => {
    const isSecret = secrets.some((one) => one.index === index);
    return isSecret || fault === undefined ? said : { ...said, fault };
  });
  const isSymmetric = keys.every(({ kty }) => kty === 'oct');
  return {
    ...input,
    ...(input.algorithms === undefined && isSymmetric && { algorithms: ALGORITHMS_OF_SECRETS }),
    secrets: { ...(chosen && jwkSecretForms(chosen.k)), ...input.secrets },
    keySet: { keys, signer: null, ...(!isSet && { isSingle: true as const }) },
  };
}

function chosenOf(
  { keys }: Pick<KeySet, 'keys'>,
  evidence: Evidence,
  kid: unknown,
  by: SetKey | undefined,
): SetKey | undefined {
  const named = keys.filter((one) => one.kid !== undefined && one.kid === kid);
  if (by !== undefined && (named.length === 0 || named.includes(by))) return by;
  return named[0] ?? fittingKeys({ keys }, evidence)[0] ?? keys[0];
}

/** The keys of a set that the algorithm of the token takes, whatever `kid` and the members of the set say. */
function fittingKeys({ keys }: Pick<KeySet, 'keys'>, evidence: Evidence): readonly SetKey[] {
  const algorithm = algorithmOf(evidence);
  return algorithm === undefined ? [] : keys.filter(({ key }) => takesKey(algorithm, key)).slice(0, TRIED_KEYS);
}

/** The algorithm that the token says it is signed with; `undefined` for one that nothing here knows. */
export function algorithmOf({ token }: Pick<Evidence, 'token'>): JwsAlgorithm | undefined {
  const alg = token?.header.members?.['alg'];
  return typeof alg === 'string' ? algorithmByName(alg) : undefined;
}
