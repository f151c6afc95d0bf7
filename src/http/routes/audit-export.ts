import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { AuditLine } from '../../core/audit/entry.ts';
import { lineText } from '../../core/audit/hash.ts';
import type { Account, AuditFilter, AuditLog } from '../../ports/index.ts';
import { AuditExportQuery, type AuditFilters } from '../../wire/audit-log.ts';
import type { App } from '../server/app.ts';
import { type Authentication, requireAccount } from '../who/authentication.ts';
import { exportStreams } from './export-stream.ts';

const PAGE = 500;
const NDJSON = 'application/x-ndjson';

/** The log as one stream, oldest first, a page in memory at a time: what `mintmark audit verify` reads. */
export function auditExport(
  app: App,
  auditLog: Pick<AuditLog, 'oldest'>,
  authentication: Authentication,
  filterOf: (actor: Account, query: AuditFilters) => Promise<AuditFilter>,
): void {
  const send = exportStreams(app, requireAccount(authentication));
  app.get(
    '/audit-log/export',
    {
      schema: {
        tags: ['Audit log'],
        operationId: 'exportAuditLog',
        summary:
          'Sends the audit log of the account, oldest first, as NDJSON: whole, it can be checked without this server.',
        querystring: AuditExportQuery,
        produces: [NDJSON],
        response: {
          200: Type.Unsafe<Readable>(
            Type.String({
              description:
                'Lines of canonical JSON (RFC 8785), as in `/audit-log`. With filters there are gaps between them, and the chain cannot be checked. If something fails on the way, the connection is closed before the end of the response.',
            }),
          ),
        },
        problems: ['account-unknown'],
      },
    },
    async (request, reply) => {
      reply.type(NDJSON).header('content-disposition', 'attachment; filename="audit-log.ndjson"');
      if (request.method === 'HEAD') return reply.send(Readable.from([]));
      const filter = await filterOf(request.account, request.query);
      // Before there is a status: a database that is away is told by one.
      const first = await auditLog.oldest(filter, PAGE, 0);
      return send(request, reply, (assertStill) => linesFrom(auditLog, filter, first, assertStill));
    },
  );
}

async function* linesFrom(
  auditLog: Pick<AuditLog, 'oldest'>,
  filter: AuditFilter,
  first: readonly AuditLine[],
  assertStill: () => Promise<void>,
): AsyncGenerator<string> {
  let page = first;
  while (page.length > 0) {
    yield page.map((line) => `${lineText(line)}\n`).join('');
    if (page.length < PAGE) return;
    await assertStill();
    page = await auditLog.oldest(filter, PAGE, page.at(-1)?.position ?? 0);
  }
}
