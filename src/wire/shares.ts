import { type Static, Type } from 'typebox';
import { open, Timestamp } from './kinds.ts';
import { Nullable } from './report.ts';

export const ByReport = Type.Object({ id: Type.String({ description: 'Id of the report.' }) });
export const ByShare = Type.Object({
  id: Type.String({ description: 'Id of the shared link; the link itself is not needed.' }),
});

export const ShareRequest = Type.Object(
  {
    days: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 90,
        default: 7,
        description: 'Days until the link expires.',
        'x-reason': 'must be a whole number of days from 1 to 90',
      }),
    ),
  },
  open,
);
export type ShareRequest = Static<typeof ShareRequest>;

const share = {
  id: Type.String({ format: 'uuid' }),
  report_id: Type.String(),
  created_by: Nullable(
    Type.String({ description: 'Name of the person, or of the account whose API secret was used.' }),
  ),
  created_at: Timestamp,
  expires_at: Timestamp,
};

const ShareResponse = Type.Object(share);
export type SharedLink = Static<typeof ShareResponse>;

export const CreatedShareResponse = Type.Object(
  {
    ...share,
    link: Type.String({
      format: 'uri',
      description: 'Opens the report for whoever has it. Only in this response: it is stored as a hash.',
    }),
  },
  { 'x-name': 'CreatedShare' },
);
export type CreatedShare = Static<typeof CreatedShareResponse>;

export const SharesQuery = Type.Object({ report_id: Type.Optional(Type.String()) });
export type SharesQuery = Static<typeof SharesQuery>;

export const SharesResponse = Type.Object(
  { shares: Type.Array(ShareResponse) },
  { 'x-name': 'Shares', description: 'The links that open a report now, newest first.' },
);
export type SharedLinks = Static<typeof SharesResponse>;
