import { type Static, Type } from 'typebox';
import { Nullable } from './report.ts';

const Seconds = Type.Number({ description: 'NumericDate seconds.' });

export const KeyUsesResponse = Type.Object(
  {
    since: Type.Integer({ description: 'NumericDate seconds, at a whole hour: buckets begin there.' }),
    bucket_seconds: Type.Integer(),
    keys: Type.Array(
      Type.Object({
        fingerprint: Type.String({ description: 'SHA-256 of the SPKI DER, base64.' }),
        accepted: Type.Integer({ description: 'Requests since then.' }),
        rejected: Type.Integer({ description: 'Requests since then.' }),
        buckets: Type.Array(
          Type.Object({
            at: Type.Integer({ description: 'NumericDate seconds.' }),
            accepted: Type.Integer(),
            rejected: Type.Integer(),
          }),
          { description: 'Those that are not empty, oldest first.' },
        ),
        last_error: Nullable(
          Type.Object(
            {
              at: Seconds,
              cause: Type.String(),
              title: Type.String(),
              report: Nullable(Type.String({ description: 'Id of its report; null where it is not kept any more.' })),
            },
            { description: 'The last rejected request that the key signed, as far back as requests are counted.' },
          ),
        ),
      }),
      { description: 'Of the keys of the application that signed a request, in no order.' },
    ),
  },
  { 'x-name': 'KeyUses', description: 'What was signed with the keys.' },
);
export type KeyUses = Static<typeof KeyUsesResponse>;
