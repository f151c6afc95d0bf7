import type { JsonValue } from '../../core/encoding/json.ts';
import type { App } from '../server/app.ts';
import { declareProblems } from '../server/declare-problems.ts';
import { requireJsonAccepted } from '../server/json-accepted.ts';
import { withoutNulls } from '../server/read-capabilities.ts';
import { sessionProblems } from './authentication.ts';
import { reviewStreams } from './review-streams.ts';
import { originProblems } from './same-origin.ts';

/** Base of the paths that serve the dashboard alone. */
export const DASHBOARD_API = '/dashboard-api';

/** What every group of the dashboard's own API has: no caching, `null` read as absent, its place in the reference. */
export function serveDashboard(app: App, security: readonly { [scheme: string]: string[] }[]): void {
  app.addHook('onRoute', ({ schema }) => {
    if (schema) schema.security ??= security;
  });
  const hasSession = security.length > 0;
  declareProblems(app, (route) => ['not-acceptable', ...(hasSession ? sessionProblems(route) : originProblems(route))]);
  reviewStreams(app);
  app.addHook('onRequest', requireJsonAccepted);
  app.addHook('preValidation', async (request) => {
    request.body = withoutNulls((request.body ?? {}) as JsonValue);
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}
