// Adds reports without pause, and prints the id of each one that was kept. Ends only when it is killed.
import { writeSync } from 'node:fs';
import { openDatabase } from '../../src/adapters/sql/index.ts';
import { BOUNDS, clock } from '../contract/adapters.ts';
import { report } from '../support/records.ts';

const { reports } = await openDatabase(process.argv[2] ?? '', clock, BOUNDS);
while (true) {
  const made = report('acc');
  reports.add(made);
  await reports.settled();
  writeSync(1, `${made.id}\n`);
}
