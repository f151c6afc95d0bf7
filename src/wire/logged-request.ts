import { Type } from 'typebox';
import { Nullable, RequestMembers } from './report.ts';

/** What both the log and the reports are filtered by. */
export const RequestFilters = {
  application_id: Type.Optional(Type.String()),
  cause: Type.Optional(Type.String({ description: 'Id of a cause; an accepted request has none.' })),
  status: Type.Optional(Type.Integer()),
  path: Type.Optional(Type.String({ description: 'Start of the path; upper and lower case differ.' })),
  since: Type.Optional(Type.Number({ description: 'NumericDate seconds, included.' })),
  until: Type.Optional(Type.Number({ description: 'NumericDate seconds, left out.' })),
};

interface FiltersAsked {
  readonly application_id?: string;
  readonly path?: string;
}

/** What a query asks for, in the names of the ports. */
export function filterOf<Asked extends FiltersAsked>(
  accountId: string,
  { application_id: applicationId, path: pathPrefix, ...filters }: Asked,
) {
  return {
    accountId,
    ...filters,
    ...(applicationId !== undefined && { applicationId }),
    ...(pathPrefix !== undefined && { pathPrefix }),
  };
}

const Outcome = Type.Union([Type.Literal('accepted'), Type.Literal('rejected')]);

const LogFilters = Type.Object({
  outcome: Type.Optional(Outcome),
  ...RequestFilters,
});

export const LogQuery = Type.Object({
  ...LogFilters.properties,
  after: Type.Optional(Type.String({ description: 'From the `next` link of the page before.' })),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
});

export const CountQuery = Type.Object({
  ...LogFilters.properties,
  bucket_seconds: Type.Integer({
    minimum: 1,
    maximum: 31_536_000,
    default: 3600,
    description: 'Length of a bucket: each begins at a whole multiple of it since 1970.',
  }),
});

export const LogEntryResponse = Type.Object(
  {
    ...RequestMembers,
    outcome: Outcome,
    cause: Nullable(Type.String({ description: 'Of a rejected request.' })),
    title: Nullable(Type.String({ description: 'Of a rejected request.' })),
    key_fingerprint: Nullable(Type.String({ description: 'Of the key that verified an accepted request.' })),
    token_hash: Nullable(Type.String({ description: 'The same for two accepted requests with one token.' })),
  },
  { 'x-name': 'LogEntry' },
);

export const LogResponse = Type.Object({
  requests: Type.Array(LogEntryResponse),
  _links: Type.Object({
    self: Type.Object({ href: Type.String() }),
    next: Type.Optional(Type.Object({ href: Type.String() })),
  }),
});

export const CountResponse = Type.Object({
  bucket_seconds: Type.Integer(),
  groups: Type.Array(
    Type.Object({
      outcome: Outcome,
      cause: Nullable(Type.String()),
      title: Nullable(Type.String()),
      count: Type.Integer(),
      first_at: Type.Number({ description: 'NumericDate seconds.' }),
      last_at: Type.Number({ description: 'NumericDate seconds.' }),
      buckets: Type.Array(
        Type.Object({ at: Type.Integer({ description: 'NumericDate seconds.' }), count: Type.Integer() }),
        { description: 'Those that are not empty, in no order.' },
      ),
    }),
    { description: 'One for each cause, and one for what was accepted.' },
  ),
});
