import { changeSubaccount } from '../../actions/change-subaccount.ts';
import { createAccount } from '../../actions/create-account.ts';
import { findSubaccount } from '../../actions/find-managed-account.ts';
import { listSubaccounts } from '../../actions/list-subaccounts.ts';
import type { PartsByOrigin } from '../../actions/parts/parts.ts';
import type { Account } from '../../ports/index.ts';
import {
  AccountRequest,
  AccountsResponse,
  CreatedAccountResponse,
  CreatedSubaccountResponse,
  SubaccountChange,
  SubaccountRequest,
  SubaccountResponse,
  SubaccountsResponse,
} from '../../wire/accounts.ts';
import { ByAccount, BySubaccount } from '../../wire/kinds.ts';
import { accountToWire, subaccountToWire } from '../answers/account.ts';
import { problem, valueOrProblem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { serveAccounts } from '../who/account-scope.ts';
import type { Authentication } from '../who/authentication.ts';
import { originOf } from '../who/origin.ts';
import { reviewStreams } from '../who/review-streams.ts';

const SUBACCOUNTS = '/accounts/:api_key/subaccounts';

/** Accounts of this server, for the one of the first start alone. */
export function accountRoutes(
  parts: PartsByOrigin,
  authentication: Authentication,
  firstAccountId: string,
): RouteGroup {
  return (app: App) => {
    serveAccounts(app, authentication, { read: 'owner', write: 'owner' });
    reviewStreams(app);
    app.addHook('preHandler', async (request) => {
      if (request.account.id !== firstAccountId) throw problem('only-first-account');
    });

    app.get(
      '/accounts',
      {
        schema: {
          operationId: 'listAccounts',
          summary: 'Lists every account of this server.',
          tags: ['Accounts'],
          response: { 200: AccountsResponse },
          problems: ['only-first-account'],
        },
      },
      async () => ({
        _embedded: { accounts: (await parts.accounts.list()).map(accountToWire) },
        _links: { self: { href: '/accounts' } },
      }),
    );

    app.post(
      '/accounts',
      {
        schema: {
          operationId: 'createAccount',
          summary: 'Creates an account with its first API secret.',
          tags: ['Accounts'],
          body: AccountRequest,
          response: { 201: CreatedAccountResponse },
          problems: ['only-first-account', 'secret-too-simple'],
        },
      },
      async (request, reply) => {
        const { name, secret: wanted } = request.body;
        const created = await createAccount(parts.by(originOf(request)), {
          name,
          ...(wanted !== undefined && { secret: wanted }),
        });
        const { account, secret } = valueOrProblem(created);
        return reply.code(201).send({ ...accountToWire(account), secret });
      },
    );
  };
}

/**
 * Subaccounts API (https://developer.vonage.com/en/api/subaccounts), without the money: one level, each with a key of
 * its own.
 */
export function subaccountRoutes(parts: PartsByOrigin, authentication: Authentication): RouteGroup {
  return (app: App) => {
    serveAccounts(app, authentication, { read: 'viewer', write: 'owner' });
    reviewStreams(app);

    app.get(
      SUBACCOUNTS,
      {
        schema: {
          operationId: 'listSubaccounts',
          summary: 'Lists the subaccounts of an account.',
          tags: ['Accounts'],
          params: ByAccount,
          response: { 200: SubaccountsResponse },
          problems: ['no-subaccounts-below'],
        },
      },
      async (request) => {
        const primary = primaryOf(request.account, request.params.api_key);
        return {
          _links: { self: { href: `/accounts/${primary.id}/subaccounts` } },
          total_balance: null,
          total_credit_limit: null,
          _embedded: {
            primary_account: subaccountToWire(primary),
            subaccounts: (await listSubaccounts(parts, primary.id)).map(subaccountToWire),
          },
        };
      },
    );

    app.post(
      SUBACCOUNTS,
      {
        schema: {
          operationId: 'createSubaccount',
          summary: 'Creates a subaccount with its first API secret.',
          tags: ['Accounts'],
          params: ByAccount,
          body: SubaccountRequest,
          response: { 200: CreatedSubaccountResponse },
          problems: ['no-subaccounts-below', 'secret-too-simple'],
        },
      },
      async (request) => {
        const parentId = primaryOf(request.account, request.params.api_key).id;
        const { name, secret: wanted } = request.body;
        const created = await createAccount(parts.by(originOf(request)), {
          name,
          parentId,
          ...(wanted !== undefined && { secret: wanted }),
        });
        const { account, secret } = valueOrProblem(created);
        return { ...subaccountToWire(account), secret };
      },
    );

    app.get(
      `${SUBACCOUNTS}/:subaccount_key`,
      {
        schema: {
          operationId: 'getSubaccount',
          summary: 'Shows one subaccount.',
          tags: ['Accounts'],
          params: BySubaccount,
          response: { 200: SubaccountResponse },
          problems: ['no-subaccounts-below'],
        },
      },
      async (request) => {
        const primary = primaryOf(request.account, request.params.api_key);
        return subaccountToWire(valueOrProblem(await findSubaccount(parts, primary, request.params.subaccount_key)));
      },
    );

    app.patch(
      `${SUBACCOUNTS}/:subaccount_key`,
      {
        schema: {
          operationId: 'modifySubaccount',
          summary: 'Renames, suspends or reinstates a subaccount.',
          tags: ['Accounts'],
          params: BySubaccount,
          body: SubaccountChange,
          response: { 200: SubaccountResponse },
          problems: ['no-subaccounts-below'],
        },
      },
      async (request) => {
        const primary = primaryOf(request.account, request.params.api_key);
        const { name, suspended } = request.body;
        const change = { ...(name !== undefined && { name }), ...(suspended !== undefined && { suspended }) };
        return subaccountToWire(
          valueOrProblem(
            await changeSubaccount(parts.by(originOf(request)), primary, request.params.subaccount_key, change),
          ),
        );
      },
    );
  };
}

/** @throws Problem where the path names another account, or one that is a subaccount itself */
function primaryOf(account: Account, apiKey: string): Account {
  if (apiKey !== account.id) throw problem('account-unknown');
  if (account.parentId !== null) throw problem('no-subaccounts-below');
  return account;
}
