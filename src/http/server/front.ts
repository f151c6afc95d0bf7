import { once } from 'node:events';
import { Server as NetServer, type Socket } from 'node:net';
import { allUsed, answering, EXPECTATION_MILLISECONDS, quiet } from './answering.ts';
import { type Listener, listenOnEach } from './listener.ts';
import { admitPassedOn, LINE_BYTES, type Passage } from './pass-on.ts';

/** Processes that answer connections in place of this one. */
export interface Deputies {
  /** Takes a connection that nobody has read from; `false`: there is nobody to take it. */
  take(connection: Socket): boolean;
  /** Has each answer ask its client to close. */
  beginEnd(): void;
  /** Resolves when every one of them holds its answers. */
  hold(): Promise<void>;
  /** Has them give the answers that were held, and end when every connection has ended. */
  release(): void;
  /** Resolves when all of them have ended. */
  ended(): Promise<void>;
  cutOff(): void;
}

/** Largest head that a client may send, as Node has it. */
const HEADER_BYTES = 16_384;

/**
 * Listens, and gives each connection to a deputy; those that none takes are answered here, and so is what deputies pass
 * on. @throws as `openListener` does
 */
export async function openFront(host: string, port: number, passage: Passage, deputies: Deputies): Promise<Listener> {
  const own = answering();
  const adopted = new WeakSet<Socket>();
  const admit = admitPassedOn(passage.secret);
  const inside = own.newServer({
    maxHeaderBytes: HEADER_BYTES + LINE_BYTES,
    admit: (request) => adopted.has(request.socket) || admit(request),
  });
  let made = 0;
  const newDoor = () =>
    new NetServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true }, (connection) => {
      made++;
      if (deputies.take(connection)) return;
      adopted.add(connection);
      inside.emit('connection', connection);
      connection.resume();
    });
  const { servers: doors, port: bound } = await listenOnEach(newDoor, host, port);
  try {
    inside.listen(passage.path);
    await once(inside, 'listening');
  } catch (error) {
    for (const door of doors) door.close();
    throw error;
  }
  let areDoorsOpen = true;
  const closeDoors = () => {
    if (areDoorsOpen) for (const door of doors) door.close();
    areDoorsOpen = false;
  };

  return {
    port: bound,
    answerWith(handler) {
      own.answerWith(handler);
      return inside;
    },
    open: own.open,
    hasConnections: async () => made > 0,
    beginEnd: deputies.beginEnd,
    async stopListening() {
      const release = own.hold();
      await deputies.hold();
      const giveUpAt = performance.now() + EXPECTATION_MILLISECONDS;
      // Those that deputies have are theirs to wait for.
      await quiet({ made: () => made, unused: own.unused }, giveUpAt);
      closeDoors();
      await allUsed(own, giveUpAt);
      release();
      deputies.release();
    },
    async close() {
      closeDoors();
      // What they pass on is answered until the last of them has ended.
      await deputies.ended();
      await own.close();
    },
    cutOff() {
      deputies.cutOff();
      own.cutOff();
    },
  };
}
