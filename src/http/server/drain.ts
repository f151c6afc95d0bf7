import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { App } from './app.ts';
import type { Listener } from './listener.ts';

/** How long connections are told to end, with each answer, before the idle ones are closed. */
const FAREWELL_MILLISECONDS = 250;
/** How long a connection that has just been made may take for its first request. */
const EXPECTATION_MILLISECONDS = 1000;
/** How long requests under way may take after that. */
const PATIENCE_MILLISECONDS = 10_000;

export interface Drain {
  /** Whether the server is on its way out. */
  isDraining(): boolean;
  /** Ends the server: what was asked is answered, and what takes too long is cut off. */
  drain(): Promise<void>;
}

/**
 * A connection that is closed while a client writes to it loses that request. So the end has two steps: for a moment
 * every answer asks its client to close, and readiness is denied; then the server stops to listen. A connection that was
 * made before that is given the time to send its request.
 */
export function drainOf(app: App, listener: Pick<Listener, 'hasConnections' | 'expectsRequest' | 'cutOff'>): Drain {
  let draining = false;
  app.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close');
  });
  return {
    isDraining: () => draining,
    async drain() {
      draining = true;
      await accepted();
      if (await listener.hasConnections()) await sleep(FAREWELL_MILLISECONDS);
      await accepted();
      const giveUpAt = performance.now() + EXPECTATION_MILLISECONDS;
      while (listener.expectsRequest() && performance.now() < giveUpAt) await sleep(10);
      const impatience = setTimeout(listener.cutOff, PATIENCE_MILLISECONDS);
      await app.close();
      clearTimeout(impatience);
    },
  };
}

/** Resolves when the loop has looked for connections once more: on a busy machine a timer may be due before that. */
async function accepted(): Promise<void> {
  await sleep(1);
  await turn();
}
