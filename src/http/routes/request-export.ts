import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { LogFilter, RequestLog } from '../../actions/parts/judged-requests.ts';
import type { Position } from '../../ports/request-filter.ts';
import { ExportQuery } from '../../wire/logged-request.ts';
import { entryToWire, filterFromWire } from '../answers/logged-request.ts';
import type { App } from '../server/app.ts';
import { type Authentication, requireAccount } from '../who/authentication.ts';
import { exportStreams } from './export-stream.ts';

/** Entries that are in memory at once, of each reader. */
const PAGE = 500;
const NDJSON = 'application/x-ndjson';

/**
 * The list of the log as one stream, newest first, a page in memory at a time: the next one is read when the reader has
 * taken the last, and nothing is held in the database meanwhile. What fails on the way cuts the answer off, so that a part is
 * never taken for the whole.
 */
export function requestExport(app: App, log: Pick<RequestLog, 'list'>, authentication: Authentication): void {
  const send = exportStreams(app, requireAccount(authentication));

  app.get(
    '/request-log/export',
    {
      schema: {
        tags: ['Request log'],
        operationId: 'exportRequests',
        summary:
          'Sends all requests of the account that fit the filters, newest first, as NDJSON: an entry on each line.',
        querystring: ExportQuery,
        produces: [NDJSON],
        response: {
          200: Type.Unsafe<Readable>(
            Type.String({
              description:
                'Lines of JSON, each an entry as in `/request-log`. If something fails on the way, the connection is closed before the end of the response.',
            }),
          ),
        },
      },
    },
    async (request, reply) => {
      reply.type(NDJSON).header('content-disposition', 'attachment; filename="requests.ndjson"');
      // The answer to HEAD would be read to its end, for nothing.
      if (request.method === 'HEAD') return reply.send(Readable.from([]));
      const filter = filterFromWire(request.account.id, request.query);
      // Before there is a status: a database that is away is told by one.
      const first = await log.list(filter, PAGE);
      return send(request, reply, (assertStill) => linesFrom(log, filter, first, assertStill));
    },
  );
}

type Page = Awaited<ReturnType<RequestLog['list']>>;

/** A page of lines at a time. @param assertStill throws where the reader may no longer read */
export async function* linesFrom(
  log: Pick<RequestLog, 'list'>,
  filter: LogFilter,
  first: Page,
  assertStill: () => Promise<void>,
): AsyncGenerator<string> {
  let page = first;
  while (page.length > 0) {
    yield page.map((entry) => `${JSON.stringify(entryToWire(entry))}\n`).join('');
    if (page.length < PAGE) return;
    await assertStill();
    const before = page.at(-1) as Position;
    page = await log.list(filter, PAGE, before);
  }
}
