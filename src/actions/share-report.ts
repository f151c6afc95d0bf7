import type { Clock, Entropy, Reports, Share, Shares } from '../ports/index.ts';
import { hashToken, newToken } from './parts/one-time-token.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import { type ReadReport, readAsCaller } from './read-report.ts';

const DAY_SECONDS = 86_400;
/** Links of one account at a time. */
const MOST_SHARES = 500;

interface Sharing {
  readonly shares: Shares;
  readonly reports: Pick<Reports, 'get'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/**
 * Makes a link that opens one report of the account for whoever has it, until it expires or is taken back. It cannot be
 * guessed, and only its hash is stored: the token is told this once.
 */
export async function shareReport(
  { shares, reports, clock, entropy }: Sharing,
  by: { readonly accountId: string; readonly name: string | null },
  reportId: string,
  days: number,
): Promise<Outcome<{ readonly share: Share; readonly token: string }>> {
  const report = await reports.get(reportId);
  if (report?.accountId !== by.accountId) return refused({ kind: 'not-found', id: reportId });
  const { token, tokenHash } = newToken(entropy);
  const now = clock.now();
  const share = {
    id: entropy.uuid(),
    tokenHash,
    accountId: by.accountId,
    reportId,
    createdBy: by.name,
    createdAt: now,
    expiresAt: now + days * DAY_SECONDS,
  };
  if (!(await shares.add(share, MOST_SHARES))) return refused({ kind: 'too-many-shares', limit: MOST_SHARES });
  return done({ share, token });
}

export async function takeBackShare(
  { shares }: { readonly shares: Pick<Shares, 'takeBack'> },
  accountId: string,
  id: string,
): Promise<Outcome<undefined>> {
  return (await shares.takeBack(accountId, id)) ? done(undefined) : refused({ kind: 'not-found', id });
}

/** What a link opens: the report; or why it opens nothing. */
export type SharedReport =
  | { readonly kind: 'open'; readonly share: Share; readonly report: ReadReport }
  | { readonly kind: 'expired'; readonly share: Share }
  /** The report itself is kept no longer. */
  | { readonly kind: 'gone' }
  /** It was taken back, or there never was one. */
  | { readonly kind: 'unknown' };

/** The report behind a link, as the sender of the request was told it: whoever has the link is no owner. */
export async function readSharedReport(
  { shares, reports, clock }: { readonly shares: Pick<Shares, 'find'> } & Pick<Sharing, 'reports' | 'clock'>,
  token: string,
): Promise<SharedReport> {
  const share = await shares.find(hashToken(token));
  if (!share) return { kind: 'unknown' };
  if (share.expiresAt <= clock.now()) return { kind: 'expired', share };
  const stored = await reports.get(share.reportId);
  return stored ? { kind: 'open', share, report: readAsCaller(stored) } : { kind: 'gone' };
}
