export { backUpSqlite, readBackup } from './backup.ts';
export { openDatabase } from './database.ts';
export { openKeyReader } from './key-reader.ts';
export { type VerifiedLog, verifyAuditLog } from './verify-audit-log.ts';
