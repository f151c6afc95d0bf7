// Triages standard input, and says how much memory is held at the end. Run with --expose-gc.
import { setTimeout as delay } from 'node:timers/promises';
import { decodeLine, readLog } from '../../src/cli/triage/read-log.ts';
import { LogTriage } from '../../src/core/triage/log-triage.ts';

const log = new LogTriage({ decode: decodeLine });
log.open('stdin');
await readLog('-', log);
const { judged, unread, causes } = log.summary();
const { gc } = globalThis as unknown as { gc(): void };
const collected = async () => {
  gc();
  // Buffers are let go of beside the program, in the turns after.
  await delay(20);
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
// What is collected last may hold others: until five times in a row nothing more is let go of.
let held = await collected();
for (let still = 0; still < 5; still++) {
  const now = await collected();
  if (now < held - 10_000) still = -1;
  held = Math.min(held, now);
}
console.log(
  JSON.stringify({
    held,
    judged,
    unread: unread.lines,
    causes: causes.length,
    lines: log.lines,
  }),
);
