import { Type } from 'typebox';
import { PROBLEMS, type ProblemId } from './catalogue.ts';

/** RFC 9457, with the members that Vonage adds and those of Mintmark. */
const ProblemResponse = Type.Object(
  {
    type: Type.String({ format: 'uri-reference' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String({ description: 'Id of the request; the log has it too.' }),
    invalid_parameters: Type.Optional(
      Type.Array(Type.Object({ name: Type.String({ description: 'Dotted path.' }), reason: Type.String() })),
    ),
    cause: Type.Optional(Type.String()),
  },
  { 'x-name': 'Problem', description: 'A problem.', additionalProperties: true },
);

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
