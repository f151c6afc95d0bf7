import type { FastifyReply } from 'fastify';
import { readSharedReport, type SharedReport } from '../../actions/share-report.ts';
import type { Clock, Reports, Shares } from '../../ports/index.ts';
import { sharedReportPage } from '../pages/shared-report.ts';
import type { RouteGroup } from '../server/app.ts';
import type { AttemptLimit } from '../who/attempt-limit.ts';
import type { Authentication } from '../who/authentication.ts';
import { network } from '../who/network.ts';
import { sendPage } from './causes.ts';
import { type ShareParts, shareRoutes } from './shares.ts';

interface Parts {
  readonly shares: Pick<Shares, 'find'>;
  readonly reports: Pick<Reports, 'get'>;
  readonly clock: Clock;
  readonly limit: AttemptLimit;
}

const STATUS = { open: 200, expired: 410, gone: 410, unknown: 404 } as const satisfies {
  readonly [kind in SharedReport['kind']]: number;
};
/** Links that open nothing, from one network, before it has to wait. */
const FREE_FAILURES = 30;
const RULE = {
  firstWaitSeconds: 60,
  longestWaitSeconds: 900,
  forgottenAfterSeconds: 3600,
  since: 'last-failure',
} as const;

/** All that makes, lists, opens and takes back links to reports. */
export function sharingRoutes(parts: ShareParts & Parts, authentication: Authentication): readonly RouteGroup[] {
  return [shareRoutes(parts, authentication), sharedReportRoutes(parts)];
}

/** The page behind a shared link: for people without an account, and for no search engine. */
function sharedReportRoutes(parts: Parts): RouteGroup {
  return (app) => {
    app.get<{ Params: { token: string } }>('/r/:token', { schema: { hide: true } }, async (request, reply) => {
      const from = network(request.ip);
      const names = {
        rule: RULE,
        counts: [{ name: `shared ${from}`, free: FREE_FAILURES, of: 'everybody', isForgiven: false }],
        proof: `shared ${from}`,
      } as const;
      const begun = await parts.limit.begin(names);
      if (typeof begun === 'number') {
        return sendShared(reply.code(429).header('retry-after', String(begun)), { kind: 'wait', seconds: begun });
      }
      let found: SharedReport;
      try {
        found = await readSharedReport(parts, request.params.token);
      } catch (error) {
        begun.undecided();
        throw error;
      }
      if (found.kind === 'unknown') begun.wrong();
      else begun.undecided();
      return sendShared(reply.code(STATUS[found.kind]), found);
    });
  };
}

/** Whoever has the link reads it; no search engine and no cache on the way keeps it. */
function sendShared(reply: FastifyReply, shown: Parameters<typeof sharedReportPage>[0]): FastifyReply {
  return sendPage(reply, sharedReportPage(shown), {
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow, noarchive',
  });
}
