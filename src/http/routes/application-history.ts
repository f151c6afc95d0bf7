import type { Parts } from '../../actions/parts/parts.ts';
import { findOwnedApplication } from '../../actions/show-application.ts';
import type { AuditLog } from '../../ports/index.ts';
import { HistoryResponse } from '../../wire/audit-log.ts';
import { ByApplication } from '../../wire/kinds.ts';
import { historyToWire } from '../answers/audit-line.ts';
import { valueOrProblem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { serveAccounts } from '../who/account-scope.ts';
import type { Authentication } from '../who/authentication.ts';

const LIMIT = 500;

/** Who changed an application and its keys: for every member of the account, whoever may read the whole audit log. */
export function applicationHistoryRoutes(
  parts: Pick<Parts, 'applications'>,
  auditLog: Pick<AuditLog, 'newest'>,
  authentication: Authentication,
): RouteGroup {
  return (app: App) => {
    serveAccounts(app, authentication);

    app.get(
      '/v2/applications/:id/history',
      {
        schema: {
          operationId: 'getApplicationHistory',
          summary: 'Says who changed an application and its keys, newest first.',
          tags: ['Applications'],
          params: ByApplication,
          response: { 200: HistoryResponse },
          problems: ['not-found'],
        },
      },
      async ({ account, params }) => {
        const { id } = valueOrProblem(await findOwnedApplication(parts, account.id, params.id));
        const lines = await auditLog.newest({ accountId: account.id, subjectId: id }, LIMIT);
        return { changes: lines.map(historyToWire) };
      },
    );
  };
}
