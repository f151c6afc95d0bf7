import { nodeSignatures } from '../../adapters/node-crypto/index.ts';
import type { Evidence } from '../../core/evidence/evidence.ts';
import type { Input } from '../../core/evidence/input.ts';
import { algorithmByName, type JwsAlgorithm, takesKey } from '../../core/jws/algorithms.ts';
import { signingInput } from '../../core/jws/read-token.ts';
import { candidateKeys, keyNamedBy } from '../../core/observe/candidate-keys.ts';
import { observe } from '../../core/observe/observe.ts';

/**
 * Lets node:crypto verify what the core cannot by arithmetic: PS256, ES384, EdDSA and their like. Where no key is
 * known, or none fits an algorithm that is refused anyway, the signature stays unchecked.
 */
export function withSignatureChecked(input: Input): Input {
  const evidence = observe(input);
  const algorithm = algorithmOf(evidence);
  const { token, profile, now, registry } = evidence;
  const bytes = token?.signature.bytes;
  if (!token || !bytes || evidence.signature || !algorithm || algorithm.kty === 'oct') return input;
  const named = keyNamedBy(token.header.members?.['kid'], registry, now);
  const accepted = candidateKeys(input, now, named).filter((candidate) => candidate.accepted);
  const fitting = accepted.filter(({ publicKey }) => takesKey(algorithm, publicKey));
  const isRefused = !profile.algorithms.includes(algorithm.name);
  if (accepted.length === 0 || (fitting.length === 0 && isRefused)) return input;
  const signatures = nodeSignatures();
  const verified = fitting.find(({ publicKey }) =>
    signatures.verify(algorithm.name, signatures.prepare(publicKey), signingInput(token), bytes),
  );
  return {
    ...input,
    signature: {
      verifiedBy: verified?.fingerprint ?? null,
      ...(named && { namedByKid: named.fingerprint }),
      opened: [],
      tried: { keys: fitting.length, of: accepted.length },
    },
  };
}

/** The algorithm that the token says it is signed with; `undefined` for one that nothing here knows. */
export function algorithmOf({ token }: Pick<Evidence, 'token'>): JwsAlgorithm | undefined {
  const alg = token?.header.members?.['alg'];
  return typeof alg === 'string' ? algorithmByName(alg) : undefined;
}
