import { DatabaseSync } from 'node:sqlite';
import type { AuditLine } from '../../src/core/audit/entry.ts';

/** The audit log of an embedded database, as it lies in the file: every account's, in the order of writing. */
export function auditRows(file: string): readonly AuditLine[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database.prepare('select line from audit_entries order by rowid').all();
    return rows.map((row) => JSON.parse(String(row['line'])));
  } finally {
    database.close();
  }
}

/** The whole table as text, to look for what must not be in it. */
export function auditTable(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = ['audit_entries', 'audit_heads'];
    return JSON.stringify(tables.map((name) => database.prepare(`select * from ${name}`).all()));
  } finally {
    database.close();
  }
}
