export { backUpSqlite, readBackup } from './backup.ts';
export { openDatabase } from './database.ts';
