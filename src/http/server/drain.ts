import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from './app.ts';
import type { Listener } from './listener.ts';

/** How long connections are told to end, with each answer, before the idle ones are closed. */
const FAREWELL_MILLISECONDS = 250;
/** How long requests under way may take after that. */
const PATIENCE_MILLISECONDS = 10_000;

export interface Drain {
  /** Whether the server is on its way out. */
  isDraining(): boolean;
  /** Ends the server: what was asked is answered, and what takes too long is cut off. */
  drain(): Promise<void>;
}

/**
 * A connection that is closed while a client writes to it loses that request. So the end has three steps: for
 * `drainSeconds`, or a moment, every answer asks its client to close, and readiness is denied, so that whoever balances
 * sends nothing more; then the server stops to listen when nobody is connecting; then it waits for what is under way.
 */
export function drainOf(
  app: App,
  listener: Pick<Listener, 'hasConnections' | 'beginEnd' | 'stopListening' | 'cutOff'>,
  drainSeconds: number,
): Drain {
  let draining = false;
  app.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close');
  });
  return {
    isDraining: () => draining,
    async drain() {
      draining = true;
      listener.beginEnd();
      if (drainSeconds > 0) await sleep(drainSeconds * 1000);
      else if (await listener.hasConnections()) await sleep(FAREWELL_MILLISECONDS);
      await listener.stopListening();
      const impatience = setTimeout(listener.cutOff, PATIENCE_MILLISECONDS);
      await app.close();
      clearTimeout(impatience);
    },
  };
}
