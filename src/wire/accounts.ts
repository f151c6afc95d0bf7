import { type Static, Type } from 'typebox';
import { Link, open, Timestamp } from './kinds.ts';

export const AccountName = Type.String({
  maxLength: 80,
  pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f]+$',
  'x-reason': 'must be text of 1 to 80 characters without control characters, and not all spaces',
});

export const AccountRequest = Type.Object({ name: AccountName, secret: Type.Optional(Type.String()) }, open);
export type AccountRequest = Static<typeof AccountRequest>;

export const SubaccountRequest = Type.Object(
  {
    name: AccountName,
    secret: Type.Optional(Type.String()),
    use_primary_account_balance: Type.Optional(
      Type.Literal(true, { description: 'There are no balances here, so it has none of its own.' }),
    ),
  },
  open,
);
export type SubaccountRequest = Static<typeof SubaccountRequest>;

const account = {
  api_key: Type.String(),
  name: Type.String(),
  primary_account_api_key: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
  suspended: Type.Boolean(),
  created_at: Timestamp,
};
const secret = Type.String({ description: 'Only in this response.' });

export const SubaccountChange = Type.Object(
  {
    name: Type.Optional(AccountName),
    suspended: Type.Optional(
      Type.Boolean({
        description: 'While it is suspended, its credentials and the tokens of its applications are rejected.',
      }),
    ),
    use_primary_account_balance: Type.Optional(Type.Literal(true)),
  },
  open,
);
export type SubaccountChange = Static<typeof SubaccountChange>;

export const AccountResponse = Type.Object(account, { 'x-name': 'Account', description: 'An account.' });
export type Account = Static<typeof AccountResponse>;

export const CreatedAccountResponse = Type.Object(
  { ...account, secret },
  { 'x-name': 'CreatedAccount', description: 'The account, with its API secret.' },
);
export type CreatedAccount = Static<typeof CreatedAccountResponse>;

export const AccountsResponse = Type.Object(
  { _embedded: Type.Object({ accounts: Type.Array(AccountResponse) }), _links: Type.Object({ self: Link }) },
  { 'x-name': 'Accounts', description: 'The accounts.' },
);
export type Accounts = Static<typeof AccountsResponse>;

const none = Type.Unsafe<null>({ type: 'null', description: 'There are no balances here.' });
const subaccount = { ...account, use_primary_account_balance: Type.Boolean(), balance: none, credit_limit: none };

export const SubaccountResponse = Type.Object(subaccount, { 'x-name': 'Subaccount', description: 'A subaccount.' });
export type Subaccount = Static<typeof SubaccountResponse>;

export const CreatedSubaccountResponse = Type.Object(
  { ...subaccount, secret },
  { 'x-name': 'CreatedSubaccount', description: 'The subaccount, with its API secret.' },
);
export type CreatedSubaccount = Static<typeof CreatedSubaccountResponse>;

export const SubaccountsResponse = Type.Object(
  {
    _links: Type.Object({ self: Link }),
    total_balance: none,
    total_credit_limit: none,
    _embedded: Type.Object({ primary_account: SubaccountResponse, subaccounts: Type.Array(SubaccountResponse) }),
  },
  { 'x-name': 'Subaccounts', description: 'The subaccounts.' },
);
export type Subaccounts = Static<typeof SubaccountsResponse>;
