import { ProblemResponse } from '../../wire/problem.ts';
import { PROBLEMS, type ProblemId } from './catalogue.ts';

declare module 'fastify' {
  interface FastifySchema {
    /**
     * The problems that the route can give, beside those of its body and query, and of any request at all. They are
     * written by `sendProblem`, so no schema is compiled.
     */
    readonly problems?: readonly ProblemId[];
  }
}

/** What a body of JSON can be answered with, and what a query can. */
export const BODY_PROBLEMS = ['invalid', 'malformed-json', 'body-too-large', 'unsupported-content-type'] as const;
export const QUERY_PROBLEMS = ['invalid-query'] as const;

/** The problems that a route can give, by status, as the OpenAPI document tells of them. */
export function problemResponses(ids: readonly ProblemId[]) {
  const statuses = [...new Set(ids.map((id) => PROBLEMS[id].status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: [...new Set(ids.filter((id) => PROBLEMS[id].status === status).map(nameOf))].join('; '),
        content: { 'application/problem+json': { schema: ProblemResponse } },
      },
    ]),
  );
}

/** Its title, and its id where that leads to its text in the reference. */
function nameOf(id: ProblemId): string {
  const { title, page } = PROBLEMS[id];
  return page === undefined ? title : `${title} (${id})`;
}
