import { changeApplication, type Target } from './change-application.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';

/**
 * Ends a key at once and for good, in any state. The last active key may be revoked too: that is how a leak is
 * stopped. The application then authenticates nobody until a key is activated.
 */
export async function revokeKey(
  parts: Pick<Parts, 'applications' | 'clock' | 'directory'>,
  target: Target,
  keyId: string,
): Promise<Outcome<void>> {
  const changed = await changeApplication<void>(parts, target, (application, keys) => {
    const key = keys.find((one) => one.id === keyId);
    if (!key) return refused({ kind: 'not-found', id: keyId });
    if (key.state === 'revoked' && key.expiresAt === null) return { keep: undefined };
    const revoked = { ...key, state: 'revoked' as const, endedAt: key.endedAt ?? parts.clock.now(), expiresAt: null };
    return done({ application, keys: [revoked], value: undefined });
  });
  return changed.ok ? done(undefined) : changed;
}
