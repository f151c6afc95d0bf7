import { type Static, type TSchema, Type } from 'typebox';
import type { JsonObject } from '../core/encoding/json.ts';
import type { Report } from '../core/evidence/report.ts';
import { Link } from './kinds.ts';

export const Nullable = <T extends TSchema>(type: T) => Type.Union([type, Type.Null()]);
/** Facts, header and claims are JSON of any shape. */
const AnyJson = Type.Unknown();
const AnyObject = Type.Unsafe<JsonObject | null>(AnyJson);

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
  party: Type.Optional(
    Type.String({
      description: 'The party that acts next: sender, requester, verifier, issuer or nobody. Absent in old reports.',
    }),
  ),
  title: Type.String(),
  detail: Type.String(),
  help: Type.String({ description: 'URL of the article about the cause.' }),
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
  client_address: Nullable(
    Type.String({
      description: 'Address of the sender, as the trusted proxies tell it. null in entries of earlier versions.',
    }),
  ),
  user_agent: Nullable(
    Type.String({ description: 'User-Agent header: the first 256 characters, without tokens and keys.' }),
  ),
};

/** What both the log and the reports are filtered by. */
export const RequestFilters = {
  application_id: Type.Optional(Type.String()),
  cause: Type.Optional(Type.String({ description: 'Id of a cause; an accepted request has none.' })),
  status: Type.Optional(Type.Integer()),
  path: Type.Optional(Type.String({ description: 'Start of the path; case-sensitive.' })),
  path_contains: Type.Optional(Type.String({ minLength: 1, description: 'Part of the path; case-sensitive.' })),
  client_address: Type.Optional(Type.String({ description: 'Address of the sender, as the log has it.' })),
  user_agent: Type.Optional(Type.String({ minLength: 1, description: 'Part of the User-Agent; case-insensitive.' })),
  key: Type.Optional(
    Type.String({
      pattern: '^(?:SHA256:)?[A-Za-z0-9+/]{43}=$',
      'x-reason': 'must be the fingerprint of a key',
      description: 'Fingerprint of the key that verified a request, or that the report of a rejected one names.',
    }),
  ),
  jti: Type.Optional(Type.String({ minLength: 1, description: 'The jti of the token.' })),
  since: Type.Optional(Type.Number({ description: 'NumericDate seconds, included.' })),
  until: Type.Optional(Type.Number({ description: 'NumericDate seconds, not included.' })),
};

const KeysTried = Type.Object(
  {
    acceptedNow: Type.Array(Type.String()),
    ruledOut: Type.Array(Type.String()),
    tried: Type.Integer(),
    of: Type.Integer(),
    leaves: Type.Array(Type.String()),
  },
  { description: 'For the owner, where no known key made the signature: what was tried, and what that leaves.' },
);

const Verdict = Type.Union([Type.Literal('accepted'), Type.Literal('rejected'), Type.Literal('cannot-tell')]);

const ofRequest = Type.Object({
  ...RequestMembers,
  voice: Type.Union([Type.Literal('owner'), Type.Literal('caller')], {
    description: 'owner: everything that the registry knows; caller: what can be read from the request alone.',
  }),
  told: Type.Union([Type.Object({ cause: Type.String(), title: Type.String(), detail: Type.String() }), Type.Null()], {
    description: 'What the sender was told in the response; null if nothing was found.',
  }),
  token: Type.Union([Type.Object({ header: AnyObject, claims: AnyObject }), Type.Null()]),
  traceparent: Nullable(
    Type.String({
      description: "The request's traceparent header (W3C Trace Context), for the owner; null without one.",
    }),
  ),
});

/** Why a request was rejected. The members of the report have the types of the doctor, which are stricter. */
export const ReportResponse = Type.Unsafe<ReportView>(
  Type.Object(
    {
      ...ofRequest.properties,
      verdict: Verdict,
      profile: Type.String(),
      rules: Type.Optional(
        Type.Object(
          { profile: Type.String(), name: Type.String(), chosenBy: Type.String(), because: Type.String() },
          { description: 'By whose rules it was judged, and why by these. Absent in old reports.' },
        ),
      ),
      rootCause: Nullable(Type.String()),
      findings: Type.Array(Finding),
      keysTried: Type.Optional(KeysTried),
      checks: Type.Array(Check),
      afterFix: Type.Union([Type.Object({ verdict: Verdict, remaining: Type.Array(Type.String()) }), Type.Null()]),
    },
    { 'x-name': 'Report' },
  ),
);
export type ReportView = Static<typeof ofRequest> & Report;

const Summary = Type.Object({ ...RequestMembers, cause: Type.String(), title: Type.String() });
export type ReportSummary = Static<typeof Summary>;

export const ReportListResponse = Type.Object({
  reports: Type.Array(Summary),
  _links: Type.Object({ self: Link, next: Type.Optional(Link) }),
});
export type ReportList = Static<typeof ReportListResponse>;

export const ReportsQuery = Type.Object({
  ...RequestFilters,
  after: Type.Optional(Type.String({ description: 'Id of the last report of the page before.' })),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
});
export type ReportsQuery = Static<typeof ReportsQuery>;
