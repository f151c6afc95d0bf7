export { memoryDatabase } from './database.ts';
