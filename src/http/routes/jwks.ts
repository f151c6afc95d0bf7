import type { Parts } from '../../actions/parts/parts.ts';
import { publishKeys } from '../../actions/publish-keys.ts';
import { JwksResponse } from '../../wire/jwks.ts';
import { ByApplication } from '../../wire/kinds.ts';
import { keyToJwk } from '../answers/jwk.ts';
import type { App, RouteGroup } from '../server/app.ts';

/** The public keys of an application, for whoever verifies its tokens. Public; an unknown application has none. */
export function jwksRoutes(parts: Pick<Parts, 'applications' | 'clock'>): RouteGroup {
  return (app: App) => {
    app.get(
      '/v2/applications/:id/jwks.json',
      {
        schema: {
          operationId: 'getApplicationKeySet',
          summary: 'Shows the public keys of an application as a JWK Set.',
          tags: ['Keys'],
          security: [],
          params: ByApplication,
          response: { 200: JwksResponse },
        },
      },
      async (request, reply) => {
        const keys = await publishKeys(parts, request.params.id);
        // Not kept by anyone: a key that is revoked must be gone from every copy at once.
        reply.header('cache-control', 'no-cache').type('application/jwk-set+json');
        return { keys: keys.map(keyToJwk) };
      },
    );
  };
}
