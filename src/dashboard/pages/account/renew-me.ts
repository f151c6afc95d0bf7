import { send } from '../../server/api.ts';
import { enter } from '../../server/session.ts';

/** Asks again who is signed in, after a change of what they may do, or where. */
export async function renewMe(): Promise<void> {
  enter((await send('GET /dashboard-api/me')).value);
}
