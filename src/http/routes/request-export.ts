import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { LogFilter, RequestLog } from '../../actions/parts/judged-requests.ts';
import type { Position } from '../../ports/request-filter.ts';
import { ExportQuery } from '../../wire/logged-request.ts';
import { entryToWire, filterFromWire } from '../answers/logged-request.ts';
import type { App } from '../server/app.ts';
import { type Authentication, requireAccount } from '../who/authentication.ts';

/** Entries that are in memory at once, of each reader. */
const PAGE = 500;
/** A reader that takes nothing for so long is gone. */
const STALLED_MILLISECONDS = 60_000;
const NDJSON = 'application/x-ndjson';

/**
 * The list of the log as one stream, newest first, a page in memory at a time: the next one is read when the reader has
 * taken the last, and nothing is held in the database meanwhile. What fails on the way cuts the answer off, so that a part is
 * never taken for the whole.
 */
export function requestExport(app: App, log: Pick<RequestLog, 'list'>, authentication: Authentication): void {
  const authenticate = requireAccount(authentication);
  const open = new Set<Readable>();
  app.addHook('preClose', async () => {
    for (const stream of open) stream.destroy(new Error('the server ends'));
  });

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
      const stream = Readable.from(linesFrom(log, filter, first, () => assertSame(request, authenticate)));
      open.add(stream);
      reply.raw.setTimeout(STALLED_MILLISECONDS, () => stream.destroy(new Error('the reader takes nothing')));
      stream.once('close', () => open.delete(stream));
      return reply.send(stream);
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

/** A session that was ended, a secret that was revoked and a membership that is over read no further. */
async function assertSame(
  request: FastifyRequest,
  authenticate: (request: FastifyRequest) => Promise<void>,
): Promise<void> {
  const { id } = request.account;
  await authenticate(request);
  if (request.account.id !== id) throw new Error('the reader has another account by now');
}
