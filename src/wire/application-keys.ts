import { Type } from 'typebox';
import { keyStateAt } from '../core/keys/key-life.ts';
import type { StoredKey } from '../ports/index.ts';
import { Link, OverlapSeconds, open, PrivateKeyText, PublicKeyText, Timestamp, toTimestamp } from './kinds.ts';

export const KeyRequest = Type.Object(
  {
    public_key: Type.Optional(PublicKeyText),
    state: Type.Enum(['draft', 'active'], {
      default: 'draft',
      description: 'A draft never authenticates until it is activated.',
    }),
    overlap_seconds: Type.Optional(OverlapSeconds),
  },
  open,
);

export const ActivationRequest = Type.Object({ overlap_seconds: Type.Optional(OverlapSeconds) }, open);

const OptionalTimestamp = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' });

const key = {
  id: Type.String({ format: 'uuid' }),
  fingerprint: Type.String({ description: 'SHA-256 of the SPKI DER, base64.' }),
  state: Type.Enum(['draft', 'active', 'retiring', 'revoked']),
  public_key: Type.String(),
  created_at: Timestamp,
  activated_at: OptionalTimestamp,
  last_used_at: OptionalTimestamp,
  ended_at: OptionalTimestamp,
  expires_at: OptionalTimestamp,
};

export const KeyResponse = Type.Object(key, { 'x-name': 'ApplicationKey', description: 'A key.' });
export const AddedKeyResponse = Type.Object(
  { ...key, private_key: Type.Optional(PrivateKeyText) },
  { 'x-name': 'AddedApplicationKey', description: 'The key, with its private half where the server made it.' },
);
export const KeysResponse = Type.Object(
  { _embedded: Type.Object({ keys: Type.Array(KeyResponse) }), _links: Type.Object({ self: Link }) },
  { 'x-name': 'ApplicationKeys', description: 'The keys.' },
);

export function keyToWire(key: StoredKey, now: number) {
  const time = (seconds: number | null) => (seconds === null ? null : toTimestamp(seconds));
  return {
    id: key.id,
    fingerprint: key.fingerprint,
    state: keyStateAt(key, now),
    public_key: key.publicKey,
    created_at: toTimestamp(key.createdAt),
    activated_at: time(key.activatedAt),
    last_used_at: time(key.lastUsedAt),
    ended_at: time(key.endedAt),
    expires_at: time(key.expiresAt),
  };
}
