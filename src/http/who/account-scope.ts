import type { JsonValue } from '../../core/encoding/json.ts';
import { numbersInQuery } from '../../wire/page.ts';
import type { App } from '../server/app.ts';
import { requireJsonAccepted } from '../server/json-accepted.ts';
import { withoutNulls } from '../server/read-capabilities.ts';
import { type Authentication, requireAccount, requireRole } from './authentication.ts';

/** Who may read and write in a group; a developer writes where nothing else is said. */
const ROLES = { read: 'viewer', write: 'developer' } as const;

/** An account that is not chosen, a role that is too low, an account of others: what a session adds to every route. */
const SESSION_PROBLEMS = [400, 403, 404];

/** What every group has that tells an account of its own: credentials, no caching, numbers read out of a query. */
export function tellAccounts(app: App, authentication: Authentication): void {
  app.addHook('onRoute', (route) => {
    const { security = [{ basic: [] }, { session: [] }], problems = [] } = route.schema ?? {};
    const all = [...new Set([...problems, ...SESSION_PROBLEMS])].sort();
    if (route.schema) route.schema = { ...route.schema, security, problems: all };
  });
  app.addHook('onRequest', requireAccount(authentication));
  app.addHook('preValidation', async (request) => {
    request.query = numbersInQuery(request.query);
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}

/** The same for a group that is changed by JSON too: a role, and `null` read as absent. */
export function serveAccounts(
  app: App,
  authentication: Authentication,
  roles: Parameters<typeof requireRole>[0] = ROLES,
): void {
  tellAccounts(app, authentication);
  app.addHook('onRequest', requireRole(roles));
  app.addHook('onRequest', requireJsonAccepted);
  app.addHook('preValidation', async (request) => {
    request.body = withoutNulls((request.body ?? {}) as JsonValue);
  });
}
