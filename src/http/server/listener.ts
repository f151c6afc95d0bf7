import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { allUsed, answering, type DirectAnswer, EXPECTATION_MILLISECONDS, quiet } from './answering.ts';

/** A server that listens before it can answer: what arrives is held until it is opened. */
export interface Listener {
  readonly port: number;
  /** Takes what is to answer, for when it is opened. @returns the server that answers */
  answerWith(handler: RequestListener): Server;
  /** Answers what was held, and whatever comes from now on: `direct` first, where it does. */
  open(direct?: DirectAnswer): void;
  hasConnections(): Promise<boolean>;
  /** Tells other processes that answer here, where there are any, that the end begins. */
  beginEnd(): void;
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

/**
 * Listens; `localhost` means each address that it has here. @throws what `net.Server` emits where the address or the
 * port cannot be listened on, for `localhost` only where that is so of its first address
 */
export async function openListener(host: string, port: number): Promise<Listener> {
  const own = answering();
  const { servers, port: bound } = await listenOnEach(own.newServer, host, port);
  return {
    port: bound,
    answerWith(handler) {
      own.answerWith(handler);
      return servers[0] as Server;
    },
    open: own.open,
    hasConnections: own.hasConnections,
    beginEnd() {},
    async stopListening() {
      const release = own.hold();
      const giveUpAt = performance.now() + EXPECTATION_MILLISECONDS;
      await quiet(own, giveUpAt);
      // Not the own `close` of node:http: that one cuts off connections whose first request is on its way.
      for (const server of servers) NetServer.prototype.close.call(server);
      await allUsed(own, giveUpAt);
      release();
    },
    close: own.close,
    cutOff: own.cutOff,
  };
}

/** A server on each address of a host, all on one port. @throws what the first of them emits */
export async function listenOnEach<S extends NetServer>(
  newServer: () => S,
  host: string,
  port: number,
): Promise<{ readonly servers: readonly S[]; readonly port: number }> {
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
  return { servers, port: address.port };
}

function listenOn(server: NetServer, host: string, port: number): Promise<unknown> {
  server.listen({ host, port });
  return once(server, 'listening');
}

async function otherAddresses(first: string): Promise<string[]> {
  const all = await lookup('localhost', { all: true });
  return all.map(({ address }) => address).filter((address) => address !== first);
}
