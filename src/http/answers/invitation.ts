import type { Invitation as Invited } from '../../actions/people/invite.ts';
import type { OneTimeLink } from '../../ports/index.ts';
import type { CreatedInvitation, Invitation } from '../../wire/invitations.ts';
import { deliveryToWire } from './delivery.ts';
import { toTimestamp } from './timestamp.ts';

/** An invitation as it is at `now` (NumericDate seconds). */
export function invitationToWire(link: OneTimeLink, now: number): Invitation {
  return { ...membersOf(link), expired: link.expiresAt <= now };
}

export function createdInvitationToWire({ link, delivery }: Invited): CreatedInvitation {
  return { ...membersOf(link), ...deliveryToWire(delivery) };
}

function membersOf({ id, email, role, createdAt, expiresAt }: OneTimeLink): Omit<Invitation, 'expired'> {
  const times = { created_at: toTimestamp(createdAt), expires_at: toTimestamp(expiresAt) };
  return { id, email: email ?? '', role: role ?? 'viewer', ...times };
}
