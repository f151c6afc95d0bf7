import type { Account, LinkPurpose, OneTimeLink } from '../../ports/index.ts';
import { hashToken, newToken } from '../parts/one-time-token.ts';
import { done, type Outcome, type Refusal, refused } from '../parts/outcome.ts';
import { findAccountOf } from './accounts-of.ts';
import type { PeopleParts } from './parts.ts';

const HOUR = 3600;
const LIFETIME_SECONDS: Readonly<Record<LinkPurpose, number>> = {
  'first-start': HOUR,
  invitation: 7 * 24 * HOUR,
  'email-change': HOUR,
  'password-reset': HOUR,
};

export type NewLink = Pick<OneTimeLink, 'purpose' | 'email' | 'accountId' | 'role' | 'personId'>;

/**
 * Stores a link, and gives the address to open: a page of the dashboard with the token behind `#`, which no browser
 * sends to any server and no log sees.
 */
export async function makeLink(
  { links, clock, entropy, publicUrl }: Pick<PeopleParts, 'links' | 'clock' | 'entropy' | 'publicUrl'>,
  link: NewLink,
): Promise<{ readonly link: OneTimeLink; readonly url: () => string }> {
  const { token, tokenHash } = newToken(entropy);
  const now = clock.now();
  const stored = {
    ...link,
    id: entropy.uuid(),
    tokenHash,
    createdAt: now,
    expiresAt: now + LIFETIME_SECONDS[link.purpose],
    usedAt: null,
  };
  await links.add(stored);
  return { link: stored, url: () => `${publicUrl}/${link.purpose}#${token}` };
}

/**
 * A link that may be used, by its token, with the account that it lets in to. Of one purpose, where that is given. An
 * invitation is good as long as who made it is an owner.
 */
export async function findLink(
  parts: Pick<PeopleParts, 'links' | 'accounts' | 'people' | 'clock'>,
  token: string,
  purpose?: LinkPurpose,
): Promise<Outcome<{ readonly link: OneTimeLink; readonly account: Account | undefined }>> {
  const link = await parts.links.find(hashToken(token));
  if (!link || (purpose !== undefined && link.purpose !== purpose)) return refused({ kind: 'link-unknown' });
  if (link.usedAt !== null) return refused({ kind: 'link-used' });
  if (link.expiresAt <= parts.clock.now()) return refused({ kind: 'link-expired' });
  if (link.purpose === 'invitation' && !(await isByOwner(parts, link))) return refused({ kind: 'link-unknown' });
  const account = link.accountId === null ? undefined : await parts.accounts.get(link.accountId);
  return done({ link, account });
}

async function isByOwner(
  parts: Pick<PeopleParts, 'accounts' | 'people'>,
  { personId, accountId }: OneTimeLink,
): Promise<boolean> {
  if (personId === null || accountId === null) return false;
  return (await findAccountOf(parts, personId, accountId))?.role === 'owner';
}

/** The refusal for a link that could not be redeemed. */
export function linkRefusal(why: 'unknown' | 'used' | 'expired'): Refusal {
  return { kind: `link-${why}` };
}
