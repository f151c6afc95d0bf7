import { makeLink } from './one-time-link.ts';
import type { PeopleParts } from './parts.ts';

/** A link by which the first person joins, while there is nobody; it takes the place of the one of an earlier start. */
export async function makeFirstStartLink(
  parts: Pick<PeopleParts, 'people' | 'links' | 'clock' | 'entropy' | 'publicUrl'>,
  accountId: string,
): Promise<(() => string) | undefined> {
  if ((await parts.people.count()) > 0) return undefined;
  const link = { purpose: 'first-start', email: null, accountId, role: 'owner', personId: null } as const;
  return (await makeLink(parts, link)).url;
}
