import { Type } from 'typebox';
import type { ReportView } from '../actions/read-report.ts';

export const Nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Object>>(type: T) =>
  Type.Union([type, Type.Null()]);
/** Facts, header and claims are JSON of any shape. */
const AnyJson = Type.Unknown();

const Finding = Type.Object({
  cause: Type.String(),
  severity: Type.Union([Type.Literal('fault'), Type.Literal('risk')]),
  certainty: Type.Union([Type.Literal('proved'), Type.Literal('likely'), Type.Literal('possible')]),
  facts: AnyJson,
  explains: Type.Array(Type.String()),
  at: Type.Union([
    Type.Object({
      in: Type.String(),
      part: Nullable(Type.String()),
      pointer: Nullable(Type.String({ description: 'JSON Pointer (RFC 6901) into the decoded part.' })),
      start: Type.Integer({ description: 'Offset in characters of the text that `in` names.' }),
      end: Type.Integer(),
    }),
    Type.Null(),
  ]),
  title: Type.String(),
  detail: Type.String(),
  help: Type.String({ description: 'Address of the article of the cause.' }),
  fix: Type.Object({
    applicability: Type.String(),
    steps: Type.Array(Type.String()),
    command: Nullable(Type.String()),
    artefact: Nullable(Type.String()),
  }),
});

const Check = Type.Object({
  cause: Type.String(),
  result: Type.Union([Type.Literal('clear'), Type.Literal('found'), Type.Literal('cannot-tell')]),
  needs: Type.Optional(Type.Array(Type.String())),
});

/** Of a request in the log. */
export const RequestMembers = {
  id: Type.String(),
  at: Type.Number({ description: 'NumericDate seconds.' }),
  application_id: Nullable(Type.String()),
  status: Type.Integer(),
  method: Nullable(Type.String()),
  path: Nullable(Type.String()),
};

const Verdict = Type.Union([Type.Literal('accepted'), Type.Literal('rejected'), Type.Literal('cannot-tell')]);

export const ReportResponse = Type.Unsafe<ReportView>(
  Type.Object(
    {
      ...RequestMembers,
      voice: Type.Union([Type.Literal('owner'), Type.Literal('caller')]),
      told: Type.Union([
        Type.Object({ cause: Type.String(), title: Type.String(), detail: Type.String() }),
        Type.Null(),
      ]),
      token: Type.Union([Type.Object({ header: AnyJson, claims: AnyJson }), Type.Null()]),
      verdict: Verdict,
      profile: Type.String(),
      rootCause: Nullable(Type.String()),
      findings: Type.Array(Finding),
      checks: Type.Array(Check),
      afterFix: Type.Union([Type.Object({ verdict: Verdict, remaining: Type.Array(Type.String()) }), Type.Null()]),
    },
    { 'x-name': 'Report' },
  ),
);

export const ReportListResponse = Type.Object({
  reports: Type.Array(Type.Object({ ...RequestMembers, cause: Type.String(), title: Type.String() })),
  _links: Type.Object({
    self: Type.Object({ href: Type.String() }),
    next: Type.Optional(Type.Object({ href: Type.String() })),
  }),
});
