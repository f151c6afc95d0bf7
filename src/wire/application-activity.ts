import { type Static, Type } from 'typebox';
import { OptionalTimestamp } from './kinds.ts';

const MOST_IDS = 100;

export const ActivityQuery = Type.Object({
  ids: Type.String({
    default: '',
    maxLength: MOST_IDS * 37,
    description: `Ids of applications, with commas between them: ${MOST_IDS} at most. Those that the account does not have are left out.`,
  }),
});
export type ActivityQuery = Static<typeof ActivityQuery>;

export const ActivityResponse = Type.Object(
  {
    since: Type.Integer({ description: 'NumericDate seconds, 24 hours ago: requests are counted from there on.' }),
    applications: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        last_used_at: OptionalTimestamp,
        has_draft: Type.Boolean({ description: 'A key pair waits to be saved.' }),
        has_active: Type.Boolean({ description: 'Without an active key new tokens are rejected.' }),
        accepted: Type.Integer({ description: 'Requests since then.' }),
        rejected: Type.Integer({ description: 'Requests since then.' }),
      }),
    ),
  },
  { 'x-name': 'ApplicationActivity', description: 'What happens with applications.' },
);
export type ApplicationActivity = Static<typeof ActivityResponse>;
