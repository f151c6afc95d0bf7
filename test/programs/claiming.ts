// Claims the data directory that it is given, says how that went, and stays until it is ended.
import { claimDataDirectory } from '../../src/adapters/system/index.ts';

try {
  await claimDataDirectory(process.argv[2] ?? '');
  console.log('claimed');
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(`${(error as Error).name}: ${(error as Error).message}`);
}
