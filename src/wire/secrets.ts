import { Type } from 'typebox';
import type { StoredSecret } from '../ports/index.ts';
import { Link, open, Timestamp, toTimestamp } from './kinds.ts';

export const SecretRequest = Type.Object(
  {
    secret: Type.String({
      description: '8 to 25 characters, at least one lower-case letter, one upper-case letter and one digit.',
    }),
  },
  open,
);

/** The text of a secret is in no answer. */
export const SecretResponse = Type.Object(
  { _links: Type.Object({ self: Link }), id: Type.String({ format: 'uuid' }), created_at: Timestamp },
  { 'x-name': 'Secret', description: 'An API secret, without its text.' },
);

export const SecretsResponse = Type.Object(
  { _links: Type.Object({ self: Link }), _embedded: Type.Object({ secrets: Type.Array(SecretResponse) }) },
  { 'x-name': 'Secrets', description: 'The API secrets.' },
);

export function secretToWire({ id, accountId, createdAt }: StoredSecret) {
  return { _links: { self: { href: `/accounts/${accountId}/secrets/${id}` } }, id, created_at: toTimestamp(createdAt) };
}
