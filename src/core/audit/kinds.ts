/** Everything that the audit log tells of, in plain words. What stands before the dot is what was changed. */
export const AUDIT_KINDS = {
  'account.created': 'Account created',
  'account.updated': 'Account changed',
  'company.updated': 'Company changed',
  'secret.added': 'API secret added',
  'secret.revoked': 'API secret revoked',
  'application.created': 'Application created',
  'application.updated': 'Application changed',
  'application.deleted': 'Application deleted',
  'key.added': 'Key added as a draft',
  'key.saved': 'Key saved as the current one',
  'key.updated': 'Note or environment of a key changed',
  'key.revoked': 'Key revoked',
  'member.joined': 'Member joined',
  'member.role-changed': 'Role changed',
  'member.removed': 'Member removed',
  'invitation.created': 'Invitation sent',
  'invitation.withdrawn': 'Invitation withdrawn',
  'person.updated': 'Profile changed',
  'email.change-requested': 'New e-mail address entered',
  'email.changed': 'E-mail address changed',
  'password.changed': 'Password changed',
  'password.reset-requested': 'Password reset asked for',
  'password.reset': 'Password reset',
  'second-factor.started': 'Second factor begun',
  'second-factor.turned-on': 'Second factor turned on',
  'second-factor.turned-off': 'Second factor turned off',
  'second-factor.refused': 'Wrong code of the second factor',
  'backup-codes.renewed': 'Backup codes renewed',
  'backup-codes.used': 'Backup code used',
  'session.started': 'Signed in',
  'session.refused': 'Wrong password at sign-in',
  'session.ended': 'Signed out',
  'session.others-ended': 'Other sessions ended',
  'report.shared': 'Report shared by a link',
  'report.taken-back': 'Shared link taken back',
  'first-start.link-made': 'Link for the first person made',
  'audit-log.pruned': 'Old lines of this log removed',
} as const;

export type AuditKind = keyof typeof AUDIT_KINDS;

export const ALL_AUDIT_KINDS = Object.keys(AUDIT_KINDS) as readonly AuditKind[];

/** What stands before the dot, once each, in their order. */
export const AUDIT_AREAS: readonly string[] = [...new Set(ALL_AUDIT_KINDS.map(areaOf))];

/** The kinds that a filter means: one of them, or all of an area. None for what is neither. */
export function kindsOf(filter: string): readonly AuditKind[] {
  return ALL_AUDIT_KINDS.filter((kind) => kind === filter || areaOf(kind) === filter);
}

function areaOf(kind: string): string {
  return kind.slice(0, kind.indexOf('.'));
}
