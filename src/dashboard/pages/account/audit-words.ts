import { AUDIT_KINDS, type AuditKind } from '../../../core/audit/kinds.ts';
import { visible } from '../../../core/prose/visible.ts';

/** A newer server may tell of kinds that this page does not know. */
export const kindWords = (kind: string): string => AUDIT_KINDS[kind as AuditKind] ?? kind;

/** A value before or after: what is not there is a dash. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return visible(typeof value === 'string' ? value : JSON.stringify(value));
}
