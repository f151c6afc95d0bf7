// Writes without pause, and prints one line for each write that was acknowledged. Ends only when it is killed.
import { writeSync } from 'node:fs';
import { openDatabase } from '../../src/adapters/sql/index.ts';
import { BOUNDS, clock } from '../contract/adapters.ts';
import { account, application, key, NOW, secret } from '../support/records.ts';

const database = await openDatabase(process.argv[2] ?? '', clock, BOUNDS);
const acknowledge = (...words: readonly unknown[]) => writeSync(1, `${JSON.stringify(words)}\n`);

async function write(): Promise<never> {
  const owner = account();
  await database.accounts.add(owner, secret(owner.id));
  acknowledge('account', owner.id);
  while (true) {
    const made = application(owner.id);
    await database.applications.add(made, [key(made.id)]);
    acknowledge('application', made.id, 1);
    const [current] = await database.applications.keys(made.id);
    if (!current) throw new Error('the key is lost');
    const change = {
      application: { ...made, revision: 2 },
      keys: [{ ...current, state: 'revoked' as const }, key(made.id)],
    };
    await database.applications.save({ ...change, fromRevision: 1 });
    acknowledge('application', made.id, 2);
    await database.replay.use(made.id, 'jti', NOW, NOW + 900);
    acknowledge('used', made.id);
  }
}

await Promise.all([write(), write(), write(), write()]);
