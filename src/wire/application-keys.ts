import { type Static, Type } from 'typebox';
import {
  Environment,
  Link,
  Note,
  OptionalTimestamp,
  OverlapSeconds,
  open,
  PrivateKeyText,
  PublicKeyText,
  Timestamp,
} from './kinds.ts';

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
export type KeyRequest = Static<typeof KeyRequest>;

export const ActivationRequest = Type.Object({ overlap_seconds: Type.Optional(OverlapSeconds) }, open);
export type ActivationRequest = Static<typeof ActivationRequest>;

export const KeyLabelRequest = Type.Object(
  { note: Type.Optional(Note), environment: Type.Optional(Environment) },
  open,
);
export type KeyLabelRequest = Static<typeof KeyLabelRequest>;

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
  note: Type.String({ description: 'A note for people; empty where there is none.' }),
  environment: Environment,
};

export const KeyResponse = Type.Object(key, { 'x-name': 'ApplicationKey', description: 'A key.' });
export type ApplicationKey = Static<typeof KeyResponse>;

export const AddedKeyResponse = Type.Object(
  { ...key, private_key: Type.Optional(PrivateKeyText) },
  { 'x-name': 'AddedApplicationKey', description: 'The key, with its private half if the server made it.' },
);
export type AddedApplicationKey = Static<typeof AddedKeyResponse>;

export const KeysResponse = Type.Object(
  { _embedded: Type.Object({ keys: Type.Array(KeyResponse) }), _links: Type.Object({ self: Link }) },
  { 'x-name': 'ApplicationKeys', description: 'The keys.' },
);
export type ApplicationKeys = Static<typeof KeysResponse>;
