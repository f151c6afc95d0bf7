import { Type } from 'typebox';

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
    /** Statuses of the problems that the route can give. They are written by `sendProblem`, so no schema is compiled. */
    readonly problems?: readonly number[];
  }
}

const MEANINGS: { readonly [status: number]: string } = {
  400: 'Malformed, or with members that do not fit: invalid_parameters names them.',
  401: 'No credentials, or wrong ones.',
  403: 'Not for this account, this role, or a page of another site.',
  404: 'There is none, or it is of another account.',
  406: 'The client does not accept application/json.',
  409: 'In conflict with what is there.',
  410: 'Its time is over.',
  412: 'Changed since the revision that If-Match names.',
  413: 'The body is larger than the limit.',
  415: 'The body is not application/json.',
  422: 'The Idempotency-Key came with another body before.',
  429: 'Too many failed attempts to authenticate; Retry-After says for how long.',
};

/** The problems that a route can give, as the OpenAPI document tells of them. */
export function problemResponses(statuses: readonly number[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: MEANINGS[status] ?? 'A problem.',
        content: { 'application/problem+json': { schema: ProblemResponse } },
      },
    ]),
  );
}
