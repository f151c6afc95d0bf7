export { memoryDatabase } from './database.ts';
export { type DirectoryBounds, memoryKeyDirectory } from './key-directory.ts';
