import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { allUsed, answering, type DirectAnswer, EXPECTATION_MILLISECONDS } from './answering.ts';

/** The connections of a process that listens nowhere: it is given each of them. */
export interface Deputy {
  adopt(connection: Socket): void;
  /** Holds every answer, until `end`. */
  hold(): void;
  /** Gives the answers that were held. Resolves when every connection has ended; those that take too long are cut off. */
  end(): Promise<void>;
}

/** How long requests under way may take at the end: a second less than the owner waits for. */
const PATIENCE_MILLISECONDS = 9000;

/** @param path a Unix socket of its own, for nobody: the time limits of node:http begin when a server listens */
export async function openDeputy(path: string, direct: DirectAnswer, others: RequestListener): Promise<Deputy> {
  const own = answering();
  const server = own.newServer();
  own.answerWith(others);
  own.open(direct);
  server.listen(path);
  await once(server, 'listening');
  const connections = new Set<Socket>();
  let release = () => {};
  let onEmpty = () => {};
  return {
    adopt(connection) {
      connections.add(connection);
      connection.once('close', () => {
        connections.delete(connection);
        if (connections.size === 0) onEmpty();
      });
      server.emit('connection', connection);
      connection.resume();
    },
    hold() {
      release = own.hold();
    },
    async end() {
      await allUsed(own, performance.now() + EXPECTATION_MILLISECONDS);
      release();
      const empty = new Promise<void>((resolve) => {
        onEmpty = resolve;
      });
      server.closeIdleConnections();
      const impatience = setTimeout(own.cutOff, PATIENCE_MILLISECONDS);
      if (connections.size > 0) await empty;
      clearTimeout(impatience);
      await own.close();
    },
  };
}
