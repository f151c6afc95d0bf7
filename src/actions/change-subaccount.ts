import type { Account } from '../ports/index.ts';
import { changeApplication } from './change-application.ts';
import { findSubaccount } from './find-managed-account.ts';
import { done, type Outcome } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';

const PAGE_SIZE = 100;

/** Renames a subaccount, suspends or reinstates it, and with it its applications: their tokens are refused meanwhile. */
export async function changeSubaccount(
  parts: Pick<Parts, 'accounts' | 'applications' | 'clock' | 'directory'>,
  primary: Account,
  apiKey: string,
  change: { readonly name?: string; readonly suspended?: boolean },
): Promise<Outcome<Account>> {
  const found = await findSubaccount(parts, primary, apiKey);
  if (!found.ok) return found;
  const account = { ...found.value, ...change };
  // The account goes first: no application is added to it from here on. What is cut short is done again by a repetition.
  await parts.accounts.update(account);
  if (change.suspended !== undefined) await suspendApplications(parts, apiKey, change.suspended);
  return done(account);
}

async function suspendApplications(
  parts: Pick<Parts, 'applications' | 'clock' | 'directory'>,
  accountId: string,
  suspended: boolean,
): Promise<void> {
  for (let page = 1; ; page++) {
    const { items } = await parts.applications.page(accountId, page, PAGE_SIZE);
    for (const { id } of items) {
      await changeApplication<void>(parts, { accountId, applicationId: id }, (application) =>
        done({ application: { ...application, suspended }, keys: [], value: undefined }),
      );
    }
    if (items.length < PAGE_SIZE) return;
  }
}
