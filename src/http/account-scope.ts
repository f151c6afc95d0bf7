import { withoutNulls } from '../core/application/capabilities.ts';
import type { JsonValue } from '../core/encoding/json.ts';
import type { App } from './app.ts';
import { type Authentication, requireAccount, requireRole } from './authentication.ts';
import { requireJsonAccepted } from './json-accepted.ts';
import { numbersInQuery } from './schemas/page.ts';

/** Who may read and write in a group; a developer writes where nothing else is said. */
const ROLES = { read: 'viewer', write: 'developer' } as const;

/** An account that is not chosen, a role that is too low, an account of others: what a session adds to every route. */
const SESSION_PROBLEMS = [400, 403, 404];

/** What every group has that serves JSON to an account: credentials, a role, no caching, `null` read as absent. */
export function serveAccounts(
  app: App,
  authentication: Authentication,
  roles: Parameters<typeof requireRole>[0] = ROLES,
): void {
  app.addHook('onRoute', (route) => {
    const { security = [{ basic: [] }, { session: [] }], problems = [] } = route.schema ?? {};
    const all = [...new Set([...problems, ...SESSION_PROBLEMS])].sort();
    if (route.schema) route.schema = { ...route.schema, security, problems: all };
  });
  app.addHook('onRequest', requireAccount(authentication));
  app.addHook('onRequest', requireRole(roles));
  app.addHook('onRequest', requireJsonAccepted);
  app.addHook('preValidation', async (request) => {
    request.query = numbersInQuery(request.query);
    request.body = withoutNulls((request.body ?? {}) as JsonValue);
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}
