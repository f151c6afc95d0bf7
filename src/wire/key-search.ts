import { type Static, Type } from 'typebox';

export const KeySearchQuery = Type.Object({
  fingerprint: Type.String({
    default: '',
    description: 'SHA256: and the hash in base64; the hash alone is taken too. Empty: no key has it.',
  }),
});
export type KeySearchQuery = Static<typeof KeySearchQuery>;

export const FoundKeysResponse = Type.Object(
  {
    keys: Type.Array(
      Type.Object({ application_id: Type.String(), application_name: Type.String(), state: Type.String() }),
      { description: 'Newest first.' },
    ),
  },
  { 'x-name': 'FoundKeys', description: 'Keys of the account with this public key, and whose they are.' },
);
export type FoundKeys = Static<typeof FoundKeysResponse>;
