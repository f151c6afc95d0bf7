import { type Static, Type } from 'typebox';
import { open, Timestamp } from './kinds.ts';
import { DeliveryResponse, Email, OwnPassword, RoleName } from './people.ts';

export const InvitationRequest = Type.Object({ email: Email, role: RoleName, password: OwnPassword }, open);
export type InvitationRequest = Static<typeof InvitationRequest>;

const invitation = {
  id: Type.String({ format: 'uuid' }),
  email: Type.String(),
  role: RoleName,
  created_at: Timestamp,
  expires_at: Timestamp,
};

export const CreatedInvitationResponse = Type.Object(
  {
    ...invitation,
    ...DeliveryResponse.properties,
  },
  { 'x-name': 'CreatedInvitation', description: 'An invitation, and its link if it could not be sent.' },
);
export type CreatedInvitation = Static<typeof CreatedInvitationResponse>;

const InvitationResponse = Type.Object({ ...invitation, expired: Type.Boolean() });
export type Invitation = Static<typeof InvitationResponse>;

export const InvitationsResponse = Type.Object(
  { invitations: Type.Array(InvitationResponse) },
  { 'x-name': 'Invitations', description: 'The invitations that were not used, newest first.' },
);
export type Invitations = Static<typeof InvitationsResponse>;
