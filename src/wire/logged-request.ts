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

export const ExportQuery = LogFilters;

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

export const LogResponse = Type.Object({
  requests: Type.Array(LogEntryResponse),
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
    { description: 'One for each cause, and one for what was accepted.' },
  ),
});
export type Counts = Static<typeof CountResponse>;
export type LogGroup = Counts['groups'][number];
