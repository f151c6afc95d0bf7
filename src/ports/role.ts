/** What a member of an account may do: read; also write applications and keys; also manage people, secrets and company. */
export type Role = 'owner' | 'developer' | 'viewer';

/** From the least to the most. */
export const ROLES: readonly Role[] = ['viewer', 'developer', 'owner'];

/** Whether `role` may do what `needed` may. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
