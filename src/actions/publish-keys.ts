import { isUuid } from '../core/encoding/uuid.ts';
import { keyStateAt } from '../core/keys/key-life.ts';
import type { StoredKey } from '../ports/index.ts';
import type { Parts } from './parts/parts.ts';

/**
 * The keys of an application whose signatures are accepted now. None where there is no such application: whoever asks
 * is not told the one from the other.
 */
export async function publishKeys(
  parts: Pick<Parts, 'applications' | 'clock'>,
  applicationId: string,
): Promise<readonly StoredKey[]> {
  const keys = isUuid(applicationId) ? await parts.applications.keys(applicationId) : [];
  const now = parts.clock.now();
  return keys.filter((key) => ['active', 'retiring'].includes(keyStateAt(key, now)));
}
