import { type Static, Type } from 'typebox';
import { open, Timestamp } from './kinds.ts';

/** Longer than any that fits, so that one that does not is told why by the rule and not by the schema. */
export const Email = Type.String({ maxLength: 320, description: 'E-mail address.' });
export const Password = Type.String({ minLength: 1, maxLength: 1024 });
export const NewPassword = Type.String({ maxLength: 1024, description: '12 to 256 characters of any kind.' });
export const LinkToken = Type.String({ maxLength: 100, description: 'What follows # in the link.' });
export const PersonName = Type.String({
  maxLength: 80,
  pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f]+$',
  'x-reason': 'must be text of 1 to 80 characters without control characters, and not all spaces',
});
export const Phone = Type.String({
  pattern: '^(?:\\+?[0-9][0-9 ().-]{2,29})?$',
  'x-reason': 'must be a phone number such as +44 20 7946 0000, or empty for none',
});
export const RoleName = Type.Enum(['owner', 'developer', 'viewer'], {
  description: 'A viewer reads; a developer also writes applications and keys; an owner does everything.',
});
export type Role = Static<typeof RoleName>;

export const ByMember = Type.Object({ person_id: Type.String({ description: 'Id of the person.' }) });
export const BySession = Type.Object({ session_id: Type.String({ description: 'Id of the session.' }) });
export const ByInvitation = Type.Object({ invitation_id: Type.String({ description: 'Id of the invitation.' }) });

export const Code = Type.String({ maxLength: 40, description: 'From the authenticator app, or a backup code.' });

export const ProfileChange = Type.Object({ name: Type.Optional(PersonName), phone: Type.Optional(Phone) }, open);
export type ProfileChange = Static<typeof ProfileChange>;

export const PasswordChange = Type.Object({ current_password: Password, new_password: NewPassword }, open);
export type PasswordChange = Static<typeof PasswordChange>;

export const EmailChange = Type.Object({ email: Email, password: Password }, open);
export type EmailChange = Static<typeof EmailChange>;

/** Of who is signed in. */
export const OwnPassword = Type.Optional(
  Type.String({ description: 'Your own password. A session needs it to make somebody an owner.' }),
);

export const RoleChange = Type.Object({ role: RoleName, password: OwnPassword }, open);
export type RoleChange = Static<typeof RoleChange>;

const person = {
  id: Type.String({ format: 'uuid' }),
  email: Type.String(),
  name: Type.String(),
  phone: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
};

export const MeResponse = Type.Object(
  {
    person: Type.Object({ ...person, created_at: Timestamp }),
    session: Type.Object({ id: Type.String({ format: 'uuid' }), ends_at: Timestamp }),
    rules: Type.Object(
      {
        profile: Type.String({ description: 'Id of the profile whose rules the gate holds.' }),
        title: Type.String(),
        algorithms: Type.Array(Type.String()),
        key_kinds: Type.Array(Type.Enum(['RSA', 'P-256', 'P-384', 'Ed25519']), {
          description: 'The kinds of key pairs that applications may have, the usual one first.',
        }),
        identity_claim: Type.String({ description: 'The claim that names the application.' }),
        typ: Type.String(),
        claims: Type.Object(
          { iss: Type.Optional(Type.String()), aud: Type.Optional(Type.String()) },
          { description: 'What else a token has by these rules.' },
        ),
        lifetime_seconds: Type.Number(),
      },
      { description: 'What this server lets through: the dashboard generates keys and mints trial tokens by it.' },
    ),
    second_factor: Type.Object({ on: Type.Boolean(), backup_codes_left: Type.Integer() }),
    accounts: Type.Array(
      Type.Object({
        api_key: Type.String({ description: 'The value for X-Mintmark-Account-Id.' }),
        name: Type.String(),
        primary_account_api_key: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
        suspended: Type.Boolean(),
        role: RoleName,
      }),
    ),
  },
  { 'x-name': 'Me', description: 'Who is signed in, and where they may work.' },
);
export type Me = Static<typeof MeResponse>;
export type AccountOfPerson = Me['accounts'][number];

export const SessionResponse = Type.Object(
  { me: Type.Unsafe<Me | null>({ anyOf: [MeResponse, { type: 'null' }] }) },
  { 'x-name': 'WhoIsSignedIn', description: 'Who is signed in; null for nobody.' },
);
export type WhoIsSignedIn = Static<typeof SessionResponse>;

export const DeliveryResponse = Type.Object(
  {
    delivered_by: Type.Enum(['mail', 'hand']),
    why: Type.Unsafe<'no-mail-server' | 'mail-failed' | null>({
      type: ['string', 'null'],
      enum: ['no-mail-server', 'mail-failed', null],
    }),
    link: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'To open or pass on by hand; null if it was sent by mail. Only in this response.',
    }),
  },
  { 'x-name': 'Delivery', description: 'How a link reaches its person.' },
);
export type Delivery = Static<typeof DeliveryResponse>;

export const LinkResponse = Type.Object(
  {
    purpose: Type.Enum(['first-start', 'invitation', 'email-change', 'password-reset']),
    email: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
    account_name: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
    role: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
    is_known: Type.Boolean({
      description: 'The address belongs to somebody who has an account here: they sign in first.',
    }),
    expires_at: Timestamp,
  },
  { 'x-name': 'Link', description: 'What a link is for. Reading it does not use the link.' },
);
export type Link = Static<typeof LinkResponse>;

export const SessionsResponse = Type.Object(
  {
    sessions: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        current: Type.Boolean(),
        created_at: Timestamp,
        seen_at: Timestamp,
        ends_at: Timestamp,
        user_agent: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
        address: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
      }),
    ),
  },
  { 'x-name': 'Sessions', description: 'Where somebody is signed in, last seen first.' },
);
export type Sessions = Static<typeof SessionsResponse>;
export type SessionOfPerson = Sessions['sessions'][number];

export const MemberResponse = Type.Object(
  { ...person, role: RoleName, since: Timestamp },
  { 'x-name': 'Member', description: 'A member of an account.' },
);
export type Member = Static<typeof MemberResponse>;

export const MembersResponse = Type.Object(
  { members: Type.Array(MemberResponse) },
  { 'x-name': 'Members', description: 'The members of an account, oldest first.' },
);
export type Members = Static<typeof MembersResponse>;
