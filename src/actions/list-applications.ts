import type { ApplicationPage } from '../ports/index.ts';
import type { Parts } from './parts/parts.ts';

/** One page of the account's applications, in the order of their making. Pages count from 1. */
export function listApplications(
  parts: Pick<Parts, 'applications'>,
  accountId: string,
  page: number,
  pageSize: number,
): Promise<ApplicationPage> {
  return parts.applications.page(accountId, page, pageSize);
}
