import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { LogFilter, RequestLog } from '../../actions/parts/judged-requests.ts';
import type { Position } from '../../ports/request-filter.ts';
import { ExportQuery } from '../../wire/logged-request.ts';
import { CSV_HEAD, csvLine } from '../answers/csv.ts';
import { entryToWire, filterFromWire } from '../answers/logged-request.ts';
import type { App } from '../server/app.ts';
import { type Authentication, requireAccount } from '../who/authentication.ts';
import { exportStreams } from './export-stream.ts';

/** Entries that are in memory at once, of each reader. */
const PAGE = 500;
const NDJSON = 'application/x-ndjson';
const CSV = 'text/csv';

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
          'Sends all requests of the account that fit the filters, newest first: an entry on each line, as NDJSON or CSV.',
        querystring: ExportQuery,
        produces: [NDJSON, CSV],
        response: {
          200: Type.Unsafe<Readable>(
            Type.String({
              description:
                'Lines of JSON, each an entry as in `/request-log`, or of CSV with the same members, the time as RFC 3339; a cell that a spreadsheet would run as a formula begins with an apostrophe. If something fails on the way, the connection is closed before the end of the response.',
            }),
          ),
        },
      },
    },
    async (request, reply) => {
      const { format, ...filters } = request.query;
      const { type, head, line } = FORMATS[format];
      reply.type(type).header('content-disposition', `attachment; filename="requests.${format}"`);
      // The answer to HEAD would be read to its end, for nothing.
      if (request.method === 'HEAD') return reply.send(Readable.from([]));
      const filter = filterFromWire(request.account.id, filters);
      // Before there is a status: a database that is away is told by one.
      const first = await log.list(filter, PAGE);
      return send(request, reply, (assertStill) => linesFrom(log, filter, first, assertStill, line, head));
    },
  );
}

type Page = Awaited<ReturnType<RequestLog['list']>>;
type Entry = Page[number];

const toNdjson = (entry: Entry) => `${JSON.stringify(entryToWire(entry))}\n`;

const FORMATS = {
  ndjson: { type: NDJSON, head: '', line: toNdjson },
  csv: { type: `${CSV}; charset=utf-8`, head: CSV_HEAD, line: (entry: Entry) => csvLine(entryToWire(entry)) },
} as const;

/** A page of lines at a time, after `head`. @param assertStill throws where the reader may no longer read */
export async function* linesFrom(
  log: Pick<RequestLog, 'list'>,
  filter: LogFilter,
  first: Page,
  assertStill: () => Promise<void>,
  line: (entry: Entry) => string = toNdjson,
  head = '',
): AsyncGenerator<string> {
  if (head !== '') yield head;
  let page = first;
  while (page.length > 0) {
    yield page.map(line).join('');
    if (page.length < PAGE) return;
    await assertStill();
    const before = page.at(-1) as Position;
    page = await log.list(filter, PAGE, before);
  }
}
