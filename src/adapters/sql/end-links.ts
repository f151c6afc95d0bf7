import type { Trx } from './schema.ts';

/** Ends the unused links by which this person's password or address could be changed. Invitations that they made stay. */
export async function endLinks(trx: Trx, personId: string): Promise<void> {
  await trx
    .deleteFrom('links')
    .where('person_id', '=', personId)
    .where('purpose', 'in', ['password-reset', 'email-change'])
    .where('used_ms', 'is', null)
    .execute();
}
