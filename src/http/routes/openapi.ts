import type { App, RouteGroup } from '../server/app.ts';

/** The OpenAPI document of every route that has a schema. */
export function openapiRoutes(): RouteGroup {
  return (app: App) => {
    app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
      reply.header('cache-control', 'no-cache').type('application/json');
      return app.swagger();
    });
  };
}
