import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from './app.ts';

/** Milliseconds between comments that keep an idle stream open through proxies. */
const HEARTBEAT_MILLISECONDS = 15_000;
/** Bytes that may wait for a client that reads slowly; then its stream ends, and it asks anew. */
const WAITING_LIMIT = 1_000_000;

/** What the schema of a route says that answers with a stream. */
export const EVENT_STREAM = {
  produces: ['text/event-stream'],
  response: { 200: Type.String({ description: 'Server-sent events, for as long as the client listens.' }) },
};

/** Sends one event; `data` is JSON. */
export type SendEvent = (event: string, data: unknown, id?: string) => void;

declare module 'fastify' {
  interface FastifyInstance {
    /** Live streams of every group. */
    openStreams: OpenStreams;
  }
}

/** Milliseconds between two reviews, however many changes there are. */
const REVIEW_MILLISECONDS = 1000;

/** The streams that are open: who reads them is asked again when it may have changed. */
export interface OpenStreams {
  readonly checks: Set<() => void>;
  /** Asks now, or, soon after the last time, a second later. */
  review(): void;
}

export function openStreams(): OpenStreams {
  const checks = new Set<() => void>();
  let resting: NodeJS.Timeout | undefined;
  let isAskedAgain = false;
  function review() {
    isAskedAgain = resting !== undefined;
    if (isAskedAgain || checks.size === 0) return;
    for (const check of checks) check();
    resting = setTimeout(() => {
      resting = undefined;
      if (isAskedAgain) review();
    }, REVIEW_MILLISECONDS);
    resting.unref();
  }
  return { checks, review };
}

/**
 * Server-sent events for accounts (HTML Living Standard §9.2), ended with the server.
 * @returns what answers a request with a stream: `subscribe` gets how to send, and gives how to stop
 */
export function eventStreams(app: App, authenticate: (request: FastifyRequest) => Promise<void>) {
  const streams = new Set<ServerResponse>();
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end();
  });
  return (request: FastifyRequest, reply: FastifyReply, subscribe: (send: SendEvent) => () => void): void => {
    reply.hijack();
    const stream = reply.raw;
    // A client that left while it was asked who it is closes no second time: nothing would ever free the listener.
    if (stream.destroyed) return;
    const { role } = request;
    const accountId = request.account.id;
    stream.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    stream.write(': requests of this account, as they come\n\n');
    const stop = subscribe((event, data, id) => {
      if (stream.writableEnded) return;
      stream.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (stream.writableLength > WAITING_LIMIT) stream.destroy();
    });
    streams.add(stream);
    // Who may no longer read (a session that was ended, a secret that was revoked) does not go on reading, nor does one
    // whose role, or whose only account, is another one by now.
    const goOn = () => {
      if (request.account.id !== accountId || request.role !== role) stream.end();
      else if (!stream.writableEnded) stream.write(':\n\n');
    };
    const end = () => stream.end();
    const check = () => void authenticate(request).then(goOn, end);
    const heartbeat = setInterval(check, HEARTBEAT_MILLISECONDS);
    app.openStreams.checks.add(check);
    stream.once('close', () => {
      clearInterval(heartbeat);
      app.openStreams.checks.delete(check);
      streams.delete(stream);
      stop();
    });
  };
}
