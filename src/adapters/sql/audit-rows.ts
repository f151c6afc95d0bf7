import type { Selectable } from 'kysely';
import type { AuditLine } from '../../core/audit/entry.ts';
import { lineText } from '../../core/audit/hash.ts';
import { DatabaseCorruptError } from '../../ports/errors.ts';
import { type AuditRow, COLUMNS } from './schema.ts';

/** The log of the server has no account. */
export const chainOf = (accountId: string | null): string => accountId ?? '';
export const accountOfChain = (chain: string): string | null => (chain === '' ? null : chain);

const AUDIT_COLUMNS: readonly (keyof AuditRow)[] = COLUMNS.audit_entries;

export const auditRow = (line: AuditLine): AuditRow => ({
  chain: chainOf(line.account),
  position: line.position,
  at_ms: Date.parse(line.at),
  kind: line.kind,
  actor_text: searched(line.by),
  subject_id: line.subject.id,
  subject_text: searched(line.subject),
  address: line.from.address,
  line: lineText(line),
});

/** Whether a row is indexed as another line than the one that it has: a filter would miss it. */
export function isApart(row: Selectable<AuditRow>): boolean {
  try {
    const own = auditRow(JSON.parse(row.line));
    return AUDIT_COLUMNS.some((column) => own[column] !== row[column]);
  } catch {
    return true;
  }
}

/** @throws DatabaseCorruptError for a line that is not JSON */
export function auditLineOf(row: Selectable<AuditRow>): AuditLine {
  const where = `line ${row.position} of the audit log ${row.chain}`;
  try {
    return JSON.parse(row.line);
  } catch (cause) {
    throw new DatabaseCorruptError('The database', `${where} is not JSON`, { cause });
  }
}

/** What a filter looks for in: the same in both databases, whatever they know of upper and lower case. */
function searched({ id, name }: { readonly id: string | null; readonly name: string | null }): string {
  return [id, name]
    .filter((text) => text !== null)
    .join(' ')
    .toLowerCase();
}
