import { setTimeout as sleep } from 'node:timers/promises';

/** What the exporters of OpenTelemetry have in common. */
interface Exporter<T> {
  export(batch: T[], done: (result: { readonly code: number; readonly error?: Error }) => void): void;
  shutdown(): Promise<void>;
}

export interface ExportFault {
  /** Of the receiver's answer, or of the connection. */
  readonly reason: string;
}

/** Batches are sent one after the other; what comes meanwhile waits, so many at most. */
const WAITING_LIMIT = 10_000;
const BATCH = 500;
const EVERY_MILLISECONDS = 1000;
/** A server that ends is waited for by whoever ends it. */
const CLOSE_MILLISECONDS = 3000;

/** Sends in the background what is added, in bounded batches, and drops what cannot be sent. */
export function sending<T>(exporter: Exporter<T>, onFault: (fault: ExportFault | null) => void) {
  let waiting: T[] = [];
  let dropped = 0;
  let isFaulty = false;
  let underway: Promise<void> | undefined;

  async function send(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      const { code, error } = await new Promise<Parameters<Parameters<Exporter<T>['export']>[1]>[0]>((done) =>
        exporter.export(batch, done),
      );
      const failed = code !== 0;
      if (failed) dropped += batch.length;
      if (failed !== isFaulty) onFault(failed ? { reason: reasonOf(error) } : null);
      isFaulty = failed;
    }
  }

  const start = () => {
    underway ??= send().finally(() => {
      underway = undefined;
    });
    return underway;
  };
  const timer = setInterval(start, EVERY_MILLISECONDS);
  timer.unref();
  return {
    add(one: T): void {
      if (waiting.length >= WAITING_LIMIT) dropped++;
      else waiting.push(one);
    },
    dropped: () => dropped,
    async close(): Promise<void> {
      clearInterval(timer);
      await Promise.race([start(), sleep(CLOSE_MILLISECONDS, undefined, { ref: false })]);
      dropped += waiting.length;
      waiting = [];
      await exporter.shutdown();
    },
  };
}

/** The status or the code alone: the words of an answer may repeat what was sent. */
function reasonOf(error: Error | undefined): string {
  const { code } = (error ?? {}) as { readonly code?: number | string };
  if (code === undefined) return 'too busy, or too late';
  return typeof code === 'number' ? `status ${code}` : code;
}
