import type { SignatureCheck } from '../../core/jws/verify-compact.ts';
import type { PublicKey } from '../../core/keys/key.ts';
import type { PreparedKey } from '../../ports/signatures.ts';
import { nodeSignatures, verifyMac } from './signatures.ts';

/** The check that `verifyCompact` asks for, by node:crypto. Each public key is prepared once. */
export function nodeSignatureCheck(): SignatureCheck {
  const signatures = nodeSignatures();
  const prepared = new WeakMap<PublicKey, PreparedKey>();
  return (alg, { material }, signingInput, signature) => {
    if (material instanceof Uint8Array) return verifyMac(alg, material, signingInput, signature);
    let key = prepared.get(material);
    if (key === undefined) {
      key = signatures.prepare(material);
      prepared.set(material, key);
    }
    return signatures.verify(alg, key, signingInput, signature);
  };
}
