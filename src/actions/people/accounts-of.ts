import type { Account } from '../../ports/index.ts';
import type { Role } from '../../ports/role.ts';
import type { PeopleParts } from './parts.ts';

/** An account that a person may work in, and as what. */
export interface AccountOfPerson {
  readonly account: Account;
  readonly role: Role;
}

/** The accounts in which a person is a member, and the subaccounts of those, where they are what they are in the primary. */
export async function accountsOf(
  { people, accounts }: Pick<PeopleParts, 'people' | 'accounts'>,
  personId: string,
): Promise<readonly AccountOfPerson[]> {
  const roles = new Map((await people.memberships(personId)).map(({ accountId, role }) => [accountId, role]));
  return (await accounts.families([...roles.keys()])).flatMap((account) => {
    const role = roles.get(account.id) ?? roles.get(account.parentId ?? '');
    return role === undefined ? [] : [{ account, role }];
  });
}

/** The account with this id as `accountsOf` gives it; `undefined` where there is none, or none for this person. */
export async function findAccountOf(
  { people, accounts }: Pick<PeopleParts, 'people' | 'accounts'>,
  personId: string,
  accountId: string,
): Promise<AccountOfPerson | undefined> {
  const account = await accounts.get(accountId);
  if (!account) return undefined;
  const memberships = await people.memberships(personId);
  const own = memberships.find((one) => one.accountId === account.id);
  const { role } = own ?? memberships.find((one) => one.accountId === account.parentId) ?? {};
  return role && { account, role };
}
