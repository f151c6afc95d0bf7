// Triages standard input, and says how much memory is held at the end. Run with --expose-gc.
import { decodeLine, readLog } from '../../src/cli/triage/read-log.ts';
import { LogTriage } from '../../src/core/triage/log-triage.ts';

const log = new LogTriage({ decode: decodeLine });
log.open('stdin');
await readLog('-', log);
const { judged, unread, causes } = log.summary();
(globalThis as unknown as { gc(): void }).gc();
const { heapUsed, arrayBuffers } = process.memoryUsage();
console.log(
  JSON.stringify({
    held: heapUsed + arrayBuffers,
    judged,
    unread: unread.lines,
    causes: causes.length,
    lines: log.lines,
  }),
);
