import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
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
  /** Whether there is a connection that has not sent its first request yet. */
  expectsRequest(): boolean;
  /** Listens no longer. Resolves when every connection has ended; what is still held is cut off. */
  close(): Promise<void>;
  /** Ends every connection, answered or not. */
  cutOff(): void;
}

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
      unused.add(socket);
      socket.once('close', () => unused.delete(socket));
    });
    errors.watch(server);
    server.on('clientError', errors.answer);
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
      answer = direct ? (request, response) => direct(request, response, others) : others;
      for (const [request, response] of held.splice(0)) answer(request, response);
    },
    async hasConnections() {
      return (await Promise.all(servers.map(countConnections))).some((count) => count > 0);
    },
    expectsRequest: () => unused.size > 0,
    async close() {
      const ended = servers.filter((server) => server.listening).map((server) => once(server, 'close'));
      for (const server of servers) {
        server.close();
        server.closeIdleConnections();
      }
      if (answer === hold) cutOff();
      await Promise.all(ended);
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
