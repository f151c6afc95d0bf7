import { nodeSignatures } from '../../adapters/node-crypto/index.ts';
import type { Input } from '../../core/evidence/input.ts';
import { takesKey } from '../../core/jws/algorithms.ts';
import { signingInput } from '../../core/jws/read-token.ts';
import type { KeySet, SetKey } from '../../core/keys/key-set.ts';
import { spkiPem } from '../../core/keys/key-text.ts';
import { observe } from '../../core/observe/observe.ts';
import { algorithmOf } from './check-signature.ts';

/** At most this many keys of a set are tried on a signature. */
const TRIED_KEYS = 64;

/**
 * The input with the key of the newest set that its token is verified under: the one that `kid` names, else the one that
 * signed. Whichever signed is found by trying, so that a wrong `kid` is told.
 */
export function withKeySets(input: Input, sets: readonly KeySet[]): Input {
  const newest = sets.at(-1);
  if (newest === undefined) return input;
  const evidence = observe(input);
  const kid = evidence.token?.header.members?.['kid'];
  const by = signerIn(newest, evidence);
  const isOlder = by === undefined && sets.slice(0, -1).some((set) => signerIn(set, evidence) !== undefined);
  const chosen = chosenOf(newest.keys, evidence, kid, by);
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

type Judged = ReturnType<typeof observe>;

function chosenOf(keys: readonly SetKey[], evidence: Judged, kid: unknown, by: SetKey | undefined): SetKey | undefined {
  const named = keys.filter((one) => one.kid !== undefined && one.kid === kid);
  if (by !== undefined && (named.length === 0 || named.includes(by))) return by;
  return named[0] ?? fitting(keys, evidence)[0] ?? keys[0];
}

function fitting(keys: readonly SetKey[], evidence: Judged): readonly SetKey[] {
  const algorithm = algorithmOf(evidence);
  return algorithm === undefined ? [] : keys.filter(({ key }) => takesKey(algorithm, key)).slice(0, TRIED_KEYS);
}

/** The key of the set that made the signature, whatever `kid` and the members of the set say. */
function signerIn({ keys }: KeySet, evidence: Judged): SetKey | undefined {
  const { token } = evidence;
  const signature = token?.signature.bytes;
  const algorithm = algorithmOf(evidence);
  if (token === undefined || signature === undefined || algorithm === undefined) return undefined;
  const signatures = nodeSignatures();
  const signed = signingInput(token);
  return fitting(keys, evidence).find(({ key }) =>
    signatures.verify(algorithm.name, signatures.prepare(key), signed, signature),
  );
}
