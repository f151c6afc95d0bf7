// Opens a data directory as a start does, and is killed at a step of it: `secret`, `seal` or `scrub`.
import { systemClock, systemEntropy } from '../../src/adapters/system/index.ts';
import { openServerSeal } from '../../src/compose/server-secret.ts';
import { openStorage } from '../../src/compose/storage.ts';
import { DEFAULT_SETTINGS } from '../../src/options/options.ts';

const [data = '', step] = process.argv.slice(2);
const settings = { ...DEFAULT_SETTINGS, data };
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('killed');
};
const database = await openStorage(settings, systemClock(), []);
const { secondFactors } = database;
await openServerSeal(
  settings,
  {
    ...database,
    secondFactors: { ...secondFactors, reseal: step === 'seal' ? die : secondFactors.reseal },
    scrub: step === 'scrub' ? async () => die() : database.scrub,
  },
  { ...systemEntropy(), bytes: step === 'secret' ? die : systemEntropy().bytes },
);
