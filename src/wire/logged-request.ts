import { type Static, Type } from 'typebox';
import { Link } from './kinds.ts';
import { Nullable, RequestFilters, RequestMembers } from './report.ts';

const Outcome = Type.Union([Type.Literal('accepted'), Type.Literal('rejected')]);

const LogFilters = Type.Object({
  outcome: Type.Optional(Outcome),
  ...RequestFilters,
});
export type LogFilter = Static<typeof LogFilters>;

export const LogQuery = Type.Object({
  ...LogFilters.properties,
  after: Type.Optional(Type.String({ description: 'From the `next` link of the page before.' })),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
});
export type LogQuery = Static<typeof LogQuery>;

export const ExportQuery = Type.Object({
  ...LogFilters.properties,
  format: Type.Union([Type.Literal('ndjson'), Type.Literal('csv')], {
    default: 'ndjson',
    description: 'NDJSON, or CSV (RFC 4180) with a header.',
  }),
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
export type CountQuery = Static<typeof CountQuery>;

export const LogEntryResponse = Type.Object(
  {
    ...RequestMembers,
    outcome: Outcome,
    cause: Nullable(Type.String({ description: 'Of a rejected request.' })),
    title: Nullable(Type.String({ description: 'Of a rejected request.' })),
    key_fingerprint: Nullable(Type.String({ description: 'Of the key that verified an accepted request.' })),
    token_hash: Nullable(Type.String({ description: 'The same for two accepted requests with one token.' })),
    stands_for: Type.Integer({
      minimum: 1,
      description:
        'How many requests of the same application, key and status it stands for. More than 1 only where there were more than 100 a second: counts stay exact.',
    }),
  },
  { 'x-name': 'LogEntry' },
);
export type LogEntry = Static<typeof LogEntryResponse>;

const Kept = Type.Object(
  {
    limit: Type.Integer({ description: 'So many are kept, of all accounts together; the oldest are removed first.' }),
    max_age_seconds: Type.Integer(),
    max_bytes: Nullable(Type.Integer({ description: 'How large the log may be on disk; null with PostgreSQL.' })),
    since: Nullable(
      Type.Number({ description: 'NumericDate seconds of the oldest one of the account; null if there is none.' }),
    ),
  },
  { 'x-name': 'Kept' },
);

export const LogResponse = Type.Object({
  requests: Type.Array(LogEntryResponse),
  kept: Type.Object(
    {
      rejected: Kept,
      accepted: Type.Object({
        ...Kept.properties,
        sampled_above: Type.Integer({
          description:
            'Above so many a second of one application, key and status a random sample is kept; `stands_for` says how many each is. Counts are exact.',
        }),
      }),
    },
    { description: 'How far back the list goes.' },
  ),
  application_names: Type.Record(Type.String(), Type.String(), {
    description: 'The names of the applications of these requests, by id: of those that the account has.',
  }),
  _links: Type.Object({ self: Link, next: Type.Optional(Link) }),
});
export type Log = Static<typeof LogResponse>;

/** An event of the live stream: what came in a moment; of a flood a part, and how many are not in it. */
export interface LogEvent {
  readonly entries: readonly LogEntry[];
  readonly left_out: number;
}

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
    {
      description:
        'One for each cause, and one for what was accepted. Exact, also for requests that are not kept any more, if buckets are whole minutes and only application, cause, status and time are asked for; otherwise of the requests that are kept.',
    },
  ),
});
export type Counts = Static<typeof CountResponse>;
export type LogGroup = Counts['groups'][number];
