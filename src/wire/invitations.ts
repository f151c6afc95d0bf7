import { Type } from 'typebox';
import type { Invitation } from '../actions/people/invite.ts';
import type { OneTimeLink } from '../ports/index.ts';
import { open, Timestamp, toTimestamp } from './kinds.ts';
import { DeliveryResponse, deliveryToWire, Email, RoleName } from './people.ts';

export const InvitationRequest = Type.Object({ email: Email, role: RoleName }, open);

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
  { 'x-name': 'CreatedInvitation', description: 'An invitation, and its link where nobody could be sent it.' },
);

export const InvitationsResponse = Type.Object(
  { invitations: Type.Array(Type.Object({ ...invitation, expired: Type.Boolean() })) },
  { 'x-name': 'Invitations', description: 'The invitations that were not used, newest first.' },
);

export function invitationToWire({ id, email, role, createdAt, expiresAt }: OneTimeLink) {
  const times = { created_at: toTimestamp(createdAt), expires_at: toTimestamp(expiresAt) };
  return { id, email: email ?? '', role: role ?? 'viewer', ...times };
}

export function createdInvitationToWire({ link, delivery }: Invitation) {
  return { ...invitationToWire(link), ...deliveryToWire(delivery) };
}
