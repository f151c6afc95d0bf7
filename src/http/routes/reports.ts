import type { ServerResponse } from 'node:http';
import { type Static, Type } from 'typebox';
import { readReport, summarise } from '../../actions/read-report.ts';
import type { ReportQuery, Reports } from '../../ports/reports.ts';
import type { App, RouteGroup } from '../app.ts';
import { type Authentication, requireAccount } from '../authentication.ts';
import { notFound } from '../problems.ts';
import { numbersInQuery } from '../schemas/page.ts';
import { ReportListResponse, ReportResponse } from '../schemas/report.ts';

const Filters = Type.Object({
  application_id: Type.Optional(Type.String()),
  cause: Type.Optional(Type.String()),
  status: Type.Optional(Type.Integer()),
  path: Type.Optional(Type.String({ description: 'Start of the path.' })),
  since: Type.Optional(Type.Number({ description: 'NumericDate seconds.' })),
  until: Type.Optional(Type.Number({ description: 'NumericDate seconds.' })),
  after: Type.Optional(Type.String({ description: 'Id of the last report of the page before.' })),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
});

/** Milliseconds between comments that keep an idle stream open through proxies. */
const HEARTBEAT_MILLISECONDS = 15_000;

/** Why requests were rejected, for the account that owns the application: by id, as a list, and live. */
export function reportRoutes(reports: Reports, authentication: Authentication): RouteGroup {
  return (app: App) => {
    const authenticate = requireAccount(authentication);
    app.addHook('onRequest', authenticate);
    app.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    app.addHook('preValidation', async (request) => {
      request.query = numbersInQuery(request.query);
    });

    app.get(
      '/reports',
      {
        schema: {
          operationId: 'listReports',
          tags: ['Reports'],
          security: [{ basic: [] }, { session: [] }],
          summary: 'Lists the reports of the account, newest first.',
          querystring: Filters,
          response: { 200: ReportListResponse },
          problems: [400, 401, 429],
        },
      },
      async (request) => {
        const found = await reports.list(queryOf(request.account.id, request.query));
        const last = found.at(-1);
        const isFull = found.length === request.query.limit;
        return {
          reports: found.map(summarise),
          _links: {
            self: { href: '/reports' },
            ...(isFull && last && { next: { href: nextPage(request.query, last.id) } }),
          },
        };
      },
    );

    const streams = new Set<ServerResponse>();
    app.addHook('preClose', async () => {
      for (const stream of streams) stream.end();
    });
    app.get(
      '/reports/live',
      {
        schema: {
          operationId: 'watchReports',
          tags: ['Reports'],
          security: [{ basic: [] }, { session: [] }],
          summary: 'Sends each new report as a server-sent event.',
        },
      },
      (request, reply) => {
        reply.hijack();
        reply.raw.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        });
        reply.raw.write(': the reports of this account, as they come\n\n');
        const stop = reports.watch(request.account.id, (report) => {
          reply.raw.write(`id: ${report.id}\nevent: report\ndata: ${JSON.stringify(summarise(report))}\n\n`);
        });
        streams.add(reply.raw);
        // Who may no longer read (a session that was ended, a secret that was revoked) does not go on reading.
        const beat = () => authenticate(request).then(goOn, end);
        const goOn = () => reply.raw.writableEnded || reply.raw.write(':\n\n');
        const end = () => reply.raw.end();
        const heartbeat = setInterval(beat, HEARTBEAT_MILLISECONDS);
        reply.raw.once('close', () => {
          clearInterval(heartbeat);
          streams.delete(reply.raw);
          stop();
        });
      },
    );

    app.get(
      '/reports/:id',
      {
        schema: {
          operationId: 'getReport',
          tags: ['Reports'],
          security: [{ basic: [] }, { session: [] }],
          summary: 'Says why a request was rejected.',
          params: Type.Object({ id: Type.String() }),
          response: { 200: ReportResponse },
          problems: [401, 404, 429],
        },
      },
      async (request) => {
        const report = await readReport(reports, request.account.id, request.params.id);
        if (!report) throw notFound(request.params.id);
        return report;
      },
    );
  };
}

function queryOf(accountId: string, filters: Static<typeof Filters>): ReportQuery {
  const { application_id, ...rest } = filters;
  return { accountId, ...rest, ...(application_id !== undefined && { applicationId: application_id }) };
}

function nextPage(filters: Static<typeof Filters>, after: string): string {
  const query = Object.entries({ ...filters, after }).map(([name, value]): [string, string] => [name, String(value)]);
  return `/reports?${new URLSearchParams(query)}`;
}
