import type { JsonValue } from '../../core/encoding/json.ts';
import type { App } from '../server/app.ts';
import { declareProblems } from '../server/declare-problems.ts';
import { requireJsonAccepted } from '../server/json-accepted.ts';
import { numbersInQuery } from '../server/numbers-in-query.ts';
import { withoutNulls } from '../server/read-capabilities.ts';
import { readWholeBodies } from '../server/server.ts';
import {
  ACCOUNT_CHOICE_PROBLEMS,
  type Authentication,
  requireAccount,
  requireRole,
  roleProblems,
  sessionProblems,
} from './authentication.ts';

/** Who may read and write in a group; a developer writes where nothing else is said. */
const ROLES = { read: 'viewer', write: 'developer' } as const;

/** What every route answers that asks who somebody is, by an API key and secret or by a session. */
const CREDENTIAL_PROBLEMS = ['unauthorized', 'multiple-credentials', 'rate-limited', 'account-suspended'] as const;

/** What every group has that tells an account of its own: credentials, no caching, numbers read out of a query. */
export function tellAccounts(app: App, authentication: Authentication): void {
  app.addHook('onRoute', (route) => {
    if (route.schema) route.schema = { security: [{ basic: [] }, { session: [] }], ...route.schema };
  });
  declareProblems(app, (route) => [...CREDENTIAL_PROBLEMS, ...sessionProblems(route), ...ACCOUNT_CHOICE_PROBLEMS]);
  app.addHook('onRequest', requireAccount(authentication));
  readWholeBodies(app);
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
  declareProblems(app, (route) => [...roleProblems(roles, route), 'not-acceptable']);
  app.addHook('onRequest', requireRole(roles));
  app.addHook('onRequest', requireJsonAccepted);
  app.addHook('preValidation', async (request) => {
    request.body = withoutNulls((request.body ?? {}) as JsonValue);
  });
}
