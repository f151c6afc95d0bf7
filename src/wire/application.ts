import { type Static, type TSchema, Type } from 'typebox';
import { AnyCapabilities, CapabilitiesSchema } from './capabilities.ts';
import { Environment, Link, Note, OverlapSeconds, open, PrivateKeyText, PublicKeyText, Timestamp } from './kinds.ts';

const ApplicationName = Type.String({
  maxLength: 255,
  pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f]+$',
  'x-reason': 'must be text of 1 to 255 characters without control characters, and not all spaces',
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
    single_use: Type.Optional(Type.Boolean({ description: 'Each jti may be used only once.' })),
    note: Type.Optional(Note),
    environment: Type.Optional(Environment),
  },
  { ...open, 'x-name': 'ApplicationRequest' },
);
export type ApplicationRequest = Static<typeof ApplicationRequest>;

const publicKey = { public_key: Type.Optional(Type.String()) };

/** The members of an application in the order in which they are written. */
const applicationWith = <Keys extends TSchema>(keys: Keys) => ({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  keys,
  privacy: Type.Object({
    improve_ai: Type.Unsafe<boolean | null>({
      type: ['boolean', 'null'],
      description: 'null: an older application, for which it has to be chosen before anything is saved.',
    }),
  }),
  single_use: Type.Boolean(),
  note: Type.String({ description: 'A note for people; empty where there is none.' }),
  environment: Environment,
  created_at: Timestamp,
  updated_at: Timestamp,
  capabilities: AnyCapabilities,
  _links: Type.Object({ self: Link }),
});

export const ApplicationResponse = Type.Object(applicationWith(Type.Object(publicKey)), {
  'x-name': 'Application',
  description: 'An application.',
});
export type Application = Static<typeof ApplicationResponse>;

export const CreatedApplicationResponse = Type.Object(
  applicationWith(Type.Object({ ...publicKey, private_key: Type.Optional(PrivateKeyText) })),
  {
    'x-name': 'CreatedApplication',
    description: 'The application, with the private key of the pair that was made for it.',
  },
);
export type CreatedApplication = Static<typeof CreatedApplicationResponse>;

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
export type ApplicationPage = Static<typeof ApplicationPageResponse>;
