import { type Static, type TProperties, Type } from 'typebox';
import type { ShownApplication } from '../actions/show-application.ts';
import type { StoredApplication, StoredKey } from '../ports/index.ts';
import { CapabilitiesSchema } from './capabilities.ts';
import { Link, OverlapSeconds, open, PrivateKeyText, PublicKeyText, Timestamp, toTimestamp } from './kinds.ts';

const ApplicationName = Type.String({
  maxLength: 255,
  pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f]+$',
  'x-reason': 'must be a text of 1 to 255 characters without control characters, and not all spaces',
});

const Privacy = Type.Object({ improve_ai: Type.Optional(Type.Boolean()) }, open);

/** What POST and PUT take. `id`, `_links` and other unknown members are ignored: clients send back what they read. */
export const ApplicationRequest = Type.Object(
  {
    name: ApplicationName,
    capabilities: Type.Optional(CapabilitiesSchema),
    keys: Type.Optional(
      Type.Object({ public_key: Type.Optional(PublicKeyText), overlap_seconds: Type.Optional(OverlapSeconds) }, open),
    ),
    privacy: Type.Optional(Privacy),
    single_use: Type.Optional(Type.Boolean({ description: 'Each jti may be used once only.' })),
  },
  { ...open, 'x-name': 'ApplicationRequest' },
);
export type ApplicationRequest = Static<typeof ApplicationRequest>;

/** The members of an application in the order in which they are written. */
const applicationWith = (keys: TProperties) => ({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  keys: Type.Object({ public_key: Type.Optional(Type.String()), ...keys }),
  privacy: Type.Object({
    improve_ai: Type.Unsafe<boolean | null>({
      type: ['boolean', 'null'],
      description: 'null: an older application, for which it has to be chosen before anything is saved.',
    }),
  }),
  single_use: Type.Boolean(),
  created_at: Timestamp,
  updated_at: Timestamp,
  capabilities: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
  _links: Type.Object({ self: Link }),
});

export const ApplicationResponse = Type.Object(applicationWith({}), {
  'x-name': 'Application',
  description: 'An application.',
});
export const CreatedApplicationResponse = Type.Object(applicationWith({ private_key: Type.Optional(PrivateKeyText) }), {
  'x-name': 'CreatedApplication',
  description: 'The application, with the private key of the pair that was made for it.',
});

export const ApplicationPageResponse = Type.Object(
  {
    page_size: Type.Integer(),
    page: Type.Integer(),
    total_items: Type.Integer(),
    total_pages: Type.Integer(),
    _embedded: Type.Object({ applications: Type.Array(ApplicationResponse) }),
    _links: Type.Object({
      self: Link,
      first: Link,
      last: Link,
      next: Type.Optional(Link),
      prev: Type.Optional(Link),
    }),
  },
  { 'x-name': 'ApplicationPage', description: 'One page.' },
);

/** An application as the Application API writes it. */
export function toWire({ application, currentKey, privateKey }: ShownApplication) {
  const { id, name, improveAi, singleUse, createdAt, updatedAt, capabilities } = application;
  return {
    id,
    name,
    keys: {
      ...(currentKey && { public_key: currentKey.publicKey }),
      ...(privateKey !== undefined && { private_key: privateKey }),
    },
    privacy: { improve_ai: improveAi },
    single_use: singleUse,
    created_at: toTimestamp(createdAt),
    updated_at: toTimestamp(updatedAt),
    capabilities,
    _links: { self: { href: `/v2/applications/${id}` } },
  };
}

export function listedToWire(listed: StoredApplication & { readonly currentKey: StoredKey | null }) {
  return toWire({ application: listed, currentKey: listed.currentKey });
}
