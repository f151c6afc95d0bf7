import { Type } from 'typebox';
import type { RequestLog } from '../../actions/parts/judged-requests.ts';
import { summarise } from '../../actions/parts/report-summary.ts';
import { readReport } from '../../actions/read-report.ts';
import type { Reports } from '../../ports/reports.ts';
import { ReportListResponse, ReportResponse, ReportsQuery } from '../../wire/report.ts';
import { filterFromWire, reportToWire, summaryToWire } from '../answers/logged-request.ts';
import { problem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { EVENT_STREAM, eventStreams } from '../server/event-streams.ts';
import { tellAccounts } from '../who/account-scope.ts';
import { type Authentication, requireAccount } from '../who/authentication.ts';

/** Why requests were rejected, for the account that owns the application: by id, as a list, and live. */
export function reportRoutes(
  reports: Reports,
  log: Pick<RequestLog, 'watch'>,
  authentication: Authentication,
): RouteGroup {
  return (app: App) => {
    tellAccounts(app, authentication);

    app.get(
      '/reports',
      {
        config: { page: '/requests' },
        schema: {
          operationId: 'listReports',
          tags: ['Reports'],
          summary: 'Lists the reports of the account, newest first.',
          querystring: ReportsQuery,
          response: { 200: ReportListResponse },
        },
      },
      async (request) => {
        const { after, limit, ...filters } = request.query;
        const filter = filterFromWire(request.account.id, filters);
        const found = await reports.list({ ...filter, limit, ...(after !== undefined && { after }) });
        const last = found.at(-1);
        const isFull = found.length === limit;
        return {
          reports: found.map((report) => summaryToWire(summarise(report))),
          _links: {
            self: { href: '/reports' },
            ...(isFull && last && { next: { href: nextPage(request.query, last.id) } }),
          },
        };
      },
    );

    const stream = eventStreams(app, requireAccount(authentication));
    app.get(
      '/reports/live',
      {
        schema: {
          operationId: 'watchReports',
          tags: ['Reports'],
          summary: 'Sends each new report as a server-sent event.',
          ...EVENT_STREAM,
        },
      },
      (request, reply) =>
        stream(request, reply, (send) =>
          log.watch(request.account.id, (entry) => {
            const { cause, title } = entry;
            if (cause !== null && title !== null) send('report', summaryToWire({ ...entry, cause, title }), entry.id);
          }),
        ),
    );

    app.get(
      '/reports/:id',
      {
        config: { page: '/requests/:id' },
        schema: {
          operationId: 'getReport',
          tags: ['Reports'],
          summary: 'Says why a request was rejected. A browser is led to the page of the report.',
          params: Type.Object({ id: Type.String() }),
          response: { 200: ReportResponse },
          problems: ['not-found'],
        },
      },
      async (request) => {
        const report = await readReport(reports, request.account.id, request.params.id);
        if (!report) throw problem('not-found', { id: request.params.id });
        return reportToWire(report);
      },
    );
  };
}

function nextPage(filters: ReportsQuery, after: string): string {
  const query = Object.entries({ ...filters, after }).map(([name, value]): [string, string] => [name, String(value)]);
  return `/reports?${new URLSearchParams(query)}`;
}
