import { userInfo } from 'node:os';
import type { Origin } from '../../ports/audit-log.ts';

/** Who runs a command on the machine of the server, as the audit log tells it: a user of the operating system. */
export function operator(): Origin {
  return { by: { kind: 'operator', id: null, name: userName(), secret_id: null }, address: null, userAgent: null };
}

/** A user without an entry in the list of users has no name. */
function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
