import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { connectionErrors } from './connection-errors.ts';
import { CONNECTION_LIMITS } from './request-limits.ts';

/** Answers a request before all others would, or hands it on as it came. */
export type DirectAnswer = (request: IncomingMessage, response: ServerResponse, others: RequestListener) => void;

/** A server that listens before it can answer: what arrives is held until it is opened. */
export interface Listener {
  readonly port: number;
  /** Takes what is to answer, for when it is opened. @returns the server that listens */
  answerWith(handler: RequestListener): Server;
  /** Answers what was held, and whatever comes from now on: `direct` first, where it does. */
  open(direct?: DirectAnswer): void;
  hasConnections(): Promise<boolean>;
  /**
   * Takes no more connections, at a moment when none is being made: answers are held until whoever asks is waiting for
   * one, so that nobody has a reason to connect. Every request that arrived is answered after that.
   */
  stopListening(): Promise<void>;
  /** Listens no longer. Resolves when every connection has ended; what is still held is cut off. */
  close(): Promise<void>;
  /** Ends every connection, answered or not. */
  cutOff(): void;
}

/** No connection made for this long: the queue of those that the system has accepted is empty. */
const QUIET_MILLISECONDS = 50;
/** How long a connection that has just been made may take for its first request. */
const EXPECTATION_MILLISECONDS = 1000;

/**
 * Listens; `localhost` means each address that it has here. @throws what `net.Server` emits where the address or the
 * port cannot be listened on, for `localhost` only where that is so of its first address
 */
export async function openListener(host: string, port: number): Promise<Listener> {
  const held: [IncomingMessage, ServerResponse][] = [];
  const hold: RequestListener = (request, response) => held.push([request, response]);
  let handler: RequestListener | undefined;
  let answer = hold;
  const errors = connectionErrors();
  const unused = new Set<Socket>();
  const ended = new Map<Server, Promise<unknown>>();
  let made = 0;

  function newServer(): Server {
    const server = createServer(
      {
        keepAliveTimeout: CONNECTION_LIMITS.keepAliveTimeoutMilliseconds,
        requestTimeout: CONNECTION_LIMITS.requestTimeoutMilliseconds,
        headersTimeout: CONNECTION_LIMITS.headersTimeoutMilliseconds,
        // Checked in `refuseAmbiguousRequest`, where the answer is a problem.
        requireHostHeader: false,
        connectionsCheckingInterval: CONNECTION_LIMITS.checkingIntervalMilliseconds,
      },
      (request, response) => {
        unused.delete(request.socket);
        answer(request, response);
      },
    );
    // No limit here: Node drops lines beyond one in silence. They are counted in `refuseAmbiguousRequest`.
    server.maxHeadersCount = 0;
    server.on('connection', (socket: Socket) => {
      made++;
      unused.add(socket);
      socket.once('close', () => unused.delete(socket));
    });
    errors.watch(server);
    server.on('clientError', errors.answer);
    ended.set(server, new Promise((resolve) => server.once('close', resolve)));
    return server;
  }

  const first = newServer();
  await listenOn(first, host, port);
  const address = first.address() as AddressInfo;
  const servers = [first];
  for (const other of host === 'localhost' ? await otherAddresses(address.address) : []) {
    const server = newServer();
    // A host where one of the two protocols is switched off still has the other.
    const isListening = await listenOn(server, other, address.port).then(
      () => true,
      () => false,
    );
    if (isListening) servers.push(server);
  }

  const release = (answering: RequestListener) => {
    answer = answering;
    for (const [request, response] of held.splice(0)) answer(request, response);
  };
  const cutOff = () => {
    for (const server of servers) server.closeAllConnections();
  };
  return {
    port: address.port,
    answerWith(given) {
      handler = given;
      return first;
    },
    open(direct) {
      if (handler === undefined) throw new TypeError('a listener is opened before it has a handler');
      const others = handler;
      release(direct ? (request, response) => direct(request, response, others) : others);
    },
    async hasConnections() {
      return (await Promise.all(servers.map(countConnections))).some((count) => count > 0);
    },
    async stopListening() {
      const answering = answer;
      answer = hold;
      const giveUpAt = performance.now() + EXPECTATION_MILLISECONDS;
      let before: number;
      do {
        before = made;
        await sleep(QUIET_MILLISECONDS);
        // On a busy machine a timer may be due before the loop has looked for connections.
        await turn();
      } while ((made > before || unused.size > 0) && performance.now() < giveUpAt);
      // Not the own `close` of node:http: that one cuts off connections whose first request is on its way.
      for (const server of servers) NetServer.prototype.close.call(server);
      while (unused.size > 0 && performance.now() < giveUpAt) await sleep(10);
      release(answering);
    },
    async close() {
      for (const server of servers) {
        server.close();
        server.closeIdleConnections();
      }
      if (answer === hold) cutOff();
      await Promise.all(servers.map((server) => ended.get(server)));
    },
    cutOff,
  };
}

function listenOn(server: Server, host: string, port: number): Promise<unknown> {
  server.listen({ host, port });
  return once(server, 'listening');
}

async function otherAddresses(first: string): Promise<string[]> {
  const all = await lookup('localhost', { all: true });
  return all.map(({ address }) => address).filter((address) => address !== first);
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
}
