import { shareReport, takeBackShare } from '../../actions/share-report.ts';
import type { Clock, Entropy, Origin, Reports, Shares } from '../../ports/index.ts';
import { NoContent } from '../../wire/kinds.ts';
import {
  ByReport,
  ByShare,
  CreatedShareResponse,
  ShareRequest,
  SharesQuery,
  SharesResponse,
} from '../../wire/shares.ts';
import { shareToWire } from '../answers/share.ts';
import { valueOrProblem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { serveAccounts } from '../who/account-scope.ts';
import type { Authentication } from '../who/authentication.ts';
import { originOf } from '../who/origin.ts';

export interface ShareParts {
  readonly shares: Shares;
  readonly reports: Pick<Reports, 'get'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** The same, changed by somebody: the audit log names them. */
  by(origin: Origin): { readonly shares: Shares };
  /** Where the server is reached, without a final slash. */
  readonly publicUrl: string;
}

const DEFAULT_DAYS = 7;

/** Links that open a report for those without an account: made, listed, and taken back. */
export function shareRoutes(parts: ShareParts, authentication: Authentication): RouteGroup {
  return (app: App) => {
    serveAccounts(app, authentication);

    app.post(
      '/reports/:id/shares',
      {
        schema: {
          operationId: 'shareReport',
          tags: ['Reports'],
          summary: 'Makes a link that opens a report without an account, as the sender of the request was told it.',
          params: ByReport,
          body: ShareRequest,
          response: { 201: CreatedShareResponse },
          problems: ['not-found', 'too-many-shares'],
        },
      },
      async (request, reply) => {
        const { account, params, body } = request;
        const origin = originOf(request);
        const by = { accountId: account.id, name: origin.by.name };
        const days = body.days ?? DEFAULT_DAYS;
        const made = await shareReport({ ...parts, ...parts.by(origin) }, by, params.id, days);
        const { share, token } = valueOrProblem(made);
        return reply.code(201).send({ ...shareToWire(share), link: `${parts.publicUrl}/r/${token}` });
      },
    );

    app.get(
      '/shares',
      {
        schema: {
          operationId: 'listShares',
          tags: ['Reports'],
          summary: 'Lists the links of the account that open a report now, newest first.',
          querystring: SharesQuery,
          response: { 200: SharesResponse },
        },
      },
      async ({ account, query }) => {
        const found = await parts.shares.list(account.id, parts.clock.now(), query.report_id);
        return { shares: found.map(shareToWire) };
      },
    );

    app.delete(
      '/shares/:id',
      {
        schema: {
          operationId: 'takeBackShare',
          tags: ['Reports'],
          summary: 'Takes a shared link back: it opens nothing from now on.',
          params: ByShare,
          response: { 204: NoContent },
          problems: ['not-found'],
        },
      },
      async (request, reply) => {
        const { account, params } = request;
        valueOrProblem(await takeBackShare(parts.by(originOf(request)), account.id, params.id));
        return reply.code(204).send(null);
      },
    );
  };
}
