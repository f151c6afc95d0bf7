import type { RequestLog } from '../../actions/parts/judged-requests.ts';
import type { Parts } from '../../actions/parts/parts.ts';
import type { RequestTotals } from '../../ports/index.ts';
import { ActivityQuery, ActivityResponse } from '../../wire/application-activity.ts';
import { toTimestampOrNull } from '../answers/timestamp.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { serveAccounts } from '../who/account-scope.ts';
import type { Authentication } from '../who/authentication.ts';

const DAY_SECONDS = 86_400;

export interface ActivityParts {
  readonly parts: Pick<Parts, 'applications' | 'clock'>;
  readonly log: Pick<RequestLog, 'settled'>;
  readonly totals: RequestTotals;
}

/** What happens with many applications, each asked about once for all of them: a list of them is no slower than one. */
export function applicationActivityRoutes(
  { parts, log, totals }: ActivityParts,
  authentication: Authentication,
): RouteGroup {
  return (app: App) => {
    serveAccounts(app, authentication);

    app.get(
      '/v2/applications/activity',
      {
        schema: {
          operationId: 'getApplicationActivity',
          summary:
            'Says of applications when they were last used, and how many requests were rejected in the last 24 hours.',
          tags: ['Applications'],
          querystring: ActivityQuery,
          response: { 200: ActivityResponse },
        },
      },
      async ({ account, query }) => {
        const ids = [...new Set(query.ids.split(','))];
        const since = Math.floor(parts.clock.now()) - DAY_SECONDS;
        const standings = await parts.applications.keyStandings(account.id, ids);
        await log.settled();
        const counts = await totals.byApplication(account.id, [...standings.keys()], since);
        return {
          since,
          applications: [...standings].map(([id, { lastUsedAt, hasDraft, hasActive }]) => ({
            id,
            last_used_at: toTimestampOrNull(lastUsedAt),
            has_draft: hasDraft,
            has_active: hasActive,
            accepted: counts.get(id)?.accepted ?? 0,
            rejected: counts.get(id)?.rejected ?? 0,
          })),
        };
      },
    );
  };
}
