import type { AuditLine as Line } from '../../core/audit/entry.ts';
import type { ApplicationHistory, AuditLine } from '../../wire/audit-log.ts';

export const auditLineToWire = (line: Line): AuditLine => ({
  ...line,
  by: actorToWire(line.by),
  from: { ...line.from },
  subject: { kind: line.subject.kind, id: line.subject.id, name: line.subject.name },
  changes: [...line.changes],
});

/** For every member of the account: without addresses, and what only the owner's log has. */
export const historyToWire = ({ at, kind, by, changes }: Line): ApplicationHistory['changes'][number] => ({
  at,
  kind,
  by: actorToWire(by),
  changes: [...changes],
});

const actorToWire = ({ kind, id, name, secret_id }: Line['by']) => ({ kind, id, name, secret_id });
