import { findManagedAccount } from '../../actions/find-managed-account.ts';
import type { Parts } from '../../actions/parts/parts.ts';
import { kindsOf } from '../../core/audit/kinds.ts';
import type { Account, AuditFilter, AuditLog } from '../../ports/index.ts';
import { type AuditFilters, AuditLogResponse, AuditQuery } from '../../wire/audit-log.ts';
import { auditLineToWire } from '../answers/audit-line.ts';
import { valueOrProblem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { declareProblems } from '../server/declare-problems.ts';
import { tellAccounts } from '../who/account-scope.ts';
import { type Authentication, requireRole, roleProblems } from '../who/authentication.ts';
import { auditExport } from './audit-export.ts';

const ROLES = { read: 'owner', write: 'owner' } as const;

export interface AuditRoutesParts {
  readonly parts: Pick<Parts, 'accounts'>;
  readonly auditLog: AuditLog;
}

/** Who changed what, for the owners of the account and of the one that manages it. */
export function auditLogRoutes({ parts, auditLog }: AuditRoutesParts, authentication: Authentication): RouteGroup {
  const filterOf = async (actor: Account, query: AuditFilters) =>
    filterFromWire(await logOf(parts, actor, query), query);
  return (app: App) => {
    tellAccounts(app, authentication);
    declareProblems(app, (route) => roleProblems(ROLES, route));
    app.addHook('onRequest', requireRole(ROLES));

    app.get(
      '/audit-log',
      {
        schema: {
          tags: ['Audit log'],
          operationId: 'listAuditLog',
          summary: 'Lists who changed what in the account, from where, with what was there before and after.',
          querystring: AuditQuery,
          response: { 200: AuditLogResponse },
          problems: ['account-unknown'],
        },
      },
      async ({ account, query }) => {
        const lines = await auditLog.newest(await filterOf(account, query), query.limit, query.before);
        const last = lines.length === query.limit ? lines.at(-1) : undefined;
        return {
          lines: lines.map(auditLineToWire),
          _links: { self: { href: '/audit-log' }, ...(last && { next: { href: nextPage(query, last.position) } }) },
        };
      },
    );

    auditExport(app, auditLog, authentication, filterOf);
  };
}

/** The API key of the account whose log is asked for: the one that asks, or a subaccount of it. */
async function logOf(parts: Pick<Parts, 'accounts'>, actor: Account, { account }: AuditFilters): Promise<string> {
  if (account === undefined) return actor.id;
  return valueOrProblem(await findManagedAccount(parts, actor, account)).id;
}

function filterFromWire(accountId: string, { account: _, kind, ...filters }: AuditFilters): AuditFilter {
  const { by, subject, address, since, until } = filters;
  return {
    accountId,
    ...(kind !== undefined && { kinds: kindsOf(kind) }),
    ...(by !== undefined && { by }),
    ...(subject !== undefined && { subject }),
    ...(address !== undefined && { address }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

function nextPage(query: AuditQuery, before: number): string {
  const members = Object.entries({ ...query, before });
  return `/audit-log?${new URLSearchParams(members.map(([name, value]): [string, string] => [name, String(value)]))}`;
}
