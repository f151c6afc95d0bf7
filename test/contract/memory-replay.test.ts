import { memoryReplay } from '../../src/library/memory-replay.ts';
import { replayContract } from './replay.ts';

replayContract(async () => ({ replay: memoryReplay(), close: async () => {} }));
