import type { SignatureEvidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';

/**
 * The same input after a draft key was saved: it is active, and the key that it replaces is not. `undefined` where
 * there is no such draft, or where the application cannot be saved.
 */
export function withKeySaved(input: Input, fingerprint: string): Input | undefined {
  const { registry, signature } = input;
  if (!registry?.application || registry.application.improveAiUnset) return undefined;
  if (!registry.keys.some((key) => key.fingerprint === fingerprint && key.state === 'draft')) return undefined;
  const keys = registry.keys.map((key) => {
    if (key.fingerprint === fingerprint) return { ...key, state: 'active' as const };
    if (key.state !== 'active') return key;
    return { ...key, state: 'revoked' as const, ...(input.now !== undefined && { endedAt: input.now }) };
  });
  return {
    ...input,
    registry: { ...registry, keys },
    ...(signature && { signature: verified(signature, fingerprint) }),
  };
}

/** A signature that was reasoned out before, by the key that is accepted now. */
function verified(signature: SignatureEvidence, fingerprint: string): SignatureEvidence {
  const opened = signature.opened?.find(({ key }) => key.fingerprint === fingerprint);
  return opened?.signed === 'signing-input' && opened.hash === 'SHA-256'
    ? { ...signature, verifiedBy: fingerprint }
    : signature;
}
