import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { connectionErrors } from './connection-errors.ts';
import { CONNECTION_LIMITS } from './request-limits.ts';

/** Answers a request before all others would, or hands it on as it came. */
export type DirectAnswer = (request: IncomingMessage, response: ServerResponse, others: RequestListener) => void;

export interface ServerDifferences {
  /** Largest head of a request; that of Node by default. */
  readonly maxHeaderBytes?: number;
  /** Looks at each request first, and may say that it is none: its connection is cut. */
  readonly admit?: (request: IncomingMessage) => boolean;
}

/** What the servers of one process share: who answers, and what is held until somebody does. */
export interface Answering {
  newServer(differences?: ServerDifferences): Server;
  /** Takes what is to answer, for when it is opened. */
  answerWith(handler: RequestListener): void;
  /** Answers what was held, and whatever comes from now on: `direct` first, where it does. */
  open(direct?: DirectAnswer): void;
  /** Holds answers from now on. @returns what gives them, and all that come later */
  hold(): () => void;
  /** Ends connections that have nothing to be answered. Resolves when every connection has ended; what is held is cut off. */
  close(): Promise<void>;
  /** Ends every connection, answered or not. */
  cutOff(): void;
  hasConnections(): Promise<boolean>;
  /** Connections that were made so far. */
  made(): number;
  /** Connections whose first request is still to come. */
  unused(): number;
}

export function answering(): Answering {
  const held: [IncomingMessage, ServerResponse][] = [];
  const hold: RequestListener = (request, response) => held.push([request, response]);
  let handler: RequestListener | undefined;
  let answer = hold;
  const errors = connectionErrors();
  const unused = new Set<Socket>();
  const ended = new Map<Server, Promise<unknown>>();
  let made = 0;

  const release = (to: RequestListener) => {
    answer = to;
    for (const [request, response] of held.splice(0)) answer(request, response);
  };
  const cutOff = () => {
    for (const server of ended.keys()) server.closeAllConnections();
  };
  return {
    newServer({ maxHeaderBytes, admit } = {}) {
      const server = createServer(
        {
          keepAliveTimeout: CONNECTION_LIMITS.keepAliveTimeoutMilliseconds,
          requestTimeout: CONNECTION_LIMITS.requestTimeoutMilliseconds,
          headersTimeout: CONNECTION_LIMITS.headersTimeoutMilliseconds,
          // Checked in `refuseAmbiguousRequest`, where the answer is a problem.
          requireHostHeader: false,
          connectionsCheckingInterval: CONNECTION_LIMITS.checkingIntervalMilliseconds,
          ...(maxHeaderBytes !== undefined && { maxHeaderSize: maxHeaderBytes }),
        },
        (request, response) => {
          unused.delete(request.socket);
          if (admit && !admit(request)) request.socket.destroy();
          else answer(request, response);
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
    },
    answerWith(given) {
      handler = given;
    },
    open(direct) {
      if (handler === undefined) throw new TypeError('a listener is opened before it has a handler');
      const others = handler;
      release(direct ? (request, response) => direct(request, response, others) : others);
    },
    hold() {
      const answering = answer;
      answer = hold;
      return () => release(answering);
    },
    async close() {
      for (const server of ended.keys()) {
        server.close();
        server.closeIdleConnections();
      }
      if (answer === hold) cutOff();
      await Promise.all(ended.values());
    },
    cutOff,
    async hasConnections() {
      return (await Promise.all([...ended.keys()].map(countConnections))).some((count) => count > 0);
    },
    made: () => made,
    unused: () => unused.size,
  };
}

/** No connection made for this long: the queue of those that the system has accepted is empty. */
const QUIET_MILLISECONDS = 50;
/** How long a connection that has just been made may take for its first request. */
export const EXPECTATION_MILLISECONDS = 1000;

/** Looks that are taken before giving up: a process that got no time to run has not seen who was connecting. */
const LEAST_LOOKS = EXPECTATION_MILLISECONDS / QUIET_MILLISECONDS;

/** Resolves when no connection is being made, and none is without a request; at `giveUpAt` where that does not come. */
export async function quiet({ made, unused }: Pick<Answering, 'made' | 'unused'>, giveUpAt: number): Promise<void> {
  let before: number;
  let looks = 0;
  do {
    looks++;
    before = made();
    await sleep(QUIET_MILLISECONDS);
    // On a busy machine a timer may be due before the loop has looked for connections.
    await turn();
  } while ((made() > before || unused() > 0) && (performance.now() < giveUpAt || looks < LEAST_LOOKS));
}

/** Resolves when every connection has had its first request; at the latest at `giveUpAt`. */
export async function allUsed({ unused }: Pick<Answering, 'unused'>, giveUpAt: number): Promise<void> {
  while (unused() > 0 && performance.now() < giveUpAt) await sleep(10);
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
}
