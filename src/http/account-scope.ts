import { withoutNulls } from '../core/application/capabilities.ts';
import type { JsonValue } from '../core/encoding/json.ts';
import type { App } from './app.ts';
import { type BasicAuthentication, requireAccount } from './basic-authentication.ts';
import { requireJsonAccepted } from './json-accepted.ts';
import { numbersInQuery } from './schemas/page.ts';

/** What every group has that serves JSON to an account: Basic credentials, no caching, `null` read as absent. */
export function serveAccounts(app: App, authentication: BasicAuthentication): void {
  app.addHook('onRoute', ({ schema }) => {
    if (schema) schema.security ??= [{ basic: [] }];
  });
  app.addHook('onRequest', requireAccount(authentication));
  app.addHook('onRequest', requireJsonAccepted);
  app.addHook('preValidation', async (request) => {
    request.query = numbersInQuery(request.query);
    request.body = withoutNulls((request.body ?? {}) as JsonValue);
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}
