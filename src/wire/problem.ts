import { type Static, Type } from 'typebox';

/** RFC 9457, with the members that Vonage adds and those of Mintmark. */
export const ProblemResponse = Type.Object(
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
export type Problem = Static<typeof ProblemResponse>;
