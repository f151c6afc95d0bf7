import type { RouteOptions } from 'fastify';
import type { ProblemId } from '../problems/catalogue.ts';
import type { App } from './app.ts';

/** Adds to each route of the group, as the OpenAPI document tells of it, what the hooks of the group throw. */
export function declareProblems(app: App, thrown: (route: RouteOptions) => readonly ProblemId[]): void {
  app.addHook('onRoute', (route) => {
    if (route.schema)
      route.schema = { ...route.schema, problems: [...(route.schema.problems ?? []), ...thrown(route)] };
  });
}
