import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../server/app.ts';

/** A reader that takes nothing for so long is gone. */
const STALLED_MILLISECONDS = 60_000;

/** Sends what is read page by page. @returns the answer; `lines` is given what to ask before each further page */
export type SendExport = (
  request: FastifyRequest,
  reply: FastifyReply,
  lines: (assertStill: () => Promise<void>) => AsyncGenerator<string>,
) => FastifyReply;

/**
 * Long answers of a group, which end with the server. What fails on the way cuts one off, so that a part is never taken
 * for the whole; whoever may no longer read does not read on.
 */
export function exportStreams(app: App, authenticate: (request: FastifyRequest) => Promise<void>): SendExport {
  const open = new Set<Readable>();
  app.addHook('preClose', async () => {
    for (const stream of open) stream.destroy(new Error('the server ends'));
  });
  return (request, reply, lines) => {
    const stream = Readable.from(lines(() => assertSame(request, authenticate)));
    open.add(stream);
    reply.raw.setTimeout(STALLED_MILLISECONDS, () => stream.destroy(new Error('the reader takes nothing')));
    stream.once('close', () => open.delete(stream));
    return reply.send(stream);
  };
}

/** A session that was ended, a secret that was revoked and a membership that is over read no further. */
async function assertSame(
  request: FastifyRequest,
  authenticate: (request: FastifyRequest) => Promise<void>,
): Promise<void> {
  const { id } = request.account;
  await authenticate(request);
  if (request.account.id !== id) throw new Error('the reader has another account by now');
}
