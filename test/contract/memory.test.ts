import { memoryDatabase } from '../../src/adapters/memory/index.ts';
import { clock, storageContract } from './adapters.ts';

storageContract(async (bounds) => memoryDatabase(clock, bounds));
