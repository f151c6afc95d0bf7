import type { Evidence } from '../../core/evidence/evidence.ts';
import { takesKey } from '../../core/jws/algorithms.ts';
import { publicKeyOf } from '../../core/keys/fingerprint.ts';
import { algorithmOf } from '../../core/observe/outside-signature.ts';

/** Why nobody looked at the signature of this token. */
export function whyUnchecked(evidence: Evidence): string {
  const { token, verifierKey, registry } = evidence;
  if (token?.header.members === undefined) return 'the header, which names the algorithm, cannot be read';
  if (token.signature.bytes === undefined) return 'the token has no signature that can be read';
  const algorithm = algorithmOf(evidence);
  if (algorithm === undefined) return 'the header names no known algorithm';
  if (algorithm.kty === 'oct') return `${algorithm.name} needs a secret, and only public keys were given`;
  if (registry) return `no accepted key of the application fits ${algorithm.name}`;
  const key = verifierKey?.key && publicKeyOf(verifierKey.key);
  if (key === undefined) return 'no public key is known';
  const takes = `${algorithm.name} needs ${describeType(algorithm)}`;
  return takesKey(algorithm, key)
    ? `${takes}, and this key could not be tried`
    : `${takes}, and the key is ${describeType(key)}`;
}

function describeType({ kty, crv }: { readonly kty: string; readonly crv?: string }): string {
  return crv === undefined ? kty : `${kty} ${crv}`;
}
