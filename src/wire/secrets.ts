import { type Static, Type } from 'typebox';
import { Link, open, Timestamp } from './kinds.ts';

export const SecretRequest = Type.Object(
  {
    secret: Type.String({
      description: '8 to 25 characters, at least one lower-case letter, one upper-case letter and one digit.',
    }),
    password: Type.Optional(
      Type.String({
        description: 'Of who is signed in: a session needs it here. With an API key and secret it is not read.',
      }),
    ),
  },
  open,
);
export type SecretRequest = Static<typeof SecretRequest>;

/** The text of a secret is in no answer. */
export const SecretResponse = Type.Object(
  { _links: Type.Object({ self: Link }), id: Type.String({ format: 'uuid' }), created_at: Timestamp },
  { 'x-name': 'Secret', description: 'An API secret, without its text.' },
);
export type Secret = Static<typeof SecretResponse>;

export const SecretsResponse = Type.Object(
  { _links: Type.Object({ self: Link }), _embedded: Type.Object({ secrets: Type.Array(SecretResponse) }) },
  { 'x-name': 'Secrets', description: 'The API secrets.' },
);
export type Secrets = Static<typeof SecretsResponse>;
